import { generateCluster } from './cluster';

/** Without keys and certificates, which are made anew by every run. */
function generated(seed: number) {
  return generateCluster(seed, 'one', 'judge').manifests.filter(
    ({ kind }) => kind !== 'Secret' && kind !== 'ConfigMap',
  );
}

describe('generateCluster', () => {
  it('gives the same cluster for the same seed', () => {
    expect(generated(7)).toEqual(generated(7));
    expect(generated(7)).not.toEqual(generated(8));
  });

  it('gives no two objects the same name', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const names = generateCluster(seed, 'one', 'judge').manifests.map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.namespace}/${metadata.name}`,
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('keeps to the namespaces of its name', () => {
    for (const { kind, metadata } of generated(3)) {
      expect(kind === 'Namespace' ? metadata.name : metadata.namespace).toMatch(
        /^one-[ab]$/,
      );
    }
  });
});

import { versionOfKinds, versionOfPods } from './controllerVersion';

const pod = (image: unknown, name = 'envoy-gateway') => ({
  spec: { containers: [{ name, image }] },
});

const pods = (...items: unknown[]) => ({ items });

describe('the version of Envoy Gateway', () => {
  it.each([
    ['docker.io/envoyproxy/gateway:v1.7.5', '1.7'],
    ['docker.io/envoyproxy/gateway:v1.8.0', '1.8'],
    ['registry.example.com:5000/mirror/gateway:1.9.0-rc.1', '1.9'],
    [`envoyproxy/gateway:v1.8.3@sha256:${'0'.repeat(64)}`, '1.8'],
    // The nearest that is known.
    ['envoyproxy/gateway:v1.5.0', '1.7'],
    ['envoyproxy/gateway:v1.12.0', '1.9'],
    ['envoyproxy/gateway:v1.8', '1.8'],
    ['envoyproxy/gateway:latest', undefined],
    ['envoyproxy/gateway:v2.0.0', undefined],
    ['envoyproxy/gateway', undefined],
    ['registry:1.8.0/gateway', undefined],
    [`gateway@sha256:${'0'.repeat(64)}`, undefined],
    [undefined, undefined],
    [7, undefined],
    [`gateway:${'v1.8'.repeat(100_000)}`, undefined],
  ])('is told by the image %s: %s', (image, version) => {
    expect(versionOfPods(pods(pod(image)))).toBe(version);
  });

  it('is told by pods that agree, and by their main container alone', () => {
    const [old, now] = ['gateway:v1.8.0', 'gateway:v1.9.0'].map(image =>
      pod(image),
    );
    expect(versionOfPods(pods(now, now))).toBe('1.9');
    expect(versionOfPods(pods(old, now))).toBeUndefined();
    expect(versionOfPods(pods(now, pod('mesh:v1.7.0', 'sidecar')))).toBe('1.9');
  });

  it('is told by no nonsense', () => {
    for (const nonsense of [
      undefined,
      'pods',
      { items: 'pods' },
      pods(undefined, 3, { spec: [] }, { spec: { containers: [[], null] } }),
    ]) {
      expect(versionOfPods(nonsense)).toBeUndefined();
    }
  });

  it('is 1.7 where there are XListenerSets in place of ListenerSets', () => {
    const kind = (name: string, hasSynced: boolean) => ({
      kind: name,
      phase: hasSynced ? ('watching' as const) : ('absent' as const),
      hasSynced,
    });
    const old = [kind('ListenerSet', false), kind('XListenerSet', true)];
    expect(versionOfKinds(old)).toBe('1.7');
    expect(versionOfKinds([kind('ListenerSet', true), old[1]])).toBeUndefined();
    expect(
      versionOfKinds([old[0], kind('XListenerSet', false)]),
    ).toBeUndefined();
    expect(versionOfKinds([])).toBeUndefined();
  });
});

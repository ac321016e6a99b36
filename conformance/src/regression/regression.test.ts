import { Case } from '../cases';
import { judgeCase } from '../compare';
import { readRegressions, withoutSecrets } from './regression';

describe('regressions', () => {
  const cases: [string, Case][] = readRegressions().map(one => [one.name, one]);

  it('agrees with Envoy Gateway on every case that once disagreed', () => {
    const disagreed = cases.flatMap(([, one]) =>
      judgeCase(one).filter(({ outcome }) => outcome === 'disagreed'),
    );
    expect(disagreed).toEqual([]);
  });

  it('keeps certificates and the names of keys, and nothing secret', () => {
    const secret = {
      kind: 'Secret',
      metadata: { name: 'cert' },
      data: { 'tls.crt': 'cHVibGlj', 'tls.key': 'c2VjcmV0' },
      stringData: { password: 'secret' },
    };
    expect(withoutSecrets(secret)).toEqual({
      kind: 'Secret',
      metadata: { name: 'cert' },
      data: { 'tls.crt': 'cHVibGlj', 'tls.key': '' },
      stringData: { password: '' },
    });
  });

  it('leaves other objects as they are', () => {
    const map = { kind: 'ConfigMap', data: { key: 'value' } };
    expect(withoutSecrets(map)).toBe(map);
  });
});

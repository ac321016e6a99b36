import { configMap, secret } from '../../__testUtils__/backends';
import { listenersOf } from '../../__testUtils__/listeners';
import { grant } from '../../__testUtils__/objects';
import { TranslationSettings } from '../types';
import { caCertificates } from './caCertificates';

const OWNER = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  namespace: 'infra',
};

const bundle = (name: string, trustBundle: string) => ({
  apiVersion: 'certificates.k8s.io/v1beta1',
  kind: 'ClusterTrustBundle',
  metadata: { name },
  spec: { trustBundle },
});

const OBJECTS = [
  configMap('infra/ca', { 'ca.crt': 'pem' }),
  configMap('infra/only', { other: 'pem' }),
  configMap('infra/two', { a: 'pem', b: 'pem' }),
  configMap('infra/empty', { 'ca.crt': '' }),
  configMap('apps/ca', { 'ca.crt': 'pem' }),
  secret('infra/ca', { 'tls.crt': 'cGVt' }),
  secret(
    'infra/sds',
    { secretName: 'b25l', url: 'dW5peDovLy9ydW4vc2Rz' },
    'gateway.envoyproxy.io/sds',
  ),
  bundle('ca', 'pem'),
];

const ref = (kind: string, name: string, namespace?: string) => ({
  group: '',
  kind,
  name,
  namespace,
});

function judge(
  refs: unknown[],
  settings: Partial<TranslationSettings> = {},
  more: unknown[] = [],
) {
  const { world } = listenersOf([...OBJECTS, ...more], settings);
  return caCertificates(world, OWNER, refs);
}

describe('CA certificates', () => {
  it.each([
    [ref('ConfigMap', 'ca')],
    [ref('ConfigMap', 'only')],
    [ref('Secret', 'ca')],
    [ref('ClusterTrustBundle', 'ca')],
  ])('come from %j', one => {
    expect(judge([one])).toEqual({});
    expect(judge([ref('Pod', 'x'), one])).toEqual({});
  });

  it.each([
    [ref('ConfigMap', 'two'), 'InvalidRef'],
    [ref('ConfigMap', 'none'), 'InvalidRef'],
    [ref('Secret', 'sds'), 'InvalidRef'],
    [ref('ConfigMap', 'empty'), 'NoValidCertificate'],
    [ref('Pod', 'ca'), 'InvalidKind'],
    [ref('ConfigMap', 'ca', 'apps'), 'RefNotPermitted'],
  ])('do not come from %j: %s', (one, kind) => {
    expect(judge([one]).problem?.kind).toBe(kind);
  });

  it('are of an invalid kind where there are none at all', () => {
    expect(judge([]).problem?.kind).toBe('InvalidKind');
  });

  it('may be of another namespace by a ReferenceGrant', () => {
    const permit = grant('apps/grant', OWNER, { group: '', kind: 'ConfigMap' });
    expect(judge([ref('ConfigMap', 'ca', 'apps')], {}, [permit])).toEqual({});
  });

  it('come over SDS alone or not at all', () => {
    const on = { sdsSecretRefEnabled: true };
    const sds = ref('Secret', 'sds');
    expect(judge([sds], on)).toEqual({});
    expect(judge([sds, sds], on).problem?.kind).toBe('InvalidRef');
    expect(judge([sds, ref('Secret', 'ca')], on).problem?.kind).toBe(
      'InvalidRef',
    );
  });

  it('are presumed where they are not read', () => {
    const unread = new Set(['/ConfigMap']);
    expect(judge([ref('ConfigMap', 'none')], { unread })).toMatchObject({
      unknown: { reason: 'NotRead' },
    });
  });
});

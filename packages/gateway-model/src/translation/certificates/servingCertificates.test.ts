import { listenersOf, tlsSecret } from '../../__testUtils__/listeners';
import { grant } from '../../__testUtils__/objects';
import { TranslationSettings } from '../types';
import { servingCertificates } from './servingCertificates';

const OWNER = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  namespace: 'infra',
};

const sds = (data: Record<string, string>) => ({
  ...tlsSecret('infra/sds', ''),
  type: 'gateway.envoyproxy.io/sds',
  stringData: data,
});

const OBJECTS = [
  tlsSecret('infra/a', 'RSA a.example'),
  tlsSecret('infra/a-too', 'RSA b.example,a.example'),
  tlsSecret('infra/a-ec', 'ECDSA a.example'),
  tlsSecret('infra/common', 'RSA CN=c.example'),
  tlsSecret('infra/old', 'RSA old.example 2024'),
  tlsSecret('infra/chain', 'RSA d.example\nRSA ca.example 2024'),
  tlsSecret('infra/junk', 'junk'),
  tlsSecret(
    'infra/keyed',
    'RSA e.example\n-----BEGIN PRIVATE KEY-----\neA==\n-----END PRIVATE KEY-----\n',
  ),
  tlsSecret('infra/withheld', '[redacted]'),
  { ...tlsSecret('infra/opaque', 'RSA a.example'), type: 'Opaque' },
  { ...tlsSecret('infra/half', ''), stringData: { 'tls.crt': 'RSA a.b' } },
  tlsSecret('apps/other', 'RSA other.example'),
  sds({ secretName: 'one', url: 'unix:///run/sds' }),
];

function judge(
  names: unknown[],
  settings: Partial<TranslationSettings> = {},
  more: unknown[] = [],
) {
  const { world } = listenersOf([...OBJECTS, ...more], settings);
  const refs = names.map(name => (typeof name === 'string' ? { name } : name));
  return servingCertificates(world, OWNER, refs);
}

describe('certificates of a listener', () => {
  it('are of use, as far as the private key is', () => {
    expect(judge(['a'])).toEqual({
      usable: true,
      dnsNames: ['a.example'],
      sds: false,
      doubts: ['InvalidCertificateRef'],
      unknown: {
        reason: 'SecretBytes',
        message: expect.any(String),
        // The reference alone, and nothing the Secret holds.
        ref: { group: '', kind: 'Secret', namespace: 'infra', name: 'a' },
      },
    });
  });

  it('may be two for one domain, if of different kinds', () => {
    expect(judge(['a', 'a-ec']).problem).toBeUndefined();
    expect(judge(['a', 'a-too']).problem?.reason).toBe(
      'PartiallyInvalidCertificateRef',
    );
  });

  it('have common names, but do not overlap by them', () => {
    expect(judge(['common']).dnsNames).toEqual([]);
  });

  it.each([
    ['old', 'expired'],
    ['chain', 'expired'],
    ['junk', 'cannot be read'],
    ['keyed', 'cannot be read'],
    ['opaque', 'kubernetes.io/tls'],
    ['half', 'tls.key'],
    ['none', 'does not exist'],
  ])('%s is of no use', (name, message) => {
    expect(judge([name])).toMatchObject({
      usable: false,
      problem: {
        reason: 'InvalidCertificateRef',
        message: expect.stringContaining(message),
      },
    });
    expect(judge(['a', name])).toMatchObject({
      usable: true,
      problem: { reason: 'PartiallyInvalidCertificateRef' },
    });
  });

  it('do not expire where nobody tells the time', () => {
    expect(judge(['old'], { now: undefined }).problem).toBeUndefined();
  });

  it('must be Secrets', () => {
    const refs = [
      { group: 'x', name: 'a' },
      { kind: 'ConfigMap', name: 'a' },
    ];
    expect(judge(refs).usable).toBe(false);
  });

  it('need a ReferenceGrant in another namespace', () => {
    const other = { namespace: 'apps', name: 'other' };
    const permit = grant('apps/grant', OWNER, { group: '', kind: 'Secret' });
    expect(judge([other]).problem?.reason).toBe('RefNotPermitted');
    expect(judge([other, 'none']).problem?.reason).toBe(
      'InvalidCertificateRef',
    );
    expect(judge([other], {}, [permit]).usable).toBe(true);
  });

  it('are presumed where Secrets are not read', () => {
    expect(judge(['none'], { unread: new Set(['/Secret']) })).toMatchObject({
      usable: true,
      unknown: { reason: 'NotRead' },
    });
    expect(judge(['withheld'])).toMatchObject({
      usable: true,
      dnsNames: [],
      unknown: { reason: 'SecretBytes' },
    });
  });

  it('may turn out to be of use in part, where there are several', () => {
    expect(judge(['a', 'a-ec']).doubts).toEqual([
      'InvalidCertificateRef',
      'PartiallyInvalidCertificateRef',
    ]);
  });

  it('may be served over SDS, where that is on', () => {
    expect(judge(['sds', 'sds'], { sdsSecretRefEnabled: true })).toEqual({
      usable: true,
      dnsNames: [],
      sds: true,
      doubts: [],
    });
    expect(judge(['sds']).usable).toBe(false);
  });

  it.each([
    [{ url: 'unix:///run/sds' }, false],
    [{ secretName: 'one', url: 'https://a.example' }, false],
    [{ secretName: 'one', url: 'unix://host/run' }, false],
    [{ secretName: 'one', url: 'unix://./run/sds' }, true],
    [{ secretName: 'one', url: 'unix:/run/sds' }, true],
    [{ secretName: 'one', url: 'unix:run/sds' }, false],
    [{ secretName: 'one', url: 'unix:///run/sds\n' }, false],
    [{ secretName: 'one', url: '/run/sds' }, false],
  ])('served over SDS by %j: %s', (data, usable) => {
    const judged = judge(['sds'], { sdsSecretRefEnabled: true }, [sds(data)]);
    expect(judged.usable).toBe(usable);
  });
});

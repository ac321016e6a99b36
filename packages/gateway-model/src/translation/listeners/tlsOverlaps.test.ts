import { listenersOf, tlsSecret } from '../../__testUtils__/listeners';
import { gateway, listener } from '../../__testUtils__/objects';

const SECRETS = [
  tlsSecret('infra/wild', 'RSA *.example'),
  tlsSecret('infra/a', 'RSA a.example'),
  tlsSecret('infra/b', 'RSA b.example'),
  tlsSecret('infra/deep', 'RSA x.a.example'),
  {
    ...tlsSecret('infra/sds', ''),
    type: 'gateway.envoyproxy.io/sds',
    stringData: { secretName: 'one', url: 'unix:///run/sds' },
  },
];

const https = (hostname: string | undefined, secret: string, port = 443) =>
  listener(`${hostname ?? 'any'}-${secret}-${port}`, {
    protocol: 'HTTPS',
    port,
    hostname,
    tls: { certificateRefs: [{ name: secret }] },
  });

function overlaps(...listeners: unknown[]) {
  const { stage } = listenersOf([gateway('infra/eg', listeners), ...SECRETS], {
    sdsSecretRefEnabled: true,
  });
  return stage.gateways[0].listeners.map(
    ({ conditions }) =>
      conditions.find(({ type }) => type === 'OverlappingTLSConfig')?.reason,
  );
}

describe('HTTPS listeners on one port', () => {
  it('overlap by hostname', () => {
    expect(overlaps(https('a.other', 'a'), https('*.other', 'b'))).toEqual([
      'OverlappingHostnames',
      'OverlappingHostnames',
    ]);
    expect(overlaps(https(undefined, 'a'), https('x.y', 'b'))).toEqual([
      'OverlappingHostnames',
      'OverlappingHostnames',
    ]);
  });

  it('overlap by certificate, which says more', () => {
    expect(overlaps(https('a.other', 'wild'), https('*.other', 'a'))).toEqual([
      'OverlappingCertificates',
      'OverlappingCertificates',
    ]);
  });

  it('do not overlap over two labels, or on another port', () => {
    expect(overlaps(https('p.x', 'wild'), https('q.x', 'deep'))).toEqual([
      undefined,
      undefined,
    ]);
    expect(overlaps(https('p.x', 'a'), https('q.x', 'a', 8443))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('are told in pairs: who overlaps only with one of a pair is not', () => {
    expect(
      overlaps(https('p.x', 'a'), https('q.x', 'wild'), https('r.x', 'b')),
    ).toEqual([
      'OverlappingCertificates',
      'OverlappingCertificates',
      undefined,
    ]);
  });

  it('may overlap with a certificate nobody sees', () => {
    const opaque = 'SDSCertificateOpaque';
    expect(
      overlaps(
        https('*.example', 'sds'),
        https('q.x', 'a'),
        https('r.x', 'deep'),
      ),
    ).toEqual([opaque, opaque, undefined]);
    expect(overlaps(https('*.example', 'sds'))).toEqual([undefined]);
  });
});

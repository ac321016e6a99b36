import {
  classWith,
  envoyProxy,
  listenersOf,
} from '../../__testUtils__/listeners';
import { gateway, policy, target } from '../../__testUtils__/objects';
import { TranslationSettings } from '../types';
import { judgePatchPolicies } from './judgePatchPolicies';

const LISTENER = 'type.googleapis.com/envoy.config.listener.v3.Listener';
const SECRET =
  'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret';
const replace = { op: 'replace', path: '/name', value: 'x' };

function judge(
  targetRef: object,
  patches: object[] = [{ type: LISTENER, name: 'l', operation: replace }],
  objects: unknown[] = [],
  settings: Partial<TranslationSettings> = {},
): string[] {
  const { world, stage } = listenersOf(
    [
      gateway('infra/eg'),
      gateway('infra/refused', [{ name: 'a', port: 1, protocol: 'SCTP' }]),
      policy('EnvoyPatchPolicy', 'infra/patch', {
        targetRef,
        jsonPatches: patches,
      }),
      ...objects,
    ],
    settings,
  );
  return judgePatchPolicies(world, stage).flatMap(({ ancestors }) =>
    ancestors.flatMap(({ ancestorRef, conditions }) =>
      conditions.map(
        ({ type, status, reason, unknown }) =>
          `${ancestorRef.kind} ${
            ancestorRef.name
          }: ${type}=${status}/${reason}${unknown ? '?' : ''}`,
      ),
    ),
  );
}

const merged = [
  classWith('infra/proxy'),
  envoyProxy('infra/proxy', { mergeGateways: true }),
];

describe('patch policies', () => {
  it('target a Gateway of their namespace', () => {
    expect(judge(target('Gateway', 'eg'))).toEqual([
      'Gateway eg: Accepted=True/Accepted',
      'Gateway eg: Programmed=True/Programmed?',
    ]);
    expect(judge(target('Gateway', 'other'))).toEqual([]);
  });

  it('target nothing else', () => {
    expect(judge(target('HTTPRoute', 'eg'))).toEqual([
      'Gateway eg: Accepted=False/Invalid',
    ]);
    expect(judge({ ...target('Gateway', 'eg'), group: 'example.com' })).toEqual(
      ['Gateway eg: Accepted=False/Invalid'],
    );
  });

  it('target the GatewayClass whose Gateways are merged', () => {
    const of = (kind: string, name: string) =>
      judge(target(kind, name), [], merged)[0];
    expect(of('GatewayClass', 'eg')).toBe(
      'GatewayClass eg: Accepted=True/Accepted',
    );
    expect(of('Gateway', 'eg')).toBe('GatewayClass eg: Accepted=False/Invalid');
    expect(of('Gateway', 'refused')).toBe(
      'GatewayClass refused: Accepted=False/Invalid',
    );
  });

  it('may be disabled', () => {
    const settings = { envoyPatchPolicyEnabled: false };
    expect(judge(target('Gateway', 'eg'), [], [], settings)).toEqual([
      'Gateway eg: Accepted=False/Disabled',
    ]);
  });

  it.each<[string, object]>([
    ['no path', { op: 'add', value: 1 }],
    ['no value', { op: 'add', path: '/a' }],
    ['a value too many', { op: 'remove', path: '/a', value: 1 }],
    ['no from', { op: 'move', path: '/a' }],
    ['a from too many', { op: 'test', path: '/a', value: 1, from: '/b' }],
    ['no operation', { op: 'swap', path: '/a' }],
  ])('are not applied with %s', (_, operation) => {
    const bad = { type: LISTENER, name: 'l', operation };
    const eg = target('Gateway', 'eg');
    expect(judge(eg, [bad])[1]).toBe('Gateway eg: Programmed=False/Invalid');
    const good = { type: LISTENER, name: 'l', operation: replace };
    expect(judge(eg, [bad, good])[1]).toBe(
      'Gateway eg: Programmed=False/Invalid?',
    );
  });

  it('cannot patch every resource', () => {
    const eg = target('Gateway', 'eg');
    const patch = (type: string, name: string) =>
      judge(eg, [
        { type, name, operation: { op: 'add', path: '', value: { name } } },
      ])[1];
    expect(patch('Service', 'a')).toMatch(/False\/Invalid$/);
    expect(patch(SECRET, 'a')).toMatch(/True\/Programmed\?$/);
    expect(patch(SECRET, 'system_ca_certificates')).toMatch(/False\/Invalid$/);
  });
});

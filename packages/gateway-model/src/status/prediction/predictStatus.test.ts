import {
  gateway,
  gatewayClass,
  httpRoute,
  listener,
  policy,
  RawObject,
  service,
  snapshotOf,
  target,
} from '../../__testUtils__/objects';
import { NOW, predict } from '../../__testUtils__/predicted';
import { ENVOY_GATEWAY_CONTROLLER, refOf } from '../../resources';
import { createSnapshot } from '../../snapshot';
import { readRouteVerdicts } from '../readRoute';
import { predictStatus } from './predictStatus';

describe('predictStatus', () => {
  it('says nothing of what is not ours, and keeps what other controllers wrote', () => {
    const foreign = {
      parentRef: { namespace: 'infra', name: 'theirs' },
      controllerName: 'acme.io/c',
      conditions: [],
    };
    const parentRefs = [
      { namespace: 'infra', name: 'eg' },
      { namespace: 'infra', name: 'theirs' },
    ];
    const snapshot = snapshotOf(
      gatewayClass('other', 'acme.io/c'),
      gateway('infra/theirs', [listener('http')], 'other'),
      gateway('infra/eg'),
      {
        ...httpRoute('payments/both', { parentRefs }),
        status: { parents: [foreign] },
      },
      httpRoute('payments/theirs', { parentRefs: parentRefs.slice(1) }),
    );
    const predicted = predictStatus(snapshot, { now: NOW });
    expect(predicted.map(({ ref }) => `${ref.kind} ${ref.name}`)).toEqual([
      'GatewayClass eg',
      'Gateway eg',
      'HTTPRoute both',
    ]);
    expect(predict(snapshot, 'HTTPRoute', 'both').parents).toEqual([
      foreign,
      expect.objectContaining({ controllerName: ENVOY_GATEWAY_CONTROLLER }),
    ]);
  });

  it('is at rest once written: time stays as long as status does', () => {
    const raw = [
      gatewayClass(),
      {
        ...gateway('infra/eg'),
        status: { addresses: [{ value: '10.0.0.1' }] },
      },
      httpRoute('infra/pay', {
        rules: [{ backendRefs: [{ name: 'b', port: 80 }] }],
      }),
      policy('SecurityPolicy', 'infra/p', {
        targetRefs: [target('HTTPRoute', 'pay')],
      }),
    ];
    const written = (objects: RawObject[], now: string) => {
      const statuses = new Map(
        predictStatus(createSnapshot(objects), { now }).map(
          ({ ref, status }) => [`${ref.kind}/${ref.name}`, status] as const,
        ),
      );
      return objects.map(object => {
        const ref = refOf(object);
        return { ...object, status: statuses.get(`${ref.kind}/${ref.name}`) };
      });
    };
    const once = written(raw as RawObject[], NOW);
    const later = '2027-01-01T00:00:00Z';
    expect(written(once as RawObject[], later)).toEqual(once);
    const healed = written(
      [...(once as RawObject[]), service('infra/b', 80)],
      later,
    );
    const snapshot = createSnapshot(healed);
    const route = snapshot.httpRoute('infra', 'pay');
    const [{ verdict }] = route ? readRouteVerdicts(snapshot, route) : [];
    expect(verdict.state).toBe('accepted');
    expect(
      verdict.conditions.map(({ type, lastTransitionTime }) => [
        type,
        lastTransitionTime,
      ]),
    ).toEqual([
      ['Accepted', NOW],
      ['ResolvedRefs', later],
    ]);
  });
});

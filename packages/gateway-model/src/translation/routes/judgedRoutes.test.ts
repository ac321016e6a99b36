import { extension, http, routeFilter } from '../../__testUtils__/httpRoutes';
import { gateway, gatewayClass, namespace } from '../../__testUtils__/objects';
import { createSnapshot, Snapshot } from '../../snapshot';
import { createBackendStage } from '../backends';
import { listenerStage } from '../listenerStage';
import { DEFAULT_TRANSLATION_SETTINGS } from '../settings';
import { createWorld } from '../world';
import { judgeHttpRoutes } from './judgeHttpRoutes';

const direct = (statusCode: number) =>
  routeFilter('apps/x', { directResponse: { statusCode } });

const BEFORE = createSnapshot([
  gatewayClass(),
  namespace('infra'),
  namespace('apps'),
  gateway('infra/eg'),
  direct(403),
  http('apps/one', { rules: [{ filters: [extension('x')] }] }),
  http('apps/two', { rules: [{}] }),
]);

function judge(snapshot: Snapshot) {
  const world = createWorld(snapshot, DEFAULT_TRANSLATION_SETTINGS);
  const stage = listenerStage(world);
  return judgeHttpRoutes(world, stage, createBackendStage(world, stage));
}

describe('judgedRoutes', () => {
  it('keeps the verdicts on routes that did not change', () => {
    const object = http('apps/two', { hostnames: ['a.example'], rules: [{}] });
    const [one, two] = judge(BEFORE);
    const after = judge(BEFORE.apply([{ type: 'upsert', object }]));
    expect(after[0]).toBe(one);
    expect(after[1]).not.toBe(two);
    expect(after[1].hostnames).toEqual(['a.example']);
  });

  it('judges anew when something changes that routes refer to', () => {
    const status = (snapshot: Snapshot) =>
      judge(snapshot)[0].parents[0].rules[0].answers?.status;
    expect(status(BEFORE)).toBe(403);
    expect(
      status(BEFORE.apply([{ type: 'upsert', object: direct(404) }])),
    ).toBe(404);
    expect(
      status(
        BEFORE.apply([
          {
            type: 'delete',
            ref: {
              group: 'gateway.envoyproxy.io',
              kind: 'HTTPRouteFilter',
              namespace: 'apps',
              name: 'x',
            },
          },
        ]),
      ),
    ).toBe(500);
  });

  it('judges anew under other settings', () => {
    const [{ parents }] = judge(BEFORE);
    expect(parents).toHaveLength(1);
    const world = createWorld(BEFORE, {
      ...DEFAULT_TRANSLATION_SETTINGS,
      controllerName: 'example.com/other',
    });
    const stage = listenerStage(world);
    const backends = createBackendStage(world, stage);
    expect(judgeHttpRoutes(world, stage, backends)).toEqual([]);
  });
});

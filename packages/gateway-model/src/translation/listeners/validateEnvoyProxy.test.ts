import { envoyProxy } from '../../__testUtils__/listeners';
import { itemOf } from '../world';
import { validateEnvoyProxy } from './validateEnvoyProxy';

type Spec = Record<string, unknown>;

const judge = (spec: Spec) =>
  validateEnvoyProxy(itemOf({ ...envoyProxy('infra/proxy', spec) }));
const kubernetes = (spec: Spec) => ({
  provider: { type: 'Kubernetes', kubernetes: spec },
});
const service = (spec: Spec) => kubernetes({ envoyService: spec });
const accessLog = (...settings: Spec[]) => ({
  telemetry: { accessLog: { settings } },
});
const order = (...filterOrder: Spec[]) => ({ filterOrder });
const statName = (clusterStatName: string) => ({
  telemetry: { metrics: { clusterStatName } },
});

describe('an EnvoyProxy', () => {
  it.each<[Spec]>([
    [{}],
    [{ provider: { type: 'Host', host: {} } }],
    [kubernetes({ envoyDeployment: { patch: { value: {} } } })],
    [
      service({
        type: 'LoadBalancer',
        loadBalancerSourceRanges: ['10.0.0.0/8', '2001:db8::/32'],
        loadBalancerIP: '::ffff:10.0.0.1',
      }),
    ],
    [service({ loadBalancerIP: 'unread without a type' })],
    [accessLog({ sinks: [{ type: 'File', file: { path: '/dev/stdout' } }] })],
    [accessLog({ sinks: [{ type: 'ALS' }] })],
    [
      {
        telemetry: {
          accessLog: {
            disable: true,
            settings: [{ format: { type: 'Text' } }],
          },
        },
      },
    ],
    [
      order(
        { name: 'a', before: 'b' },
        { name: 'c', after: 'b' },
        { name: 'a', before: 'b' },
      ),
    ],
    [statName('%ROUTE_NAME%/%BACKEND_REFS%')],
  ])('%j is valid', spec => {
    expect(judge(spec)).toEqual({});
  });

  it.each<[Spec]>([
    [{ provider: {} }],
    [{ provider: { type: 'Host' } }],
    [kubernetes({ envoyHpa: { patch: {} } })],
    [kubernetes({ envoyPDB: { patch: { type: 'Replace', value: {} } } })],
    [service({ type: 'ExternalName' })],
    [service({ type: 'ClusterIP', allocateLoadBalancerNodePorts: false })],
    [service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1'] })],
    [service({ type: 'LoadBalancer', loadBalancerIP: '::1' })],
    [accessLog({ format: { type: 'Text' } })],
    [accessLog({ sinks: [{ type: 'File' }] })],
    [accessLog({ sinks: [{ type: 'OpenTelemetry' }] })],
    [{ telemetry: { metrics: { sinks: [{ type: 'OpenTelemetry' }] } } }],
    [statName('100%')],
    [statName('%ROUTE_NAME%%CLUSTER%')],
    [order({ name: 'a', before: 'b' }, { name: 'a', after: 'b' })],
    [order({ name: 'a', before: 'a' })],
    [{ bootstrap: { value: 'admin: {}' } }],
    [{ bootstrap: { type: 'Merge', value: 'admin' } }],
    [
      {
        bootstrap: {
          type: 'JSONPatch',
          jsonPatches: [
            { op: 'remove', path: '/dynamic_resources/ads_config' },
          ],
        },
      },
    ],
  ])('%j is not', spec => {
    expect(judge(spec).problem).toBeDefined();
  });

  it('with a bootstrap configuration is presumed valid', () => {
    expect(
      judge({ bootstrap: { type: 'Merge', value: 'admin: {}' } }),
    ).toMatchObject({
      unknown: { reason: 'Infrastructure' },
    });
  });
});

import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../json';
import { Item, Unknown } from '../types';
import { parseCidr, parseIpAddress } from '../values';
import { judgeBootstrap } from './bootstrap';

export interface EnvoyProxyProblem {
  message: string;
}

export interface EnvoyProxyJudgement {
  problem?: EnvoyProxyProblem;
  unknown?: Unknown;
}

type Problems = string[];

const PATCHED = [
  ['envoyDeployment', 'deployment'],
  ['envoyHpa', 'horizontal pod autoscaler'],
  ['envoyPDB', 'pod disruption budget'],
  ['envoyService', 'service'],
] as const;

const PATCH_TYPES = ['JSONMerge', 'StrategicMerge'];

function checkPatches(kubernetes: JsonObject, problems: Problems): void {
  for (const [field, name] of PATCHED) {
    const patch = objectAt(kubernetes, field, 'patch');
    if (patch) {
      const type = stringAt(patch, 'type');
      if (at(patch, 'value') === undefined) {
        problems.push(`the patch of the ${name} is empty`);
      }
      if (type !== undefined && !PATCH_TYPES.includes(type)) {
        problems.push(`the patch of the ${name} has the unknown type ${type}`);
      }
    }
  }
}

/** An IPv4 address, be it written as IPv6. */
function isIpv4(text: string): boolean {
  const address = parseIpAddress(text);
  return (
    address?.version === 4 ||
    (address !== undefined &&
      address.bytes
        .slice(0, 12)
        .every((byte, i) => byte === (i < 10 ? 0 : 255)))
  );
}

function checkService(service: unknown, problems: Problems): void {
  const type = stringAt(service, 'type');
  if (type === undefined) {
    return;
  }
  if (!['LoadBalancer', 'ClusterIP', 'NodePort'].includes(type)) {
    problems.push(`the service has the unknown type ${type}`);
  }
  const ofLoadBalancer = [
    'allocateLoadBalancerNodePorts',
    'loadBalancerSourceRanges',
    'loadBalancerIP',
  ].filter(field => at(service, field) !== undefined);
  if (type !== 'LoadBalancer' && ofLoadBalancer.length > 0) {
    problems.push(
      `${ofLoadBalancer.join(', ')} need a service of type LoadBalancer`,
    );
  }
  for (const range of listAt(service, 'loadBalancerSourceRanges')) {
    if (typeof range === 'string' && !parseCidr(range)) {
      problems.push(`the source range ${range} is not in CIDR notation`);
    }
  }
  const address = stringAt(service, 'loadBalancerIP');
  if (address !== undefined && !isIpv4(address)) {
    problems.push(`the loadBalancerIP ${address} is not an IPv4 address`);
  }
}

function checkProvider(spec: JsonObject, problems: Problems): void {
  const provider = objectAt(spec, 'provider');
  if (!provider) {
    return;
  }
  const type = stringAt(provider, 'type') ?? '';
  const kubernetes = objectAt(provider, 'kubernetes');
  if (type === 'Host') {
    if (!objectAt(provider, 'host')) {
      problems.push('a provider of type Host needs host');
    }
  } else if (type !== 'Kubernetes') {
    problems.push(`the provider has the unknown type ${type}`);
  } else if (kubernetes) {
    checkPatches(kubernetes, problems);
    checkService(objectAt(kubernetes, 'envoyService'), problems);
  }
}

/** Sinks that say their type must have its settings too. */
const SINK_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['File', 'file'],
  ['OpenTelemetry', 'openTelemetry'],
]);

function checkAccessLog(accessLog: JsonObject, problems: Problems): void {
  if (booleanAt(accessLog, 'disable')) {
    return;
  }
  for (const setting of listAt(accessLog, 'settings')) {
    const format = objectAt(setting, 'format');
    if (
      stringAt(format, 'type') === 'Text' &&
      stringAt(format, 'text') === undefined
    ) {
      problems.push('an access log in the format Text needs text');
    }
    for (const sink of listAt(setting, 'sinks')) {
      const type = stringAt(sink, 'type') ?? '';
      const field = SINK_SETTINGS.get(type);
      if (field !== undefined && !objectAt(sink, field)) {
        problems.push(`an access log's sink of type ${type} needs ${field}`);
      }
    }
  }
}

const OPERATOR = /%[^%]*%/g;

const CLUSTER_STAT_OPERATORS = new Set([
  '%ROUTE_NAME%',
  '%ROUTE_NAMESPACE%',
  '%ROUTE_KIND%',
  '%ROUTE_RULE_NAME%',
  '%ROUTE_RULE_NUMBER%',
  '%BACKEND_REFS%',
]);

function checkMetrics(metrics: JsonObject, problems: Problems): void {
  for (const sink of listAt(metrics, 'sinks')) {
    if (
      stringAt(sink, 'type') === 'OpenTelemetry' &&
      !objectAt(sink, 'openTelemetry')
    ) {
      problems.push(
        'a sink of metrics of type OpenTelemetry needs openTelemetry',
      );
    }
  }
  const name = stringAt(metrics, 'clusterStatName');
  if (name === undefined) {
    return;
  }
  const operators = name.match(OPERATOR) ?? [];
  const unsupported = operators.filter(one => !CLUSTER_STAT_OPERATORS.has(one));
  if (operators.length === 0 && name.includes('%')) {
    problems.push('clusterStatName has a % that starts no operator');
  } else if (unsupported.length > 0) {
    problems.push(
      `clusterStatName has unknown operators: ${unsupported.join(', ')}`,
    );
  }
}

/** Whether filters can be put in an order in which each stands before what it shall stand before. */
function isOrderable(edges: readonly (readonly [string, string])[]): boolean {
  const after = new Map<string, Set<string>>();
  const waiting = new Map<string, number>();
  for (const [first, second] of edges) {
    const successors = after.get(first) ?? new Set<string>();
    after.set(first, successors);
    waiting.set(first, waiting.get(first) ?? 0);
    if (!successors.has(second)) {
      successors.add(second);
      waiting.set(second, (waiting.get(second) ?? 0) + 1);
    }
  }
  const free = [...waiting.keys()].filter(name => waiting.get(name) === 0);
  for (const name of free) {
    for (const successor of after.get(name) ?? []) {
      const left = (waiting.get(successor) ?? 0) - 1;
      waiting.set(successor, left);
      if (left === 0) {
        free.push(successor);
      }
    }
  }
  return free.length === waiting.size;
}

function checkFilterOrder(spec: JsonObject, problems: Problems): void {
  const edges = listAt(spec, 'filterOrder').map(position => {
    const name = stringAt(position, 'name') ?? '';
    const before = stringAt(position, 'before');
    return before !== undefined
      ? ([name, before] as const)
      : ([stringAt(position, 'after') ?? '', name] as const);
  });
  if (!isOrderable(edges)) {
    problems.push('filterOrder goes round in a circle');
  }
}

/** Judges an EnvoyProxy's content (upstream `api/v1alpha1/validation`, and its bootstrap). */
function judge(spec: JsonObject): EnvoyProxyJudgement {
  const problems: Problems = [];
  checkProvider(spec, problems);
  const accessLog = objectAt(spec, 'telemetry', 'accessLog');
  if (accessLog) {
    checkAccessLog(accessLog, problems);
  }
  const metrics = objectAt(spec, 'telemetry', 'metrics');
  if (metrics) {
    checkMetrics(metrics, problems);
  }
  checkFilterOrder(spec, problems);
  if (problems.length > 0) {
    return { problem: { message: problems.join('; ') } };
  }
  const bootstrap = objectAt(spec, 'bootstrap');
  return bootstrap ? judgeBootstrap(bootstrap) : {};
}

const JUDGED = new WeakMap<Item, EnvoyProxyJudgement>();

/** Whether an EnvoyProxy can be used at all. */
export function validateEnvoyProxy(envoyProxy: Item): EnvoyProxyJudgement {
  let judgement = JUDGED.get(envoyProxy);
  if (!judgement) {
    judgement = judge(envoyProxy.spec);
    JUDGED.set(envoyProxy, judgement);
  }
  return judgement;
}

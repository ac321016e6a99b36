import {
  at,
  booleanAt,
  JsonObject,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { cidr, pick, quoteMeta } from '../values';

function headerMatch(header: unknown) {
  const base = {
    name: stringAt(header, 'name'),
    distinct: false,
    invert: at(header, 'invert'),
  };
  switch (stringAt(header, 'type') ?? 'Exact') {
    case 'Distinct':
      return { name: base.name, distinct: true };
    case 'RegularExpression':
      return { ...base, safeRegex: at(header, 'value') };
    default:
      return { ...base, exact: at(header, 'value') };
  }
}

function pathMatch(path: unknown) {
  if (!objectAt(path)) {
    return undefined;
  }
  const value = stringAt(path, 'value') ?? '';
  const base = { name: '', distinct: false, invert: at(path, 'invert') };
  switch (stringAt(path, 'type') ?? 'PathPrefix') {
    case 'Exact':
      return { ...base, exact: value };
    case 'RegularExpression':
      return { ...base, safeRegex: value };
    default:
      return value === '/'
        ? { ...base, prefix: value }
        : {
            ...base,
            safeRegex: `^${quoteMeta(
              value.replace(/\/$/, ''),
            )}(/.*|\\?.*|#.*|;.*|$)`,
          };
  }
}

function cidrMatch(source: unknown) {
  if (!objectAt(source)) {
    return undefined;
  }
  return {
    ...cidr(stringAt(source, 'value') ?? ''),
    distinct: stringAt(source, 'type') === 'Distinct',
    invert: booleanAt(source, 'invert') ?? false,
  };
}

function cost(value: unknown) {
  const metadata = objectAt(value, 'metadata');
  return (
    objectAt(value) && {
      number: at(value, 'number'),
      format:
        metadata &&
        `%DYNAMIC_METADATA(${stringAt(metadata, 'namespace')}:${stringAt(
          metadata,
          'key',
        )})%`,
    }
  );
}

function last(values: readonly unknown[]): unknown {
  return values.filter(value => value !== undefined).pop();
}

function limit(rule: unknown) {
  return {
    requests: numberAt(rule, 'limit', 'requests') ?? 0,
    unit: stringAt(rule, 'limit', 'unit') ?? '',
  };
}

/** All selectors of a rule go into one; of paths and ranges, the last one counts. */
function ruleOf(rule: unknown): JsonObject {
  const selectors = listAt(rule, 'clientSelectors');
  const all = (field: string) =>
    selectors.flatMap(selector => listAt(selector, field));
  const methods = all('methods').map(method => ({
    name: '',
    exact: at(method, 'value'),
    distinct: false,
    invert: at(method, 'invert'),
  }));
  const queryParams = all('queryParams').map(headerMatch);
  return {
    headerMatches: all('headers').map(headerMatch),
    methodMatches: methods.length > 0 ? methods : undefined,
    queryParamMatches: queryParams.length > 0 ? queryParams : undefined,
    pathMatch: pathMatch(last(selectors.map(one => at(one, 'path')))),
    cidrMatch: cidrMatch(last(selectors.map(one => at(one, 'sourceCIDR')))),
    limit: {
      ...limit(rule),
      fromMetadata: at(rule, 'limit', 'fromMetadata'),
    },
    requestCost: cost(at(rule, 'cost', 'request')),
    responseCost: cost(at(rule, 'cost', 'response')),
    ...pick(rule, 'shared', 'shadowMode'),
    xRateLimitOption: at(rule, 'xRateLimitHeaders'),
  };
}

function local(rules: readonly unknown[]) {
  const isDefault = (rule: unknown) =>
    listAt(rule, 'clientSelectors').length === 0;
  const fallback = rules.find(isDefault);
  const others = rules.filter(rule => !isDefault(rule));
  return {
    default: fallback
      ? limit(fallback)
      : { requests: 2 ** 32 - 1, unit: 'Second' },
    defaultXRateLimitOption: at(fallback, 'xRateLimitHeaders'),
    rules: others.length > 0 ? others.map(ruleOf) : undefined,
  };
}

export function rateLimit(spec: unknown): JsonObject | undefined {
  const given = objectAt(spec, 'rateLimit');
  const type = stringAt(given, 'type');
  const applies = (scope: string) =>
    objectAt(given, scope.toLowerCase()) !== undefined &&
    (type === undefined || type === scope);
  const globalRules = listAt(given, 'global', 'rules').map(ruleOf);
  return (
    given && {
      global: applies('Global')
        ? { rules: globalRules.length > 0 ? globalRules : undefined }
        : undefined,
      local: applies('Local')
        ? local(listAt(given, 'local', 'rules'))
        : undefined,
    }
  );
}

import { PolicyEffectView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { topField, ValueFields } from './valueFields';

/** Where a rule of a rate limit has its values. */
const RATE_LIMIT_RULE = /^rateLimit\.(global|local)\.rules\[\d{1,6}\]/;

const REQUEST_TIMEOUT = 'timeout.http.requestTimeout';

/** Envoy Gateway retries twice unless told otherwise. */
const DEFAULT_RETRIES = 2;

const KEY_PLACES = [
  ['headers', 'header'],
  ['params', 'query parameter'],
  ['cookies', 'cookie'],
] as const;

/** Which requests a limit is for, or by what they are told apart. */
export interface LimitCondition {
  on: 'header' | 'query' | 'client' | 'method' | 'path';
  name?: string;
  value?: string;
  /** Whether each value has a count of its own. */
  distinct: boolean;
  /** Whether it is for all requests but these. */
  inverted: boolean;
}

/** What values come to, as far as there are words for it. */
export interface ValueEffect {
  effect?: PolicyEffectView;
  /** Of a rate limit. */
  conditions: LimitCondition[];
}

/** What belongs into one statement: a rule of a rate limit, the request timeout, else all of a field. */
export function statementOf(path: string): string {
  return (
    RATE_LIMIT_RULE.exec(path)?.[0] ??
    (path === REQUEST_TIMEOUT ? path : topField(path))
  );
}

/** What the values of a statement do, where they have the shape they should have. */
export function effectOfValues(
  statement: string,
  fields: ValueFields,
  namespace: string,
): ValueEffect {
  const scope = RATE_LIMIT_RULE.exec(statement)?.[1];
  if (scope === 'global' || scope === 'local') {
    return limitOf(statement, scope, fields);
  }
  return { effect: plainEffect(statement, fields, namespace), conditions: [] };
}

function plainEffect(
  statement: string,
  fields: ValueFields,
  namespace: string,
): PolicyEffectView | undefined {
  switch (statement) {
    case 'apiKeyAuth':
      return {
        type: 'apiKey',
        in: fields
          .elements('apiKeyAuth.extractFrom')
          .flatMap(from =>
            KEY_PLACES.flatMap(([list, place]) =>
              fields.texts(`${from}.${list}`).map(name => `${place} ${name}`),
            ),
          ),
        secrets: fields.elements('apiKeyAuth.credentialRefs').flatMap(ref => {
          const name = fields.text(`${ref}.name`);
          const from = fields.text(`${ref}.namespace`) ?? namespace;
          return name === undefined ? [] : [`${from}/${name}`];
        }),
      };
    case 'jwt':
      return {
        type: 'jwt',
        optional: fields.isTrue('jwt.optional'),
        providers: fields.elements('jwt.providers').map(provider => ({
          name: fields.text(`${provider}.name`) ?? '',
          issuer: fields.text(`${provider}.issuer`),
          audiences: fields.texts(`${provider}.audiences`),
        })),
      };
    case 'oidc':
      return { type: 'oidc', issuer: fields.text('oidc.provider.issuer') };
    case 'basicAuth':
      return { type: 'basicAuth' };
    case 'extAuth':
      return { type: 'extAuth' };
    case 'authorization':
      return {
        type: 'authorization',
        defaultAction: fields.text('authorization.defaultAction') ?? 'Deny',
        rules: fields.elements('authorization.rules').length,
      };
    case 'cors':
      return { type: 'cors', origins: fields.texts('cors.allowOrigins') };
    case 'retry':
      return {
        type: 'retry',
        attempts: fields.count('retry.numRetries') ?? DEFAULT_RETRIES,
      };
    case REQUEST_TIMEOUT: {
      const request = fields.text(REQUEST_TIMEOUT);
      return request === undefined ? undefined : { type: 'timeout', request };
    }
    default:
      return undefined;
  }
}

function limitOf(
  rule: string,
  scope: 'global' | 'local',
  fields: ValueFields,
): ValueEffect {
  const requests = fields.count(`${rule}.limit.requests`);
  const unit = fields.text(`${rule}.limit.unit`);
  if (requests === undefined || unit === undefined) {
    return { conditions: [] };
  }
  const conditional = fields.has(`${rule}.clientSelectors`);
  return {
    effect: { type: 'rateLimit', scope, requests, unit, conditional },
    conditions: fields
      .elements(`${rule}.clientSelectors`)
      .flatMap(selector => conditionsOf(selector, fields)),
  };
}

function conditionsOf(selector: string, fields: ValueFields): LimitCondition[] {
  const read = (place: string, on: LimitCondition['on']): LimitCondition => ({
    on,
    name: fields.text(`${place}.name`),
    value: fields.text(`${place}.value`),
    distinct: fields.text(`${place}.type`) === 'Distinct',
    inverted: fields.isTrue(`${place}.invert`),
  });
  const listed = (
    [
      ['headers', 'header'],
      ['queryParams', 'query'],
      ['methods', 'method'],
    ] as const
  ).flatMap(([list, on]) =>
    fields.elements(`${selector}.${list}`).map(place => read(place, on)),
  );
  const single = (
    [
      ['sourceCIDR', 'client'],
      ['path', 'path'],
    ] as const
  )
    .map(([field, on]) => [`${selector}.${field}`, on] as const)
    .filter(([place]) => fields.has(place))
    .map(([place, on]) => read(place, on));
  return [...listed, ...single];
}

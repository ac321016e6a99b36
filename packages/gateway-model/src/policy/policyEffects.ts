import { Policy } from '../resources';
import { field, Fields, isFields, shorten } from '../resources/read';
import { PolicyEffect } from './types';

/** Fields of a policy's spec that say where it is attached, not what it does. */
const ATTACHMENT_FIELDS = [
  'targetRef',
  'targetRefs',
  'targetSelectors',
  'mergeType',
];

/** Effects told of one policy; a spec can hold any number of unknown fields. */
const MOST_EFFECTS = 100;

function child(fields: Fields, key: string): Fields {
  const value = field(fields, key);
  return isFields(value) ? value : {};
}

function children(fields: Fields, key: string): Fields[] {
  const value = field(fields, key);
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function text(fields: Fields, key: string): string | undefined {
  const value = field(fields, key);
  return typeof value === 'string' ? value : undefined;
}

function texts(fields: Fields, key: string): string[] {
  const value = field(fields, key);
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

function apiKey(spec: Fields, policy: Policy): PolicyEffect {
  const places: Array<[string, string]> = [
    ['headers', 'header'],
    ['params', 'query parameter'],
    ['cookies', 'cookie'],
  ];
  return {
    type: 'apiKey',
    in: children(spec, 'extractFrom').flatMap(from =>
      places.flatMap(([key, place]) =>
        texts(from, key).map(name => `${place} ${name}`),
      ),
    ),
    secrets: children(spec, 'credentialRefs').flatMap(ref => {
      const name = text(ref, 'name');
      return name
        ? [`${text(ref, 'namespace') ?? policy.metadata.namespace}/${name}`]
        : [];
    }),
  };
}

function jwt(spec: Fields): PolicyEffect {
  return {
    type: 'jwt',
    providers: children(spec, 'providers').map(provider => {
      const issuer = text(provider, 'issuer');
      return {
        name: text(provider, 'name') ?? '',
        ...(issuer !== undefined && { issuer }),
        audiences: texts(provider, 'audiences'),
      };
    }),
    optional: field(spec, 'optional') === true,
  };
}

function oidc(spec: Fields): PolicyEffect {
  const issuer = text(child(spec, 'provider'), 'issuer');
  return { type: 'oidc', ...(issuer !== undefined && { issuer }) };
}

function rateLimits(spec: Fields): PolicyEffect[] {
  return (['global', 'local'] as const).flatMap(scope =>
    children(child(spec, scope), 'rules').flatMap((rule): PolicyEffect[] => {
      const limit = child(rule, 'limit');
      const requests = field(limit, 'requests');
      const unit = text(limit, 'unit');
      return typeof requests === 'number' && unit !== undefined
        ? [
            {
              type: 'rateLimit',
              scope,
              requests,
              unit,
              conditional: children(rule, 'clientSelectors').length > 0,
            },
          ]
        : [];
    }),
  );
}

/** What one field of a spec does; nothing when it is empty or not understood. */
function effectsOf(
  key: string,
  value: Fields,
  policy: Policy,
): readonly PolicyEffect[] {
  switch (key) {
    case 'apiKeyAuth':
      return [apiKey(value, policy)];
    case 'jwt':
      return [jwt(value)];
    case 'basicAuth':
      return [{ type: 'basicAuth' }];
    case 'oidc':
      return [oidc(value)];
    case 'extAuth':
      return [{ type: 'extAuth' }];
    case 'authorization':
      return [
        {
          type: 'authorization',
          defaultAction: text(value, 'defaultAction') ?? 'Deny',
          rules: children(value, 'rules').length,
        },
      ];
    case 'cors':
      return [{ type: 'cors', origins: texts(value, 'allowOrigins') }];
    case 'rateLimit':
      return rateLimits(value);
    case 'timeout': {
      const request = text(child(value, 'http'), 'requestTimeout');
      return request === undefined ? [] : [{ type: 'timeout', request }];
    }
    case 'retry': {
      const attempts = field(value, 'numRetries');
      // Envoy Gateway retries twice unless told otherwise.
      return [
        {
          type: 'retry',
          attempts: typeof attempts === 'number' ? attempts : 2,
        },
      ];
    }
    default:
      return [];
  }
}

/**
 * What a policy does, as facts for words, in the order of its fields. A field whose effect has no fact of
 * its own is named. Secrets are named where a policy refers to them; their contents are not part of a
 * policy and never appear.
 *
 * @public
 */
export function policyEffects(policy: Policy): PolicyEffect[] {
  const effects: PolicyEffect[] = [];
  for (const key of Object.keys(policy.spec)) {
    const value = field(policy.spec, key);
    if (value === undefined || ATTACHMENT_FIELDS.includes(key)) {
      continue;
    }
    const known = isFields(value) ? effectsOf(key, value, policy) : [];
    effects.push(
      ...(known.length
        ? known
        : [{ type: 'other' as const, field: shorten(key) }]),
    );
    if (effects.length >= MOST_EFFECTS) {
      break;
    }
  }
  return effects.slice(0, MOST_EFFECTS);
}

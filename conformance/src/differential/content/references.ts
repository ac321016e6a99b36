import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';
import { FieldPath } from './schemas';

/** Where an object is, and what there is to refer to beside it and far away. */
export interface Place {
  near: string;
  far: string;
}

const ENVOY_GATEWAY = 'gateway.envoyproxy.io';

/** Mostly ports that Services have. */
const PORTS = [8080, 8080, 8080, 8080, 8080, 8080, 8443, 8443, 53, 9999];

interface Target {
  group: string;
  kind: string;
  names: readonly string[];
}

const SECRETS: Target = {
  group: '',
  kind: 'Secret',
  names: [
    'cert',
    'ca',
    'oidc',
    'users',
    'keys',
    'credential',
    'single',
    'rsa',
    'expired',
    'opaque',
    'empty',
    'missing',
  ],
};

const CONFIG_MAPS: Target = {
  group: '',
  kind: 'ConfigMap',
  names: ['ca', 'jwks', 'body', 'lua', 'empty', 'missing'],
};

const SERVICES: Target = {
  group: '',
  kind: 'Service',
  names: ['s0', 's0', 's0', 's0', 's0', 's1', 's1', 'away', 'missing'],
};

const BACKENDS: Target = {
  group: ENVOY_GATEWAY,
  kind: 'Backend',
  names: [
    'fqdn',
    'fqdn',
    'ip',
    'unix',
    'mixed',
    'fqdn',
    'ip',
    'dynamic',
    'tls',
    'spare',
    'missing',
  ],
};

const FILTERS: Target = {
  group: ENVOY_GATEWAY,
  kind: 'HTTPRouteFilter',
  names: ['filter', 'filter', 'missing'],
};

/** By the field that holds the reference, what it mostly leads to. */
const USUAL: readonly [RegExp, readonly string[]][] = [
  [/^(users)$/, ['users']],
  [/^(clientSecret|clientIDRef)$/, ['oidc']],
  [
    /^(credentialRefs|valueRef)$/,
    ['keys', 'credential', 'body', 'jwks', 'lua'],
  ],
  [/caCertificateRefs|crl/, ['ca']],
  [/certificateRefs?|clientCertificateRef/, ['cert', 'rsa', 'single']],
  [/pullSecretRef/, ['missing']],
];

function targetOf(
  random: Random,
  path: FieldPath,
  properties: JsonObject,
): Target {
  const names = path.join('.');
  if ('port' in properties) {
    return random.chance(0.04)
      ? SECRETS
      : random.pick([SERVICES, SERVICES, BACKENDS]);
  }
  if (/extensionRef/.test(names)) {
    return random.pick([FILTERS, FILTERS, FILTERS, SERVICES]);
  }
  if (/caCertificateRefs|valueRef|crl/.test(names)) {
    return random.pick([CONFIG_MAPS, CONFIG_MAPS, SECRETS, SERVICES]);
  }
  return random.chance(0.85) ? SECRETS : CONFIG_MAPS;
}

/** A reference where one stands: what else the schema made there remains. */
export function reference(
  random: Random,
  { near, far }: Place,
  path: FieldPath,
  properties: JsonObject,
  made: JsonObject,
): JsonObject {
  const isReference =
    'name' in properties && 'kind' in properties && 'group' in properties;
  if (!isReference) {
    return made;
  }
  const { group, kind, names } = targetOf(random, path, properties);
  const usual = USUAL.find(([field]) => path.some(step => field.test(step)));
  const name = random.pick(usual && random.chance(0.7) ? usual[1] : names);
  const { namespace: _, port: __, ...rest } = made;
  const plain = kind === 'Service' || kind === 'Secret';
  return {
    ...rest,
    name,
    ...(plain && random.chance(0.6) && path[path.length - 1] !== 'extensionRef'
      ? { group: undefined, kind: undefined }
      : {
          group: random.chance(0.03) ? 'example.com' : group,
          kind: random.chance(0.03) ? 'Nope' : kind,
        }),
    ...('namespace' in properties &&
      random.chance(0.2) && { namespace: random.pick([near, far, far]) }),
    ...('port' in properties &&
      (kind === 'Service' || random.chance(0.1)) &&
      random.chance(0.97) && {
        port: random.pick(PORTS),
      }),
  };
}

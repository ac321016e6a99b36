import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
} from '@envoy-gateway-portal/gateway-model';
import { FieldPath } from './schemas';

const LOGIN = 'https://login.example.com';

function tamedProvider(oidc: JsonObject): JsonObject {
  return {
    ...oidc,
    provider: {
      authorizationEndpoint: `${LOGIN}/authorize`,
      tokenEndpoint: `${LOGIN}/token`,
      ...objectAt(oidc, 'provider'),
    },
  };
}

/**
 * The Secret is not there, or Envoy Gateway would go and fetch the image. Without a cache for what is fetched,
 * which a translation on its own lacks, it does not come to ask whether requests may pass.
 */
function tamedWasm(wasm: unknown): unknown {
  return isJsonObject(wasm)
    ? {
        ...wasm,
        failOpen: false,
        code: {
          ...(at(wasm, 'code', 'pullPolicy') !== undefined && {
            pullPolicy: at(wasm, 'code', 'pullPolicy'),
          }),
          type: 'Image',
          image: {
            url: 'registry.invalid/filter:1',
            ...objectAt(wasm, 'code', 'image'),
            pullSecretRef: { name: 'missing' },
          },
        },
      }
    : wasm;
}

/** Extensions that a translation on its own always refuses: beside others, they hide what those come to. */
const REFUSED = ['wasm', 'dynamicModule'];

function tamedExtensions(spec: JsonObject, [about]: FieldPath): JsonObject {
  return Object.fromEntries(
    Object.entries(spec)
      .filter(([name]) => name === about || !REFUSED.includes(name))
      .map(([name, value]) => [
        name,
        name === 'wasm' ? listAt(spec, 'wasm').map(tamedWasm) : value,
      ]),
  );
}

/** Without what would make Envoy Gateway fetch something from elsewhere, or look at nothing else. */
export function tame(
  kind: string,
  spec: JsonObject,
  about: FieldPath,
): JsonObject {
  const oidc = objectAt(spec, 'oidc');
  if (kind === 'SecurityPolicy' && oidc) {
    return { ...spec, oidc: tamedProvider(oidc) };
  }
  return kind === 'EnvoyExtensionPolicy' ? tamedExtensions(spec, about) : spec;
}

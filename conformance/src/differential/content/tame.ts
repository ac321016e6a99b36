import {
  at,
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
} from '@envoy-gateway-portal/gateway-model';

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

/** Without what would make Envoy Gateway fetch something from elsewhere. */
export function tame(kind: string, spec: JsonObject): JsonObject {
  const oidc = objectAt(spec, 'oidc');
  if (kind === 'SecurityPolicy' && oidc) {
    return { ...spec, oidc: tamedProvider(oidc) };
  }
  if (kind === 'EnvoyExtensionPolicy' && spec.wasm !== undefined) {
    return { ...spec, wasm: listAt(spec, 'wasm').map(tamedWasm) };
  }
  return spec;
}

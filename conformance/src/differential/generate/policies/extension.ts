import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../../random';
import { Draft } from '../draft';
import { serviceRefs } from './security';

function extProc(draft: Draft, namespace: string): JsonObject {
  const { random } = draft;
  return {
    backendRefs: serviceRefs(draft, namespace),
    ...random.pick<JsonObject>([
      {},
      { failOpen: true },
      { messageTimeout: '5s' },
      { processingMode: { request: { body: 'Buffered' } } },
      {
        processingMode: {
          request: { attributes: ['request.path'] },
          response: { body: 'Streamed' },
          allowModeOverride: true,
        },
      },
      { metadata: { writableNamespaces: ['shop'] } },
    ]),
  };
}

function lua(random: Random): JsonObject {
  return random.pick<JsonObject>([
    {
      type: 'Inline',
      inline:
        'function envoy_on_request(request_handle)\n  request_handle:headers():add("x-lua", "1")\nend\n',
    },
    { type: 'Inline', inline: 'function envoy_on_request(' },
    {
      type: 'ValueRef',
      valueRef: {
        group: '',
        kind: 'ConfigMap',
        name: random.pick(['lua', 'missing', 'empty']),
      },
    },
  ]);
}

function dynamicModule(random: Random): JsonObject {
  return {
    name: random.pick(['module', 'other']),
    filterName: 'filter',
    ...(random.chance(0.3) && { config: { level: 1 } }),
  };
}

function wasm(random: Random): JsonObject {
  return {
    name: 'wasm',
    // The Secret is not there, or Envoy Gateway would go and fetch the image.
    code: {
      type: 'Image',
      image: {
        url: 'registry.invalid/filter:1',
        pullSecretRef: { name: 'missing' },
      },
    },
    ...(random.chance(0.5) && { failOpen: true }),
  };
}

/** An EnvoyExtensionPolicy's settings. */
export function extensionSpec(draft: Draft, namespace: string): JsonObject {
  const { random } = draft;
  const settings: Record<string, () => JsonObject[]> = {
    extProc: () => [extProc(draft, namespace)],
    lua: () => [lua(random)],
    dynamicModule: () => [dynamicModule(random)],
    wasm: () => [wasm(random)],
  };
  const names = random.some(['extProc', 'extProc', 'lua', 'lua'], 0, 2);
  const rare = ['dynamicModule', 'wasm'].filter(() => random.chance(0.06));
  return Object.fromEntries(
    [...names, ...rare].map(name => [name, settings[name]()]),
  );
}

import {
  EnvoyGatewayVersion,
  isJsonObject,
  listAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { ApiConnection } from '../connection/connection';
import { KindStatus } from '../types';
import { Pulse } from './pulse';

/** The pods of Envoy Gateway itself, by the label its own chart gives them. */
const PODS =
  '/api/v1/pods?labelSelector=control-plane%3Denvoy-gateway&limit=20';
const CONTAINER = 'envoy-gateway';
const LONGEST_IMAGE = 512;

/** The version in an image's tag: `docker.io/envoyproxy/gateway:v1.8.0`, with or without a digest. */
function versionOfImage(image: string): EnvoyGatewayVersion | undefined {
  const [tagged] = image.slice(0, LONGEST_IMAGE).split('@', 1);
  const tag = /:v?1\.(\d{1,3})(?:\.|-|$)/.exec(
    tagged.slice(tagged.lastIndexOf('/') + 1),
  );
  if (!tag) {
    return undefined;
  }
  const minor = Number(tag[1]);
  if (minor >= 9) {
    return '1.9';
  }
  return minor === 8 ? '1.8' : '1.7';
}

/**
 * The version of Envoy Gateway by a list of its pods: the nearest one the model knows. Nothing where the images do
 * not say, or say different things, as while it is being upgraded.
 */
export function versionOfPods(pods: unknown): EnvoyGatewayVersion | undefined {
  const versions = new Set(
    listAt(pods, 'items')
      .flatMap(pod => listAt(pod, 'spec', 'containers'))
      .filter(isJsonObject)
      .filter(container => stringAt(container, 'name') === CONTAINER)
      .map(container => versionOfImage(stringAt(container, 'image') ?? '')),
  );
  const [version] = versions;
  return versions.size === 1 ? version : undefined;
}

/** What the kinds served tell of the version: only up to 1.7 they are XListenerSets, and no ListenerSets. */
export function versionOfKinds(
  kinds: readonly Pick<KindStatus, 'kind' | 'phase' | 'hasSynced'>[],
): EnvoyGatewayVersion | undefined {
  const find = (name: string) => kinds.find(({ kind }) => kind === name);
  return find('ListenerSet')?.phase === 'absent' &&
    find('XListenerSet')?.hasSynced === true
    ? '1.7'
    : undefined;
}

/**
 * Asks every now and then which Envoy Gateway runs. What was known stays while nobody answers.
 *
 * @returns when the signal aborts; never throws
 */
export async function runVersionProbe(options: {
  connection: ApiConnection;
  pulse: Pulse;
  intervalMs: number;
  timeoutMs: number;
  signal: AbortSignal;
  onVersion: (version: EnvoyGatewayVersion | undefined) => void;
}): Promise<void> {
  const { connection, pulse, intervalMs, timeoutMs, signal } = options;
  while (!signal.aborted) {
    try {
      const pods = await connection.readJson(PODS, { signal, timeoutMs });
      options.onVersion(versionOfPods(pods));
    } catch {
      // Whoever may not list pods is told so where proxies are looked for; the newest rules are assumed.
    }
    await pulse.wait(intervalMs, signal, 'return');
  }
}

import { booleanAt } from '../../../json';
import { ClientContentInput, ListenerContext, World } from '../../types';
import { hasTls, isHttp } from './listeners';
import { Problem } from '../problem';

/** Ports below it are shifted, so that Envoy may open them without privileges. */
const FIRST_UNPRIVILEGED = 1024;
const SHIFT = 10_000;

/** The port Envoy itself listens on. */
function envoyPort(world: World, listener: ListenerContext): number {
  const same =
    world.settings.runningOnHost ||
    booleanAt(
      listener.gateway.envoyProxy?.spec,
      'provider',
      'kubernetes',
      'useListenerPortAsContainerPort',
    );
  return same || listener.port >= FIRST_UNPRIVILEGED
    ? listener.port
    : listener.port + SHIFT;
}

function isCovered(
  scope: ClientContentInput['scope'],
  listener: ListenerContext,
  other: ListenerContext,
): boolean {
  const { gateway, listenerSet } = listener;
  switch (scope) {
    case 'listener':
      return false;
    case 'listenerSet':
      return (
        other.gateway.irKey === gateway.irKey &&
        other.listenerSet?.namespace === listenerSet?.namespace &&
        other.listenerSet?.name === listenerSet?.name
      );
    default:
      // By the beginning of its name, as Envoy Gateway does it.
      return other.irName.startsWith(`${gateway.namespace}/${gateway.name}`);
  }
}

/**
 * Listeners without TLS on one port are one to Envoy, so that a policy for one of them is a policy for all:
 * it must cover all of them.
 */
export function portOverlapProblems(
  world: World,
  listener: ListenerContext,
  client: ClientContentInput | undefined,
): Problem[] {
  if (!client || !isHttp(listener) || hasTls(listener)) {
    return [];
  }
  const port = envoyPort(world, listener);
  const others = client.gateways
    .filter(
      gateway => gateway.accepted && gateway.irKey === listener.gateway.irKey,
    )
    .flatMap(gateway => gateway.listeners)
    .filter(
      other =>
        other.key !== listener.key &&
        isHttp(other) &&
        envoyPort(world, other) === port &&
        !isCovered(client.scope, listener, other),
    );
  return others.length === 0
    ? []
    : [
        {
          path: 'targetRefs',
          message: `Listener ${
            listener.irName
          } shares its port with listeners without TLS that this policy does not cover: ${others
            .map(other => other.irName)
            .join(', ')}`,
        },
      ];
}

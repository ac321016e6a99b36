import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { Random } from '../random';

/** An object as it would be applied. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

export interface Named {
  namespace: string;
  name: string;
}

export interface GatewayDraft extends Named {
  kind: 'Gateway' | 'ListenerSet';
  listeners: { name: string; port: number; protocol: string }[];
}

export interface RouteDraft extends Named {
  kind: string;
  /** Names of those rules that have one. */
  rules: string[];
}

/** A cluster in the making: what has been generated so far, for the rest to refer to. */
export interface Draft {
  random: Random;
  /** Tells this cluster's objects from those of others that are judged with it. */
  id: string;
  className: string;
  namespaces: readonly string[];
  manifests: Manifest[];
  gateways: GatewayDraft[];
  routes: RouteDraft[];
  services: Named[];
  backends: Named[];
}

export const GATEWAY_API = 'gateway.networking.k8s.io';
export const ENVOY_GATEWAY = 'gateway.envoyproxy.io';

export function add(
  draft: Draft,
  apiVersion: string,
  kind: string,
  at: Named,
  body: JsonObject,
  labels?: Record<string, string>,
): void {
  draft.manifests.push({
    apiVersion,
    kind,
    metadata: { ...at, ...(labels && { labels }) },
    ...body,
  });
}

/** A namespace: mostly the first, where most things are. */
export function somewhere({ random, namespaces }: Draft): string {
  return random.chance(0.7) ? namespaces[0] : random.pick(namespaces);
}

/** A label most objects of a cluster have, so that selectors find some and miss some. */
export function tierOf(draft: Draft): Record<string, string> {
  return { case: draft.id, tier: draft.random.pick(['gold', 'silver']) };
}

/** `namespace` is left out where it may be. */
export function inNamespace(
  draft: Draft,
  namespace: string,
  of: string,
): { namespace?: string } {
  return namespace === of && draft.random.chance(0.7) ? {} : { namespace };
}

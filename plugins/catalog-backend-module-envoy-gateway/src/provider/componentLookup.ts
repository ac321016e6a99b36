import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_KUBERNETES_ID } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import {
  CatalogComponent,
  ComponentIndex,
  ParsedRef,
  readOwnerRef,
  readSystemRef,
} from '../entities';
import { queriedEntities } from './queriedEntities';

const ANNOTATION_KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';

function fullRef(
  value: unknown,
  entity: Entity,
  read: (text: string, namespace?: string) => ParsedRef,
): string | undefined {
  if (typeof value !== 'string' || !value) {
    return undefined;
  }
  const parsed = read(value, entity.metadata.namespace);
  return 'ref' in parsed ? parsed.ref : undefined;
}

function readComponent(entity: Entity): CatalogComponent {
  const { owner, lifecycle, system } = entity.spec ?? {};
  return {
    entityRef: stringifyEntityRef(entity),
    owner: fullRef(owner, entity, readOwnerRef),
    lifecycle: typeof lifecycle === 'string' ? lifecycle : undefined,
    system: fullRef(system, entity, readSystemRef),
    kubernetesNamespace:
      entity.metadata.annotations?.[ANNOTATION_KUBERNETES_NAMESPACE],
  };
}

/** Reads the Components that name a `backstage.io/kubernetes-id`. */
export async function loadComponents(
  catalog: CatalogService,
  auth: AuthService,
): Promise<ComponentIndex> {
  const index = new Map<string, CatalogComponent[]>();
  for await (const entity of queriedEntities(catalog, auth, {
    kind: 'Component',
    [`metadata.annotations.${ANNOTATION_KUBERNETES_ID}`]: { $exists: true },
  })) {
    const id = entity.metadata.annotations?.[ANNOTATION_KUBERNETES_ID];
    if (id) {
      const known = index.get(id) ?? [];
      known.push(readComponent(entity));
      index.set(id, known);
    }
  }
  for (const components of index.values()) {
    components.sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
  }
  return index;
}

/** The `backstage.io/kubernetes-id`s that two indexes answer differently. */
export function changedIds(
  before: ComponentIndex,
  after: ComponentIndex,
): Set<string> {
  const changed = new Set<string>();
  for (const id of [...before.keys(), ...after.keys()]) {
    if (JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id))) {
      changed.add(id);
    }
  }
  return changed;
}

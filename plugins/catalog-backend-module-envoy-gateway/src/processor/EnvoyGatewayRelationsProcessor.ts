import {
  ANNOTATION_ORIGIN_LOCATION,
  CompoundEntityRef,
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_API_PROVIDED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_PARENTS,
  ANNOTATION_PROVIDED_BY,
  ENVOY_GATEWAY_LOCATION_PREFIX,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { readEntityRef } from '../entities';

/**
 * Turns the annotations of the entities this module provides into relations: the Components that provide
 * an API, and the Gateways it depends on. Relations live and die with the API entity.
 *
 * @public
 */
export class EnvoyGatewayRelationsProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'EnvoyGatewayRelationsProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const annotations = entity.metadata.annotations ?? {};
    // The catalog sets the origin of everything it reads from a file, so a file cannot claim ours, and
    // with it a relation to another team's Component.
    const isOurs =
      entity.kind === 'API' &&
      annotations[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
        ENVOY_GATEWAY_LOCATION_PREFIX,
      );
    if (!isOurs) {
      return entity;
    }
    const api = getCompoundEntityRef(entity);
    const relate = (
      target: CompoundEntityRef,
      type: string,
      inverse: string,
    ) => {
      emit(processingResult.relation({ source: api, type, target }));
      emit(
        processingResult.relation({
          source: target,
          type: inverse,
          target: api,
        }),
      );
    };
    for (const component of refsIn(
      annotations[ANNOTATION_PROVIDED_BY],
      'component',
    )) {
      relate(component, RELATION_API_PROVIDED_BY, RELATION_PROVIDES_API);
    }
    for (const gateway of refsIn(annotations[ANNOTATION_PARENTS], 'api')) {
      relate(gateway, RELATION_DEPENDS_ON, RELATION_DEPENDENCY_OF);
    }
    return entity;
  }
}

function refsIn(list: string | undefined, kind: string): CompoundEntityRef[] {
  return (list ?? '').split(',').flatMap(text => {
    const parsed = text
      ? readEntityRef(text, { kinds: [kind], defaultKind: kind })
      : { invalid: 'empty' };
    return 'ref' in parsed ? [parseEntityRef(parsed.ref)] : [];
  });
}

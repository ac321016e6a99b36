import { Gateway } from '@envoy-gateway-portal/gateway-model';
import { apiEntity } from './apiEntity';
import { BuiltEntity, EntityContext, RememberedEntity } from './context';
import { Copy } from './copies';
import { chooseFacts } from './facts';
import { gatewayFactSources } from './factSources';
import { gatewayDefinition } from './gatewayDefinition';
import { descriptionOf, titleOf } from './presentation';
import { plainText } from './text';

const MAX_NAME = 253;

/** The API entity of a Gateway, from its copies in every cluster that has it. */
export function gatewayEntity(
  copies: ReadonlyArray<Copy<Gateway>>,
  context: EntityContext,
  remembered?: RememberedEntity,
): BuiltEntity {
  const { controllerNames, defaults } = context;
  const { namespace, name } = copies[0].object.metadata;
  const { facts, problems } = chooseFacts(
    copies.flatMap(copy => gatewayFactSources(copy, remembered)),
    defaults,
  );
  return {
    entity: apiEntity({
      object: { kind: 'Gateway', namespace, name },
      type: 'gateway',
      title: titleOf(copies),
      description:
        descriptionOf(copies) ??
        `Gateway ${plainText(`${namespace}/${name}`, MAX_NAME) ?? ''}`,
      definition: gatewayDefinition(copies, controllerNames),
      links: [],
      facts,
      clusters: copies.map(({ view }) => view.name),
      providedBy: [],
      parents: [],
    }),
    problems,
  };
}

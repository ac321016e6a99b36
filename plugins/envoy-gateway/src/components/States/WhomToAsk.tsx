import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import {
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { useTranslate } from '../../translation';

/** Who can help somebody who may not see: the entity's owner, when it has one. */
export function WhomToAsk({ entity }: { entity: Entity }) {
  const t = useTranslate();
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  if (owners.length === 0) {
    return <>{t('states.deniedNoOwner')}</>;
  }
  return (
    <>
      {t('states.deniedOwner', {
        owner: <EntityRefLinks entityRefs={owners} />,
      })}
    </>
  );
}

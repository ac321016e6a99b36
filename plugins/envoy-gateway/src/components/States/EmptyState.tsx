import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import Button from '@mui/material/Button';
import { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Overview } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Link } from 'react-router-dom';
import { createRouteRef } from '../../routes';
import { useTranslate } from '../../translation';
import { StatePanel } from './StatePanel';

/** @internal */
export interface EmptyStateProps {
  entity: Entity;
  overview: Overview;
}

/** Nothing is exposed: what this page would show, and the way there. */
export function EmptyState({ entity, overview }: EmptyStateProps) {
  const t = useTranslate();
  const create = useRouteRef(createRouteRef);
  const isApi = entity.kind.toLocaleLowerCase('en-US') === 'api';
  return (
    <StatePanel
      icon={
        <RadioButtonUnchecked
          fontSize="inherit"
          sx={{ color: 'text.secondary' }}
        />
      }
      title={t('states.emptyTitle')}
      action={
        create && (
          <Button
            component={Link}
            to={create()}
            variant="contained"
            sx={{ textTransform: 'none' }}
          >
            {t('states.emptyAction')}
          </Button>
        )
      }
    >
      <p>
        {t('states.emptyBody', {
          entity: entity.metadata.title ?? entity.metadata.name,
        })}
      </p>
      <p>{t(isApi ? 'states.emptyApi' : 'states.emptyHow')}</p>
      {overview.clusters.some(({ phase }) => phase !== 'synced') && (
        <p>{t('states.incomplete')}</p>
      )}
    </StatePanel>
  );
}

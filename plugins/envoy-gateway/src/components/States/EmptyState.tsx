import HelpOutline from '@mui/icons-material/HelpOutline';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import Button from '@mui/material/Button';
import { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Overview } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Link } from 'react-router-dom';
import { createRouteRef } from '../../routes';
import { useTranslate } from '../../translation';
import { StatePanel } from './StatePanel';

export interface EmptyStateProps {
  entity: Entity;
  overview: Overview;
}

/** Nothing is exposed: what this page would show, and the way there. */
export function EmptyState({ entity, overview }: EmptyStateProps) {
  const t = useTranslate();
  const create = useRouteRef(createRouteRef);
  const isApi = entity.kind.toLocaleLowerCase('en-US') === 'api';
  const unknown = overview.summary.state === 'unknown';
  return (
    <StatePanel
      icon={
        unknown ? (
          <HelpOutline fontSize="inherit" sx={{ color: 'text.secondary' }} />
        ) : (
          <RadioButtonUnchecked
            fontSize="inherit"
            sx={{ color: 'text.secondary' }}
          />
        )
      }
      title={t(unknown ? 'states.unknownTitle' : 'states.emptyTitle')}
      action={
        !unknown &&
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
      {unknown ? (
        <p>{t('states.unknownBody')}</p>
      ) : (
        <p>{t(isApi ? 'states.emptyApi' : 'states.emptyHow')}</p>
      )}
    </StatePanel>
  );
}

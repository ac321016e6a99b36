import CloudOff from '@mui/icons-material/CloudOff';
import ErrorOutline from '@mui/icons-material/ErrorOutline';
import LockOutlined from '@mui/icons-material/LockOutlined';
import SearchOff from '@mui/icons-material/SearchOff';
import Button from '@mui/material/Button';
import { Entity } from '@backstage/catalog-model';
import { envoyGatewayOverviewReadPermission } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { describeFailure } from '../../model';
import { useTranslate } from '../../translation';
import { Mono, Quiet } from '../primitives';
import { StatePanel } from './StatePanel';
import { WhomToAsk } from './WhomToAsk';

export interface FailureStateProps {
  entity: Entity;
  error: Error;
  onRetry(): void;
}

/** The overview could not be read: why, and what to do about it. */
export function FailureState({ entity, error, onRetry }: FailureStateProps) {
  const t = useTranslate();
  const failure = describeFailure(error);
  const retry = (
    <Button variant="outlined" onClick={onRetry} sx={{ textTransform: 'none' }}>
      {t('states.retry')}
    </Button>
  );
  switch (failure.kind) {
    case 'denied':
      return (
        <StatePanel
          urgent
          icon={<LockOutlined fontSize="inherit" color="action" />}
          title={t('states.deniedTitle')}
          action={retry}
        >
          {t('states.deniedBody', {
            permission: <Mono>{envoyGatewayOverviewReadPermission.name}</Mono>,
            whom: <WhomToAsk entity={entity} />,
          })}
        </StatePanel>
      );
    case 'signedOut':
      return (
        <StatePanel
          urgent
          icon={<LockOutlined fontSize="inherit" color="action" />}
          title={t('states.signedOutTitle')}
          action={retry}
        >
          {t('states.signedOutBody')}
        </StatePanel>
      );
    case 'notFound':
      return (
        <StatePanel
          urgent
          icon={<SearchOff fontSize="inherit" color="action" />}
          title={t('states.notFoundTitle')}
          action={retry}
        >
          <p>{t('states.notFoundBody')}</p>
          <Quiet>{failure.message}</Quiet>
        </StatePanel>
      );
    case 'unreachable':
      return (
        <StatePanel
          urgent
          icon={<CloudOff fontSize="inherit" color="action" />}
          title={t('states.unreachableTitle')}
          action={retry}
        >
          <p>{t('states.unreachableBody')}</p>
          <Quiet>{failure.message}</Quiet>
        </StatePanel>
      );
    default:
      return (
        <StatePanel
          urgent
          icon={<ErrorOutline fontSize="inherit" color="error" />}
          title={t('states.failedTitle')}
          action={retry}
        >
          {failure.message}
        </StatePanel>
      );
  }
}

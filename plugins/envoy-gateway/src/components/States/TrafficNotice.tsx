import LockOutlined from '@mui/icons-material/LockOutlined';
import Alert from '@mui/material/Alert';
import { Entity } from '@backstage/catalog-model';
import { envoyGatewayTrafficReadPermission } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { TrafficState } from '../../model';
import { useTranslate } from '../../translation';
import { Mono } from '../primitives';
import { WhomToAsk } from './WhomToAsk';

export interface TrafficNoticeProps {
  entity: Entity;
  traffic: TrafficState;
}

/** Why the rows have no traffic, when it is not the traffic source's fault. */
export function TrafficNotice({ entity, traffic }: TrafficNoticeProps) {
  const t = useTranslate();
  switch (traffic.state) {
    case 'denied':
      return (
        <Alert
          severity="info"
          variant="outlined"
          icon={<LockOutlined fontSize="inherit" />}
          sx={{ borderRadius: 2 }}
        >
          {t('charts.denied', {
            permission: <Mono>{envoyGatewayTrafficReadPermission.name}</Mono>,
            whom: <WhomToAsk entity={entity} />,
          })}
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="warning" variant="outlined" sx={{ borderRadius: 2 }}>
          {t('charts.failed', { message: traffic.message })}
        </Alert>
      );
    default:
      return null;
  }
}

import Box from '@mui/material/Box';
import {
  ClusterView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import {
  canConclude,
  effectsInForce,
  retriesOf,
  Setting,
  timeoutsOf,
  unconfirmedPolicies,
} from '../../model';
import { formatDuration } from '../../format';
import { useTranslate } from '../../translation';
import { Quiet } from '../primitives';
import { limitText } from './limitText';
import { Unconfirmed } from './Unconfirmed';
import { UnknownSetting } from './UnknownSetting';

export interface SettingCellProps {
  rule: RuleView;
  cluster: ClusterView | undefined;
  clusterName: string;
}

/** The rate limits in force on a rule. */
export function LimitCell({ rule, cluster, clusterName }: SettingCellProps) {
  const t = useTranslate();
  const formats = useFormats();
  const limits = new Map(
    effectsInForce(rule.policies, 'rateLimit').map(({ effect }) => [
      JSON.stringify(effect),
      effect,
    ]),
  );
  if (limits.size === 0) {
    return canConclude(cluster, 'BackendTrafficPolicy') ? (
      <Quiet>{t('rules.none_limit')}</Quiet>
    ) : (
      <UnknownSetting kind="BackendTrafficPolicy" cluster={clusterName} />
    );
  }
  return (
    <>
      {[...limits].map(([key, effect]) => (
        <Box component="span" key={key} sx={{ '& + &': { display: 'block' } }}>
          {limitText(t, formats, effect)}{' '}
          {effect.conditional && <Quiet>{t('rules.conditional')}</Quiet>}
        </Box>
      ))}
      <Unconfirmed
        policies={unconfirmedPolicies(rule.policies, 'BackendTrafficPolicy')}
      />
    </>
  );
}

/** The request timeout of a rule. */
export function TimeoutCell({ rule, cluster, clusterName }: SettingCellProps) {
  const t = useTranslate();
  return (
    <SettingText
      settings={timeoutsOf(rule)}
      format={formatDuration}
      none={t('rules.none_timeout')}
      cluster={cluster}
      clusterName={clusterName}
    />
  );
}

/** The retries of a rule. */
export function RetryCell({ rule, cluster, clusterName }: SettingCellProps) {
  const t = useTranslate();
  return (
    <SettingText
      settings={retriesOf(rule)}
      format={attempts => attempts}
      none={t('rules.none_retry')}
      cluster={cluster}
      clusterName={clusterName}
    />
  );
}

function SettingText(props: {
  settings: Setting[];
  format(value: string): string;
  none: string;
  cluster: ClusterView | undefined;
  clusterName: string;
}) {
  const { settings, format, none, cluster, clusterName } = props;
  if (settings.length > 0) {
    return <>{settings.map(({ value }) => format(value)).join(', ')}</>;
  }
  return canConclude(cluster, 'BackendTrafficPolicy') ? (
    <Quiet>{none}</Quiet>
  ) : (
    <UnknownSetting kind="BackendTrafficPolicy" cluster={clusterName} />
  );
}

import Box from '@mui/material/Box';
import {
  ClusterView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { formatDuration, isEndless, limitText } from '../../format';
import { useFormats } from '../../hooks';
import {
  canConclude,
  distinct,
  Fact,
  factEffects,
  unconfirmedPolicies,
} from '../../model';
import { useTranslate } from '../../translation';
import { LongText, Quiet } from '../primitives';
import { Unconfirmed } from '../Verdict';
import { limitQualifier } from './limitQualifier';
import { UnknownSetting } from './UnknownSetting';

/** A rate limit may have hundreds of rules. */
const SHOWN_LIMITS = 3;

export interface SettingCellProps {
  rule: RuleView;
  /** What holds on the rule. */
  facts: readonly Fact[];
  cluster: ClusterView | undefined;
  clusterName: string;
}

/** The rate limits in force on a rule. */
export function LimitCell(props: SettingCellProps) {
  const { rule, facts, cluster, clusterName } = props;
  const t = useTranslate();
  const formats = useFormats();
  const limits = limitsOf(facts);
  const hidden = limits.length - SHOWN_LIMITS;
  return (
    <>
      {limits.length === 0 && (
        <Nothing
          none={t('rules.none_limit')}
          cluster={cluster}
          clusterName={clusterName}
        />
      )}
      {limits.slice(0, SHOWN_LIMITS).map(({ limit, conditions }) => (
        <Box
          component="span"
          key={JSON.stringify([limit, conditions])}
          sx={{ '& + &': { display: 'block' } }}
        >
          <LongText text={limitText(t, formats, limit)} plain />{' '}
          {limit.conditional && (
            <Quiet>
              <LongText
                text={limitQualifier(t, formats, conditions)}
                plain
                limit={60}
              />
            </Quiet>
          )}
        </Box>
      ))}
      {hidden > 0 && (
        <Box component="span" sx={{ display: 'block' }}>
          <Quiet>{t('rules.moreLimits', { count: hidden })}</Quiet>
        </Box>
      )}
      <Unconfirmed
        policies={unconfirmedPolicies(rule.policies, 'BackendTrafficPolicy')}
      />
    </>
  );
}

function limitsOf(facts: readonly Fact[]) {
  const limits = facts.flatMap(({ effect, conditions }) =>
    effect?.type === 'rateLimit' ? [{ limit: effect, conditions }] : [],
  );
  return distinct(limits, limit => JSON.stringify(limit));
}

/** The request timeout of a rule. */
export function TimeoutCell({ facts, ...props }: SettingCellProps) {
  const t = useTranslate();
  return (
    <SettingText
      {...props}
      values={factEffects(facts, 'timeout').map(({ request }) =>
        isEndless(request) ? t('rules.endless') : formatDuration(request),
      )}
      none={t('rules.none_timeout')}
    />
  );
}

/** The retries of a rule. */
export function RetryCell({ facts, ...props }: SettingCellProps) {
  const t = useTranslate();
  return (
    <SettingText
      {...props}
      values={factEffects(facts, 'retry').map(({ attempts }) =>
        String(attempts),
      )}
      none={t('rules.none_retry')}
    />
  );
}

interface SettingTextProps {
  values: string[];
  none: string;
  cluster: ClusterView | undefined;
  clusterName: string;
}

function SettingText({ values, ...props }: SettingTextProps) {
  return values.length > 0 ? (
    <LongText text={values.join(', ')} plain />
  ) : (
    <Nothing {...props} />
  );
}

/** "None" only where it can be told. */
function Nothing({
  none,
  cluster,
  clusterName,
}: Omit<SettingTextProps, 'values'>) {
  return canConclude(cluster, 'BackendTrafficPolicy') ? (
    <Quiet>{none}</Quiet>
  ) : (
    <UnknownSetting kind="BackendTrafficPolicy" cluster={clusterName} />
  );
}

import ErrorOutline from '@mui/icons-material/ErrorOutline';
import HelpOutline from '@mui/icons-material/HelpOutline';
import Box from '@mui/material/Box';
import {
  ClusterView,
  RouteView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { kindAndName, ruleProtection } from '../../model';
import { useTranslate } from '../../translation';
import { LongText, Mono, Quiet } from '../primitives';
import { IconLine } from './IconLine';
import { Topic } from './Topic';

/** Messages of a model that quotes objects. */
const LONGEST_MESSAGE = 600;

export interface ProtectionProps {
  route: RouteView;
  rule: RuleView;
  cluster: ClusterView | undefined;
}

/** What holds on a rule, value by value with who set it, and plainly what is missing. */
export function Protection({ route, rule, cluster }: ProtectionProps) {
  const t = useTranslate();
  const protection = ruleProtection(route, rule, cluster);
  if (!protection) {
    return <Quiet>{t('protection.noListener')}</Quiet>;
  }
  const { failures, listeners, topics, unknowns, valuesOmitted } = protection;
  return (
    <Box sx={{ display: 'grid', rowGap: 0.75 }}>
      {failures.map(policy => (
        <IconLine
          key={JSON.stringify([kindAndName(policy), policy.listeners])}
          icon={ErrorOutline}
          tone="bad"
        >
          {t('protection.failure', {
            policy: <Mono>{kindAndName(policy)}</Mono>,
          })}{' '}
          <LongText
            text={policy.failure.message}
            plain
            limit={LONGEST_MESSAGE}
          />{' '}
          {policy.failure.path && (
            <Quiet>
              {t('protection.failureAt', {
                path: <LongText text={policy.failure.path} />,
              })}
            </Quiet>
          )}
        </IconLine>
      ))}
      <Box component="dl" sx={{ m: 0 }}>
        {topics.map(topic => (
          <Topic
            key={topic.topic}
            topic={topic}
            cluster={route.cluster}
            listeners={listeners}
            policies={rule.policies}
          />
        ))}
      </Box>
      {unknowns.map(policy => (
        <IconLine
          key={JSON.stringify([kindAndName(policy), policy.listeners])}
          icon={HelpOutline}
          tone="neutral"
        >
          <Quiet>
            {t('protection.unknown', {
              what: (
                <LongText text={policy.unknown} plain limit={LONGEST_MESSAGE} />
              ),
            })}
          </Quiet>
        </IconLine>
      ))}
      {valuesOmitted > 0 && (
        <Quiet>{t('protection.valuesOmitted', { count: valuesOmitted })}</Quiet>
      )}
    </Box>
  );
}

import CallMerge from '@mui/icons-material/CallMerge';
import Shield from '@mui/icons-material/Shield';
import SwapHoriz from '@mui/icons-material/SwapHoriz';
import Box from '@mui/material/Box';
import { EffectivePolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { effectText } from '../../format';
import { useFormats } from '../../hooks';
import { kindAndName, PolicyOnRule } from '../../model';
import { useTranslate } from '../../translation';
import { Badge, LongText, Mono, Quiet } from '../primitives';
import { VerdictBadge, VerdictProblems } from '../Verdict';

const LONGEST_REASON = 400;

export interface PolicyListProps {
  id: string;
  policies: readonly PolicyOnRule[];
  /** What is in force of them, which is told value by value elsewhere. */
  effective: readonly EffectivePolicyView[];
}

/** The policies that reach a rule: which of them counts, which lost, and what each does. */
export function PolicyList({ id, policies, effective }: PolicyListProps) {
  const replaced = effective.flatMap(one => one.replaced);
  return (
    <Box component="ul" id={id} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {policies.map((policy, index) => (
        <Box
          component="li"
          // A policy may reach the rule in different ways on different listeners.
          key={`${kindAndName(policy)} ${policy.level} ${index}`}
          sx={{ '& + &': { mt: 1.25 } }}
        >
          <PolicyItem
            policy={policy}
            isTold={
              policy.inForce &&
              effective.some(({ kind }) => kind === policy.kind)
            }
            why={
              replaced.find(
                one =>
                  kindAndName(one) === kindAndName(policy) &&
                  one.level === policy.level,
              )?.why
            }
          />
        </Box>
      ))}
    </Box>
  );
}

interface PolicyItemProps {
  policy: PolicyOnRule;
  /** Whether what it does is told elsewhere. */
  isTold: boolean;
  /** Why it is not in force, in words. */
  why: string | undefined;
}

function PolicyItem({ policy, isTold, why }: PolicyItemProps) {
  const t = useTranslate();
  const formats = useFormats();
  const listeners = policy.listeners.map(({ name }) => name);
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 1,
          rowGap: 0.5,
        }}
      >
        <ForceBadge policy={policy} />
        <Mono>{kindAndName(policy)}</Mono>
        <Quiet>{t(`detail.${policy.level}`)}</Quiet>
        <VerdictBadge verdict={policy.verdict} />
      </Box>
      {!isTold && (
        <Box
          component="ul"
          sx={{
            m: 0,
            mt: 0.25,
            p: 0,
            listStyle: 'none',
            color: policy.inForce ? 'text.primary' : 'text.secondary',
          }}
        >
          {policy.effects.map(effect => (
            <li key={JSON.stringify(effect)}>
              <LongText text={effectText(t, formats, effect)} plain />
            </li>
          ))}
        </Box>
      )}
      <Quiet>
        {[
          policy.replacedBy &&
            t('detail.replacedBy', { policy: kindAndName(policy.replacedBy) }),
          policy.mergedWith &&
            t('detail.mergedWith', { policy: kindAndName(policy.mergedWith) }),
          t('detail.onListeners', {
            listeners: formats.list([...new Set(listeners)]),
          }),
        ]
          .filter(Boolean)
          .join(' · ')}
        {!policy.inForce && why && (
          <>
            {'. '}
            <LongText text={why} plain limit={LONGEST_REASON} />
          </>
        )}
      </Quiet>
      <VerdictProblems verdict={policy.verdict} />
    </>
  );
}

function ForceBadge({ policy }: { policy: PolicyOnRule }) {
  const t = useTranslate();
  if (policy.inForce) {
    return (
      <Badge tone="info" icon={policy.mergedWith ? <CallMerge /> : <Shield />}>
        {t(policy.mergedWith ? 'detail.merged' : 'detail.inForce')}
      </Badge>
    );
  }
  return (
    <Badge tone="neutral" icon={<SwapHoriz />} dashed>
      {t(policy.replacedBy ? 'detail.replaced' : 'detail.notInForce')}
    </Badge>
  );
}

import CallMerge from '@mui/icons-material/CallMerge';
import Shield from '@mui/icons-material/Shield';
import SwapHoriz from '@mui/icons-material/SwapHoriz';
import Box from '@mui/material/Box';
import { AttachedPolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { kindAndName, policiesOnRule, PolicyOnRule } from '../../model';
import { useTranslate } from '../../translation';
import { Badge, LongText, Mono, Quiet } from '../primitives';
import { VerdictBadge, VerdictProblems } from '../Verdict';
import { effectText } from './effectText';

/** The policies that reach a rule: which of them counts, which lost, and what each does. */
export function PolicyList({ policies }: { policies: AttachedPolicyView[] }) {
  const t = useTranslate();
  const joined = policiesOnRule(policies);
  if (joined.length === 0) {
    return <Quiet>{t('detail.noPolicies')}</Quiet>;
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {joined.map((policy, index) => (
        <Box
          component="li"
          // A policy may reach the rule in different ways on different listeners.
          key={`${kindAndName(policy)} ${policy.level} ${index}`}
          sx={{ '& + &': { mt: 1.25 } }}
        >
          <PolicyItem policy={policy} />
        </Box>
      ))}
    </Box>
  );
}

function PolicyItem({ policy }: { policy: PolicyOnRule }) {
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

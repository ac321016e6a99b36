import KeyboardArrowRight from '@mui/icons-material/KeyboardArrowRight';
import Box from '@mui/material/Box';
import { RuleView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useId, useState } from 'react';
import { useFormats } from '../../hooks';
import { isConfirmed, policiesOnRule } from '../../model';
import { useTranslate } from '../../translation';
import { Quiet, TextButton } from '../primitives';
import { PolicyList } from './PolicyList';

/** The policies behind what holds, and those that were set aside; open at once when one is in doubt. */
export function Policies({ rule }: { rule: RuleView }) {
  const t = useTranslate();
  const formats = useFormats();
  const id = useId();
  const policies = policiesOnRule(rule.policies);
  const [open, setOpen] = useState(
    policies.some(({ verdict }) => !isConfirmed(verdict)),
  );
  if (policies.length === 0) {
    return <Quiet>{t('detail.noPolicies')}</Quiet>;
  }
  const inForce = policies.filter(policy => policy.inForce).length;
  const setAside = policies.length - inForce;
  const counts = [
    t('protection.policiesInForce', { amount: formats.count(inForce) }),
    ...(setAside > 0
      ? [t('protection.policiesSetAside', { amount: formats.count(setAside) })]
      : []),
  ];
  return (
    <Box sx={{ mt: 1 }}>
      <TextButton
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        sx={{ textAlign: 'left' }}
      >
        <KeyboardArrowRight
          aria-hidden
          sx={{
            fontSize: 18,
            ml: -0.5,
            transform: open ? 'rotate(90deg)' : 'none',
          }}
        />
        {t('protection.policies', { counts: formats.list(counts) })}
      </TextButton>
      {open && (
        <Box sx={{ mt: 0.75, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
          <PolicyList id={id} policies={policies} effective={rule.effective} />
        </Box>
      )}
    </Box>
  );
}

import Cancel from '@mui/icons-material/Cancel';
import History from '@mui/icons-material/History';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { AttachedPolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { kindAndName } from '../../model';
import { useTranslate } from '../../translation';
import { Quiet, toneColor, VisuallyHidden } from '../primitives';

/** Marks what the portal reads from specs, but no controller has confirmed. */
export function Unconfirmed({ policies }: { policies: AttachedPolicyView[] }) {
  const t = useTranslate();
  if (policies.length === 0) {
    return null;
  }
  const rejected = policies.some(({ verdict }) => verdict.state === 'rejected');
  const Icon = rejected ? Cancel : History;
  const why = policies
    .map(policy =>
      t('rules.unconfirmedBy', {
        policy: kindAndName(policy),
        verdict: t(`verdict.${policy.verdict.state}`),
      }),
    )
    .join('; ');
  return (
    <Tooltip title={why} describeChild>
      <Box
        component="span"
        sx={{ display: 'inline-flex', gap: 0.5, alignItems: 'center' }}
      >
        <Icon
          aria-hidden
          sx={{
            fontSize: 14,
            color: theme => toneColor(theme, rejected ? 'bad' : 'warning'),
          }}
        />
        <Quiet>
          {t(rejected ? 'rules.policyRejected' : 'rules.unconfirmed')}
        </Quiet>
        <VisuallyHidden>{why}</VisuallyHidden>
      </Box>
    </Tooltip>
  );
}

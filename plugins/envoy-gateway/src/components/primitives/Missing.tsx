import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import { MissingReason } from '../../model';
import { useTranslate } from '../../translation';
import { VisuallyHidden } from './text';

const Dash = styled('span')(({ theme }) => ({
  color: theme.palette.text.secondary,
  cursor: 'help',
}));

/** Stands where a figure is missing, and says why. Never a 0. */
export function Missing({ reason }: { reason: MissingReason }) {
  const t = useTranslate();
  const why = t(`missing.${reason}`);
  return (
    <Tooltip title={why} describeChild>
      <Dash>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t('missing.figure', { why })}</VisuallyHidden>
      </Dash>
    </Tooltip>
  );
}

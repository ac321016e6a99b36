import Box from '@mui/material/Box';
import SvgIcon from '@mui/material/SvgIcon';
import { ReactNode } from 'react';
import { Tone, toneColor } from '../primitives';

export interface IconLineProps {
  icon: typeof SvgIcon;
  tone: Tone;
  children: ReactNode;
}

/** A statement that stands out by its icon. */
export function IconLine({ icon: Icon, tone, children }: IconLineProps) {
  return (
    <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'flex-start' }}>
      <Icon
        aria-hidden
        sx={{ fontSize: 18, mt: '1px', color: theme => toneColor(theme, tone) }}
      />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{children}</Box>
    </Box>
  );
}

import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import { ReactElement, ReactNode } from 'react';
import { Tone, toneBorder, toneColor, toneSurface } from './tone';

const Root = styled('span', {
  shouldForwardProp: name =>
    !['tone', 'dashed', 'as', 'sx', 'theme'].includes(String(name)),
})<{ tone: Tone; dashed: boolean }>(({ theme, tone, dashed }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: theme.spacing(0.5),
  padding: '1px 8px 1px 6px',
  borderRadius: 12,
  border: `1px ${dashed ? 'dashed' : 'solid'} ${toneBorder(theme, tone)}`,
  backgroundColor: dashed ? 'transparent' : toneSurface(theme, tone),
  color: theme.palette.text.primary,
  fontSize: '0.8125rem',
  fontWeight: 500,
  lineHeight: '20px',
  whiteSpace: 'nowrap',
  '& svg': {
    fontSize: 16,
    color: toneColor(theme, tone),
    flexShrink: 0,
  },
}));

export interface BadgeProps {
  tone: Tone;
  icon: ReactElement;
  children: ReactNode;
  /** A sentence for those who want to know more. */
  hint?: string;
  /** For states in which nobody has decided. */
  dashed?: boolean;
}

/** A word with an icon; its tone shows in the icon's colour. */
export function Badge({ tone, icon, children, hint, dashed }: BadgeProps) {
  const badge = (
    <Root tone={tone} dashed={dashed ?? false}>
      {icon}
      {children}
    </Root>
  );
  return hint ? (
    <Tooltip title={hint} describeChild>
      {badge}
    </Tooltip>
  ) : (
    badge
  );
}

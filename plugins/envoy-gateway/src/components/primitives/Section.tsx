import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { ReactNode, useId } from 'react';
import { MEASURED } from './widths';

export interface SectionProps {
  title: string;
  /** Said beside the title, smaller. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of the tab, and a landmark for screen readers. */
export function Section({ title, aside, actions, children }: SectionProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={id}
      sx={{ borderRadius: 2, overflow: 'hidden', ...MEASURED }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'baseline',
          gap: 1,
          px: 2,
          pt: 1.5,
          pb: 1,
        }}
      >
        <Typography
          id={id}
          component="h3"
          sx={{ fontSize: '1rem', fontWeight: 600, m: 0 }}
        >
          {title}
        </Typography>
        {aside && (
          <Typography component="div" variant="body2" color="text.secondary">
            {aside}
          </Typography>
        )}
        {actions && (
          <Box sx={{ ml: 'auto', alignSelf: 'center' }}>{actions}</Box>
        )}
      </Box>
      {children}
    </Paper>
  );
}

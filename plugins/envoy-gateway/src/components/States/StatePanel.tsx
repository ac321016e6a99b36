import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { ReactElement, ReactNode } from 'react';

export interface StatePanelProps {
  icon: ReactElement;
  title: string;
  children: ReactNode;
  /** What can be done. */
  action?: ReactNode;
  /** For states that come up by themselves and must be heard. */
  urgent?: boolean;
}

/** Stands in place of the tab when there is nothing else to show, and says what to do. */
export function StatePanel(props: StatePanelProps) {
  const { icon, title, children, action, urgent } = props;
  return (
    <Paper
      variant="outlined"
      role={urgent ? 'alert' : undefined}
      sx={{
        borderRadius: 2,
        p: { xs: 3, md: 5 },
        display: 'flex',
        gap: 3,
        alignItems: 'flex-start',
      }}
    >
      <Box aria-hidden sx={{ fontSize: 40, lineHeight: 1, display: 'flex' }}>
        {icon}
      </Box>
      <Box sx={{ maxWidth: 640, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Typography
          component="h2"
          sx={{ fontSize: '1.25rem', fontWeight: 600, m: 0, mb: 1 }}
        >
          {title}
        </Typography>
        <Typography component="div" variant="body1" sx={{ '& p': { mt: 0 } }}>
          {children}
        </Typography>
        {action && <Box sx={{ mt: 2 }}>{action}</Box>}
      </Box>
    </Paper>
  );
}

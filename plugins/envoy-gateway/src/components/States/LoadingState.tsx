import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { useTranslate } from '../../translation';
import { VisuallyHidden } from '../primitives';

/** The outline of the tab, until there is something to put into it. */
export function LoadingState() {
  const t = useTranslate();
  return (
    <Box
      role="status"
      sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}
    >
      <VisuallyHidden>{t('states.loading')}</VisuallyHidden>
      <Box aria-hidden sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
        <Skeleton variant="circular" width={28} height={28} />
        <Skeleton width={260} height={34} />
      </Box>
      <Box
        aria-hidden
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fit, minmax(210px, 1fr))',
        }}
      >
        {[1, 2, 3, 4].map(tile => (
          <Skeleton
            key={tile}
            variant="rounded"
            height={94}
            sx={{ borderRadius: 2 }}
          />
        ))}
      </Box>
      {[3, 5].map(lines => (
        <Paper
          key={lines}
          aria-hidden
          variant="outlined"
          sx={{ borderRadius: 2, p: 2 }}
        >
          <Skeleton width={120} height={24} />
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} height={36} />
          ))}
        </Paper>
      ))}
    </Box>
  );
}

import Typography from '@mui/material/Typography';
import { formatAgo } from '../../format';
import { useNow } from '../../hooks';
import { useTranslate } from '../../translation';

/** How old what is shown is. Alone in its component, so that the seconds redraw nothing else. */
export function UpdatedAgo({ updatedAt }: { updatedAt: number | undefined }) {
  const t = useTranslate();
  const now = useNow();
  if (updatedAt === undefined) {
    return null;
  }
  return (
    <Typography
      component="span"
      variant="body2"
      color="text.secondary"
      sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {t('summary.updated', { ago: formatAgo(t, now - updatedAt) })}
    </Typography>
  );
}

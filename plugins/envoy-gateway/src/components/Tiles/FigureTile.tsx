import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { ReactNode, useId } from 'react';
import { MissingReason } from '../../model';
import { useTranslate } from '../../translation';

export interface FigureTileProps {
  label: string;
  /** The figure in words, or why there is none. */
  value: string | { missing: MissingReason };
  /** The figure in full, where it is shortened. */
  title?: string;
  aside?: ReactNode;
  sparkline?: ReactNode;
}

/** One figure, large, with its course beside it. */
export function FigureTile(props: FigureTileProps) {
  const { label, value, title, aside, sparkline } = props;
  const t = useTranslate();
  const labelId = useId();
  const missing = typeof value === 'string' ? undefined : value.missing;
  return (
    <Paper
      role="group"
      aria-labelledby={labelId}
      variant="outlined"
      sx={{ borderRadius: 2, px: 2, py: 1.25, minWidth: 0 }}
    >
      <Box id={labelId} sx={{ typography: 'body2', color: 'text.secondary' }}>
        {label}
      </Box>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, auto) minmax(0, 120px)',
          justifyContent: 'space-between',
          alignItems: 'end',
          columnGap: 1.5,
        }}
      >
        <Box
          title={title}
          sx={{
            fontSize: '1.5rem',
            fontWeight: 600,
            lineHeight: '36px',
            whiteSpace: 'nowrap',
            fontVariantNumeric: 'tabular-nums',
          }}
        >
          {missing === 'loading' && <Skeleton width={72} />}
          {missing !== undefined && missing !== 'loading' && '–'}
          {typeof value === 'string' && value}
        </Box>
        <Box sx={{ height: 32, display: 'flex', alignItems: 'flex-end' }}>
          {sparkline}
        </Box>
        <Box
          sx={{
            gridColumn: '1 / -1',
            typography: 'caption',
            color: 'text.secondary',
            minHeight: 20,
          }}
        >
          {missing ? t(`missing.${missing}`) : aside}
        </Box>
      </Box>
    </Paper>
  );
}

import Refresh from '@mui/icons-material/Refresh';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { WindowSeconds } from '../../hooks';
import { useTranslate } from '../../translation';
import { UpdatedAgo } from './UpdatedAgo';

const BUTTON = {
  px: 1.5,
  py: 0.25,
  textTransform: 'none',
  color: 'text.primary',
} as const;

export interface ControlsProps {
  window: WindowSeconds;
  onWindowChange(window: WindowSeconds): void;
  updatedAt: number | undefined;
  refreshing: boolean;
  onRefresh(): void;
}

/** Window of the figures, age of what is shown, and a way to read it now. */
export function Controls(props: ControlsProps) {
  const { window, onWindowChange, updatedAt, refreshing, onRefresh } = props;
  const t = useTranslate();
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <UpdatedAgo updatedAt={updatedAt} />
      <Tooltip title={t('summary.refresh')}>
        <IconButton
          size="small"
          aria-label={t('summary.refresh')}
          aria-busy={refreshing}
          onClick={onRefresh}
        >
          <Refresh fontSize="small" />
        </IconButton>
      </Tooltip>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={t('summary.window')}
        value={window}
        onChange={(_event, chosen: WindowSeconds | null) => {
          // Pressing the pressed button would choose none.
          if (chosen !== null) {
            onWindowChange(chosen);
          }
        }}
      >
        <ToggleButton
          value={900}
          title={t('summary.window15mLong')}
          sx={BUTTON}
        >
          {t('summary.window15m')}
        </ToggleButton>
        <ToggleButton
          value={3600}
          title={t('summary.window1hLong')}
          sx={BUTTON}
        >
          {t('summary.window1h')}
        </ToggleButton>
      </ToggleButtonGroup>
    </Box>
  );
}

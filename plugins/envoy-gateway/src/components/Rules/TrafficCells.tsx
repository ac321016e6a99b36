import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import { useFormats } from '../../hooks';
import { hasPoints, missingFigure, RuleTraffic } from '../../model';
import { useTranslate } from '../../translation';
import { figureColor, Sparkline } from '../Charts';
import { Missing, Quiet, Td } from '../primitives';
import { wideOnly } from './wideOnly';

/** How many columns {@link TrafficCells} fills. */
export const TRAFFIC_COLUMNS = 3;

/** Requests, errors and latency of one rule; or, over all three, why there are none. */
export function TrafficCells({ traffic }: { traffic: RuleTraffic }) {
  const t = useTranslate();
  const theme = useTheme();
  const formats = useFormats();
  if (traffic.state === 'loading') {
    return (
      <>
        {['requests', 'errors', 'p95'].map(figure => (
          <Td numeric key={figure}>
            <Skeleton width={48} sx={{ ml: 'auto' }} />
          </Td>
        ))}
      </>
    );
  }
  if (traffic.state !== 'figures') {
    return (
      <Td numeric colSpan={TRAFFIC_COLUMNS}>
        <Quiet>
          {traffic.state === 'denied' && (
            <>
              <LockOutlined
                aria-hidden
                sx={{ fontSize: 14, mr: 0.5, verticalAlign: '-2px' }}
              />
              {t('rules.trafficDenied')}
            </>
          )}
          {traffic.state === 'noSource' && t('rules.noSource')}
          {traffic.state === 'failed' && t('rules.trafficFailed')}
        </Quiet>
      </Td>
    );
  }
  const { figures, points } = traffic;
  const missing = <Missing reason={missingFigure(figures)} />;
  return (
    <>
      <Td numeric>
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'flex-end',
            alignItems: 'center',
            gap: 1,
          }}
        >
          {hasPoints(points, 'requestRate') && (
            <Box sx={{ width: 64, ...wideOnly }}>
              <Sparkline
                values={points.map(point => point.requestRate)}
                color={figureColor(theme, 'requestRate')}
                width={64}
                height={18}
              />
            </Box>
          )}
          <span>
            {figures.requestRate === undefined
              ? missing
              : formats.rate(figures.requestRate)}
          </span>
        </Box>
      </Td>
      <Td numeric>
        {figures.errorShare === undefined
          ? missing
          : formats.share(figures.errorShare)}
      </Td>
      <Td numeric>
        {figures.p95 === undefined ? missing : formats.latency(figures.p95)}
      </Td>
    </>
  );
}

import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import { useFormats } from '../../hooks';
import { hasPoints, missingFigure, RuleTraffic } from '../../model';
import { useTranslate } from '../../translation';
import { figureColor, Sparkline } from '../Charts';
import { Missing, NumberTd, Quiet, wideOnly } from '../primitives';

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
          <NumberTd key={figure}>
            <Skeleton width={48} sx={{ ml: 'auto' }} />
          </NumberTd>
        ))}
      </>
    );
  }
  if (traffic.state !== 'figures') {
    return (
      <NumberTd colSpan={TRAFFIC_COLUMNS}>
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
      </NumberTd>
    );
  }
  const { figures, points } = traffic;
  const missing = <Missing reason={missingFigure(figures)} />;
  return (
    <>
      <NumberTd>
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'flex-end',
            alignItems: 'center',
            gap: 1,
          }}
        >
          {hasPoints(points, 'requestRate') && (
            <Box sx={{ width: 56, flexShrink: 0, ...wideOnly }}>
              <Sparkline
                values={points.map(point => point.requestRate)}
                color={figureColor(theme, 'requestRate')}
                width={56}
                height={18}
              />
            </Box>
          )}
          <Box component="span" sx={{ minWidth: 52 }}>
            {figures.requestRate === undefined
              ? missing
              : formats.rate(figures.requestRate)}
          </Box>
        </Box>
      </NumberTd>
      <NumberTd>
        {figures.errorShare === undefined
          ? missing
          : formats.share(figures.errorShare)}
      </NumberTd>
      <NumberTd>
        {figures.p95 === undefined ? missing : formats.latency(figures.p95)}
      </NumberTd>
    </>
  );
}

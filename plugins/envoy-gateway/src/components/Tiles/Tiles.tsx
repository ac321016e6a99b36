import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { TrafficFigures } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import {
  coveredSeconds,
  hasPoints,
  missingTotal,
  MissingReason,
  requestsPerStep,
  TrafficState,
  unheardClusters,
} from '../../model';
import { useTranslate } from '../../translation';
import { ChartFigure, figureColor, Sparkline, useWindowWords } from '../Charts';
import { FigureTile } from './FigureTile';

/** The traffic of the whole entity in four figures. */
export function Tiles({ traffic }: { traffic: TrafficState }) {
  const t = useTranslate();
  const theme = useTheme();
  const formats = useFormats();
  const windowWords = useWindowWords();
  const ready = traffic.state === 'ready' ? traffic.traffic : undefined;
  const total: TrafficFigures = ready?.total ?? {};
  const window = ready && windowWords(coveredSeconds(ready));
  const missing = missingTotal(traffic);
  const without = unheardClusters(traffic);
  const scope = (words: string | undefined) =>
    words &&
    [
      words,
      without.length > 0 &&
        t('tiles.without', { clusters: formats.list(without) }),
    ]
      .filter(Boolean)
      .join(', ');

  const figure = (
    value: number | undefined,
    format: (value: number) => string,
  ): string | { missing: MissingReason } =>
    value === undefined ? { missing } : format(value);

  const sparkline = (name: ChartFigure) =>
    ready &&
    hasPoints(ready.points, name) && (
      <Sparkline
        values={ready.points.map(point => point[name])}
        color={figureColor(theme, name)}
      />
    );

  return (
    <Box
      role="group"
      aria-label={t('tiles.title')}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fit, minmax(210px, 1fr))',
      }}
    >
      <FigureTile
        label={t('tiles.requestRate')}
        value={figure(total.requestRate, formats.rate)}
        aside={scope(window && t('tiles.average', { window }))}
        sparkline={sparkline('requestRate')}
      />
      <FigureTile
        label={t('tiles.errorShare')}
        value={figure(total.errorShare, formats.share)}
        aside={t('tiles.ofAll')}
        sparkline={sparkline('errorShare')}
      />
      <FigureTile
        label={t('tiles.p95')}
        value={figure(total.p95, formats.latency)}
        aside={t('tiles.latencies', {
          p50: total.p50 === undefined ? '–' : formats.latency(total.p50),
          p99: total.p99 === undefined ? '–' : formats.latency(total.p99),
        })}
        sparkline={sparkline('p95')}
      />
      <FigureTile
        label={t('tiles.requests')}
        value={figure(total.requests, formats.compact)}
        title={
          total.requests === undefined
            ? undefined
            : formats.count(total.requests)
        }
        aside={scope(window && t('tiles.inWindow', { window }))}
        sparkline={
          ready &&
          hasPoints(ready.points, 'requestRate') && (
            <Sparkline
              shape="bars"
              values={requestsPerStep(ready.points, ready.stepSeconds)}
              color={figureColor(theme, 'requestRate')}
            />
          )
        }
      />
    </Box>
  );
}

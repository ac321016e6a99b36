import ErrorOutline from '@mui/icons-material/ErrorOutline';
import Box from '@mui/material/Box';
import { Traffic } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { Translate, useTranslate } from '../../translation';
import { Quiet, toneColor } from '../primitives';
import { GeneratedBadge } from './GeneratedBadge';

type Source = Traffic['sources'][number];

/** Where the figures come from, cluster by cluster; or why there are none and what to switch on. */
export function Sources({ traffic }: { traffic: Traffic }) {
  const t = useTranslate();
  return (
    <Box
      component="section"
      aria-label={t('sources.title')}
      sx={{ px: 2, typography: 'body2' }}
    >
      <Box
        component="ul"
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}
      >
        {traffic.sources.map(source => (
          <SourceLine
            key={source.cluster}
            source={source}
            windowSeconds={traffic.windowSeconds}
          />
        ))}
      </Box>
      {traffic.sources.some(({ source }) => source !== 'none') && (
        <Quiet>{t('sources.upstream')}</Quiet>
      )}
    </Box>
  );
}

function SourceLine(props: { source: Source; windowSeconds: number }) {
  const { source, windowSeconds } = props;
  const t = useTranslate();
  const formats = useFormats();
  const partial =
    source.coveredSeconds !== undefined &&
    source.coveredSeconds < windowSeconds * 0.95;
  return (
    <Box component="li">
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 1,
        }}
      >
        <span>
          <b>{source.cluster}</b>: {sourceName(t, source)}
          {partial &&
            `, ${t('sources.covered', {
              covered: formats.span(source.coveredSeconds ?? 0),
              window: formats.span(windowSeconds),
            })}`}
        </span>
        {source.generated && <GeneratedBadge />}
      </Box>
      {source.problem && (
        <Box sx={{ display: 'flex', gap: 0.75, overflowWrap: 'anywhere' }}>
          <ErrorOutline
            aria-hidden
            sx={{
              fontSize: 16,
              mt: '2px',
              color: theme => toneColor(theme, 'warning'),
            }}
          />
          <span>
            {source.problem.message}{' '}
            <Quiet>
              {t('summary.remedy')} {source.problem.remedy}
            </Quiet>
          </span>
        </Box>
      )}
    </Box>
  );
}

function sourceName(t: Translate, source: Source): string {
  return source.source === 'custom'
    ? source.title ?? t('sources.custom')
    : t(`sources.${source.source}`);
}

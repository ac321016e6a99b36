import Cancel from '@mui/icons-material/Cancel';
import CheckCircle from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import HelpOutline from '@mui/icons-material/HelpOutline';
import HourglassEmpty from '@mui/icons-material/HourglassEmpty';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Theme } from '@mui/material/styles';
import { Overview } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { ReactElement } from 'react';
import { useFormats } from '../../hooks';
import { Translate, useTranslate } from '../../translation';
import { Tone, toneColor } from '../primitives';
import { GeneratedBadge } from '../Sources';

type Summary = Overview['summary'];

const LOOKS: Record<Summary['state'], { tone: Tone; icon: ReactElement }> = {
  live: { tone: 'good', icon: <CheckCircle fontSize="inherit" /> },
  partlyLive: { tone: 'warning', icon: <ErrorIcon fontSize="inherit" /> },
  down: { tone: 'bad', icon: <Cancel fontSize="inherit" /> },
  noVerdict: { tone: 'neutral', icon: <HourglassEmpty fontSize="inherit" /> },
  notExposed: {
    tone: 'neutral',
    icon: <RadioButtonUnchecked fontSize="inherit" />,
  },
  unknown: { tone: 'neutral', icon: <HelpOutline fontSize="inherit" /> },
};

export interface HeadlineProps {
  overview: Overview;
  /** Whether the traffic shown below is made up. */
  generated: boolean;
}

/** The sentence that tells how things stand to whoever reads nothing else. */
export function Headline({ overview, generated }: HeadlineProps) {
  const t = useTranslate();
  const formats = useFormats();
  const { summary } = overview;
  const { tone, icon } = LOOKS[summary.state];
  const clusters = [
    ...new Set([...overview.routes, ...overview.gateways].map(o => o.cluster)),
  ].sort();
  return (
    <Box sx={{ display: 'flex', gap: 1.5, minWidth: 0 }}>
      <Box
        aria-hidden
        sx={{
          fontSize: 28,
          lineHeight: '34px',
          display: 'flex',
          color: (theme: Theme) => toneColor(theme, tone),
        }}
      >
        {icon}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <div role="status">
          <Typography
            component="h2"
            sx={{
              fontSize: '1.5rem',
              fontWeight: 600,
              lineHeight: '34px',
              m: 0,
            }}
          >
            {headline(t, overview)}
          </Typography>
        </div>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            columnGap: 1.5,
            rowGap: 0.5,
          }}
        >
          {clusters.length > 0 && (
            <Tooltip title={t('summary.place')} describeChild>
              <Typography
                component="p"
                variant="body2"
                color="text.secondary"
                sx={{ m: 0 }}
              >
                {t('summary.where', { clusters: formats.list(clusters) })}
              </Typography>
            </Tooltip>
          )}
          {generated && <GeneratedBadge />}
        </Box>
      </Box>
    </Box>
  );
}

/** How things stand, in words. */
export function headline(t: Translate, overview: Overview): string {
  const { state, places, livePlaces } = overview.summary;
  switch (state) {
    case 'live':
      return t('summary.live', { count: places });
    case 'partlyLive':
      return livePlaces === places
        ? t('summary.liveWithProblems')
        : t('summary.partlyLive', {
            live: String(livePlaces),
            places: String(places),
          });
    case 'down':
      return t('summary.down', { count: places });
    case 'notExposed':
      return overview.gateways.length > 0
        ? t('summary.gatewayOnly')
        : t('summary.notExposed');
    default:
      return t(`summary.${state}`);
  }
}

import Box from '@mui/material/Box';
import {
  ClusterView,
  RouteView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { ReactNode } from 'react';
import { RuleTraffic, TrafficState } from '../../model';
import { useTranslate } from '../../translation';
import { ChartRow, chartSpan } from '../Charts';
import { LongText, MEDIUM, Quiet } from '../primitives';
import { Protection } from '../Protection';
import { Backends } from './Backends';
import { MatchText } from './MatchText';
import { Policies } from './Policies';

const HEADING = {
  m: 0,
  mt: 1.5,
  mb: 0.5,
  fontSize: '0.8125rem',
  fontWeight: 600,
} as const;

const LIST = { m: 0, p: 0, listStyle: 'none' } as const;

export interface RuleDetailProps {
  route: RouteView;
  rule: RuleView;
  cluster: ClusterView | undefined;
  traffic: TrafficState;
  figures: RuleTraffic;
}

/** Everything known of a rule, and where each value comes from. */
export function RuleDetail(props: RuleDetailProps) {
  const { route, rule, cluster, traffic, figures } = props;
  const t = useTranslate();
  const drawn =
    traffic.state === 'ready' &&
    figures.state === 'figures' &&
    figures.points.length > 0;
  return (
    <Box
      sx={{
        p: 2,
        borderRadius: 2,
        backgroundColor: 'background.default',
        display: 'grid',
        gap: 2.5,
        gridTemplateColumns: 'repeat(12, minmax(0, 1fr))',
      }}
    >
      <Part title={t('protection.title')} columns={8}>
        <Protection route={route} rule={rule} cluster={cluster} />
        <Policies rule={rule} />
      </Part>
      <Part title={t('detail.backends')} columns={4}>
        <Backends rule={rule} />
        <Box component="h4" sx={HEADING}>
          {t('detail.filters')}
        </Box>
        {rule.filters.length === 0 ? (
          <Quiet>{t('detail.noFilters')}</Quiet>
        ) : (
          <LongText text={rule.filters.join(', ')} plain />
        )}
      </Part>
      <Part title={t('detail.matches')} columns={12}>
        <Box component="ul" sx={LIST}>
          {rule.matches.map((match, index) => (
            // Matches have no name, and equal ones are allowed.
            // eslint-disable-next-line react/no-array-index-key
            <li key={index}>
              <MatchText match={match} />{' '}
              {match.conditions.length > 0 && (
                <Quiet>
                  {t('detail.conditions', {
                    conditions: match.conditions.join(', '),
                  })}
                </Quiet>
              )}
            </li>
          ))}
        </Box>
      </Part>
      {drawn && (
        <Part title={t('detail.traffic')} columns={12}>
          <ChartRow
            points={figures.points}
            span={chartSpan(
              figures.points,
              traffic.traffic.windowSeconds,
              traffic.traffic.generatedAt,
            )}
            height={120}
          />
        </Part>
      )}
    </Box>
  );
}

function Part(props: { title: string; columns: number; children: ReactNode }) {
  const { title, columns, children } = props;
  return (
    <Box
      sx={{
        gridColumn: `span ${columns}`,
        [MEDIUM]: { gridColumn: '1 / -1' },
      }}
    >
      <Box component="h4" sx={{ ...HEADING, mt: 0 }}>
        {title}
      </Box>
      {children}
    </Box>
  );
}

import Box from '@mui/material/Box';
import {
  ClusterView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useState } from 'react';
import {
  kindAndName,
  routeKey,
  sourceProblem,
  TrafficState,
} from '../../model';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import { LongText, Quiet, Section, TextButton } from '../primitives';
import { RouteHeading } from './RouteHeading';
import { RulesTable } from './RulesTable';

const SHOWN = 8;

export interface RulesProps {
  title: string;
  entityRef: string;
  routes: RouteView[];
  /** How many routes the backend left out. */
  omitted?: number;
  clusters: ClusterView[];
  traffic: TrafficState;
}

/** The rules of every route of the entity, route by route. */
export function Rules(props: RulesProps) {
  const { title, entityRef, routes, omitted = 0, clusters, traffic } = props;
  const t = useTranslate();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  return (
    <Section title={title}>
      {(all ? routes : routes.slice(0, SHOWN)).map(route => {
        const cluster = clusters.find(({ name }) => name === route.cluster);
        const problem = sourceProblem(traffic, route.cluster);
        return (
          <Box
            key={routeKey(route)}
            sx={{
              '& + &': {
                mt: 1.5,
                pt: 1.5,
                borderTop: 1,
                borderColor: 'divider',
              },
            }}
          >
            <Box sx={{ px: 2, pb: 0.75 }}>
              <RouteHeading
                route={route}
                entityRef={entityRef}
                asLastSeen={cluster?.phase === 'unreachable'}
              />
              {problem && (
                <Quiet>
                  <LongText
                    text={`${problem.message} ${problem.remedy}`}
                    plain
                    limit={600}
                  />
                </Quiet>
              )}
            </Box>
            <RulesTable
              route={route}
              label={`${kindAndName(route)}, ${route.cluster}`}
              cluster={cluster}
              traffic={traffic}
            />
          </Box>
        );
      })}
      {routes.length > SHOWN && (
        <TextButton onClick={() => setAll(!all)} sx={{ mx: 2, my: 1.25 }}>
          {all
            ? t('rules.showFewer')
            : t('rules.showAllRoutes', {
                amount: formats.count(routes.length),
              })}
        </TextButton>
      )}
      {omitted > 0 && (
        <Box sx={{ px: 2, py: 1.5, typography: 'body2' }}>
          {t('rules.omitted', { count: omitted })}
        </Box>
      )}
    </Section>
  );
}

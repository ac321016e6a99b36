import Box from '@mui/material/Box';
import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_GATEWAY,
  Overview,
  Traffic,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { ReactNode } from 'react';
import { LiveResource, trafficState, WindowSeconds } from '../../hooks';
import { problemsOfObjects } from '../../model';
import { useTranslate } from '../../translation';
import { Charts } from '../Charts';
import { Exposures } from '../Exposures';
import { Gateways } from '../Gateways';
import { ClusterNotices, Parents } from '../Parents';
import { Rules } from '../Rules';
import { Sources } from '../Sources';
import { EmptyState, TrafficNotice } from '../States';
import { Problems, Summary } from '../Summary';
import { Tiles } from '../Tiles';

export interface EnvoyTabBodyProps {
  entity: Entity;
  overview: Overview;
  overviewResource: LiveResource<Overview>;
  trafficResource: LiveResource<Traffic>;
  window: WindowSeconds;
  onWindowChange(window: WindowSeconds): void;
}

/** The tab, once there is an overview: from "is it live" down to the words of the controllers. */
export function EnvoyTabBody(props: EnvoyTabBodyProps) {
  const { entity, overview, overviewResource, trafficResource } = props;
  const t = useTranslate();
  const traffic = trafficState(trafficResource);
  const isGateway = Boolean(entity.metadata.annotations?.[ANNOTATION_GATEWAY]);
  const gateways = isGateway ? overview.gateways : [];

  if (overview.routes.length === 0 && gateways.length === 0) {
    return (
      <Stack>
        <EmptyState entity={entity} overview={overview} />
        <Problems problems={problemsOfObjects(overview)} />
        <ClusterNotices overview={overview} />
      </Stack>
    );
  }

  const refresh = () => {
    overviewResource.refresh();
    trafficResource.refresh();
  };

  return (
    <Stack>
      <Summary
        overview={overview}
        generated={
          traffic.state === 'ready' &&
          traffic.traffic.sources.some(source => source.generated)
        }
        refreshError={overviewResource.error}
        window={props.window}
        onWindowChange={props.onWindowChange}
        updatedAt={latest(
          overviewResource.receivedAt,
          trafficResource.receivedAt,
        )}
        refreshing={overviewResource.refreshing || trafficResource.refreshing}
        onRefresh={refresh}
      />
      <ClusterNotices overview={overview} />
      {traffic.state !== 'denied' && <Tiles traffic={traffic} />}
      <Gateways gateways={gateways} />
      {overview.routes.length > 0 && (
        <>
          <Exposures routes={overview.routes} gateways={overview.gateways} />
          <TrafficNotice entity={entity} traffic={traffic} />
          <Rules
            title={t(isGateway ? 'gateways.attached' : 'rules.title')}
            entityRef={overview.entityRef}
            routes={overview.routes}
            omitted={overview.routesOmitted}
            clusters={overview.clusters}
            traffic={traffic}
          />
        </>
      )}
      {traffic.state === 'ready' && traffic.traffic.points.length > 0 && (
        <Charts traffic={traffic.traffic} />
      )}
      {traffic.state === 'ready' && <Sources traffic={traffic.traffic} />}
      <Parents routes={overview.routes} />
    </Stack>
  );
}

function Stack({ children }: { children: ReactNode }) {
  const t = useTranslate();
  return (
    <Box
      component="section"
      aria-label={t('tab.name')}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 2,
        color: 'text.primary',
        fontFamily: theme => theme.typography.fontFamily,
      }}
    >
      {children}
    </Box>
  );
}

/** When either answered last. */
function latest(
  overviewAt: number | undefined,
  trafficAt: number | undefined,
): number | undefined {
  return overviewAt !== undefined && trafficAt !== undefined
    ? Math.max(overviewAt, trafficAt)
    : overviewAt ?? trafficAt;
}

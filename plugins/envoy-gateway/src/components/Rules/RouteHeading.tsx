import Box from '@mui/material/Box';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { RouteView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { objectName, verdictRank } from '../../model';
import { useTranslate } from '../../translation';
import { LongText, Mono, Quiet } from '../primitives';
import { VerdictBadge } from '../Verdict';

export interface RouteHeadingProps {
  route: RouteView;
  /** The entity whose page this is: it needs no link to itself. */
  entityRef: string;
  /** Whether the cluster cannot be read now. */
  asLastSeen: boolean;
}

/** Which route the rules below belong to. */
export function RouteHeading(props: RouteHeadingProps) {
  const { route, entityRef, asLastSeen } = props;
  const t = useTranslate();
  const verdicts = new Map(
    route.parents.map(({ verdict }) => [verdictRank(verdict), verdict]),
  );
  const name = (
    <Mono>
      {route.kind} {objectName(route)}
    </Mono>
  );
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.25,
        rowGap: 0.25,
        minWidth: 0,
      }}
    >
      <Box component="span" sx={{ typography: 'body2', fontWeight: 600 }}>
        {route.cluster}
      </Box>
      <Box component="span" sx={{ typography: 'body2', minWidth: 0 }}>
        {route.entityRef && route.entityRef !== entityRef ? (
          <EntityRefLink entityRef={route.entityRef}>{name}</EntityRefLink>
        ) : (
          name
        )}
      </Box>
      {[...verdicts].map(([rank, verdict]) => (
        <VerdictBadge key={rank} verdict={verdict} />
      ))}
      {asLastSeen && <Quiet>{t('rules.asLastSeen')}</Quiet>}
      <Quiet>
        {route.hostnames.length === 0 ? (
          t('rules.anyHostname')
        ) : (
          <>
            {route.hostnames.slice(0, 3).map((hostname, index) => (
              <span key={hostname}>
                {index > 0 && ', '}
                <LongText text={hostname} />
              </span>
            ))}
            {route.hostnames.length > 3 && ` + ${route.hostnames.length - 3}`}
          </>
        )}
      </Quiet>
    </Box>
  );
}

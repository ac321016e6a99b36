import CloudOff from '@mui/icons-material/CloudOff';
import Box from '@mui/material/Box';
import {
  ClusterView,
  Overview,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { doubtfulClusters, problemOfCluster } from '../../model';
import { useTranslate } from '../../translation';
import {
  LongText,
  Quiet,
  toneBorder,
  toneColor,
  toneSurface,
} from '../primitives';

const PHASES = ['pending', 'forbidden', 'listing', 'failing'] as const;

/** Clusters that cannot be read, or not wholly: what is not shown of them may still exist. */
export function ClusterNotices({ overview }: { overview: Overview }) {
  const t = useTranslate();
  const noticed = doubtfulClusters(overview);
  if (noticed.length === 0) {
    return null;
  }
  return (
    <Box
      component="ul"
      aria-label={t('clusters.title')}
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
    >
      {noticed.map(cluster => {
        const problem = problemOfCluster(overview, cluster);
        return (
          <Box
            component="li"
            key={cluster.name}
            sx={{
              display: 'flex',
              gap: 1.25,
              p: 1.5,
              borderRadius: 2,
              typography: 'body2',
              overflowWrap: 'anywhere',
              border: theme => `1px dashed ${toneBorder(theme, 'neutral')}`,
              backgroundColor: theme => toneSurface(theme, 'neutral'),
            }}
          >
            <CloudOff
              aria-hidden
              sx={{ fontSize: 20, color: theme => toneColor(theme, 'neutral') }}
            />
            <Box sx={{ minWidth: 0 }}>
              <ClusterSentence cluster={cluster} />
              {cluster.error && (
                <div>
                  <Quiet>
                    <LongText text={cluster.error} plain limit={600} />
                  </Quiet>
                </div>
              )}
              {problem?.remedy && (
                <div>
                  {t('summary.remedy')} {problem.remedy}
                </div>
              )}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}

function ClusterSentence({ cluster }: { cluster: ClusterView }) {
  const t = useTranslate();
  const formats = useFormats();
  if (cluster.phase === 'degraded') {
    const kinds = cluster.kinds
      .filter(({ phase }) => phase !== 'watching' && phase !== 'absent')
      .map(({ kind, phase }) => {
        const known = PHASES.find(candidate => candidate === phase);
        return t('clusters.kind', {
          kind,
          phase: known ? t(`clusters.phase.${known}`) : phase,
        });
      });
    return (
      <>
        {t('clusters.degradedBecause', {
          cluster: cluster.name,
          kinds: formats.list(kinds),
        })}
      </>
    );
  }
  if (cluster.phase === 'connecting') {
    return <>{t('clusters.stillReading', { cluster: cluster.name })}</>;
  }
  return (
    <>
      {t('clusters.asLastSeen', {
        cluster: cluster.name,
        when: cluster.lastContact
          ? t('clusters.lastContact', {
              time: formats.moment(cluster.lastContact),
            })
          : t('clusters.never'),
      })}
    </>
  );
}

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { Overview } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { formatAgo } from '../../format';
import { describeFailure, problemsOfObjects } from '../../model';
import { useTranslate } from '../../translation';
import { Controls, ControlsProps } from './Controls';
import { Headline } from './Headline';
import { Problems } from './Problems';

export interface SummaryProps extends ControlsProps {
  overview: Overview;
  /** Whether the traffic shown below is made up. */
  generated: boolean;
  /** Why the last refresh failed, when it did. */
  refreshError?: Error;
}

/** The first lines of the tab: how it stands, what is worst, how old this is. */
export function Summary(props: SummaryProps) {
  const { overview, generated, refreshError, ...controls } = props;
  const t = useTranslate();
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          justifyContent: 'space-between',
          alignItems: 'flex-start',
          columnGap: 3,
          rowGap: 1,
        }}
      >
        <Headline overview={overview} generated={generated} />
        <Controls {...controls} />
      </Box>
      {refreshError && controls.updatedAt !== undefined && (
        <Alert severity="warning" variant="outlined" sx={{ borderRadius: 2 }}>
          {t('summary.refreshFailed', {
            ago: formatAgo(t, Date.now() - controls.updatedAt),
            message: describeFailure(refreshError).message,
          })}
        </Alert>
      )}
      <Problems
        problems={problemsOfObjects(overview)}
        severe={overview.summary.state === 'down'}
      />
    </Box>
  );
}

import Box from '@mui/material/Box';
import { Traffic } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useId, useState } from 'react';
import { useTranslate } from '../../translation';
import { Section, TextButton } from '../primitives';
import { ChartRow } from './ChartRow';
import { PointsTable } from './PointsTable';
import { chartSpan } from './scales';
import { useWindowWords } from './useWindowWords';

/** The traffic of the whole entity over the window, drawn and, on demand, as numbers. */
export function Charts({ traffic }: { traffic: Traffic }) {
  const t = useTranslate();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const window = useWindowWords()(traffic.windowSeconds);
  return (
    <Section
      title={t('charts.title', { window })}
      actions={
        traffic.points.length > 0 && (
          <TextButton
            aria-expanded={asTable}
            aria-controls={asTable ? id : undefined}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'charts.hideTable' : 'charts.showTable')}
          </TextButton>
        )
      }
    >
      <Box sx={{ px: 2, pb: 2 }}>
        <ChartRow
          points={traffic.points}
          span={chartSpan(
            traffic.points,
            traffic.windowSeconds,
            traffic.generatedAt,
          )}
        />
        {asTable && (
          <PointsTable id={id} points={traffic.points} window={window} />
        )}
      </Box>
    </Section>
  );
}

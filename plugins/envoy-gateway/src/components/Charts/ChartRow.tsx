import Box from '@mui/material/Box';
import { TrafficPoint } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useState } from 'react';
import { ChartFigure, ChartSpan } from './scales';
import { TimeChart } from './TimeChart';

const FIGURES: ChartFigure[] = ['requestRate', 'errorShare', 'p95'];

export interface ChartRowProps {
  points: TrafficPoint[];
  span: ChartSpan;
  height?: number;
}

/** A chart per figure over the same time: one measure, one axis each; pointing at one points at all. */
export function ChartRow({ points, span, height }: ChartRowProps) {
  const [pointedAt, setPointedAt] = useState<number>();
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2.5,
        gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
      }}
    >
      {FIGURES.map(figure => (
        <TimeChart
          key={figure}
          figure={figure}
          points={points}
          span={span}
          height={height}
          pointedAt={pointedAt}
          onPoint={setPointedAt}
        />
      ))}
    </Box>
  );
}

import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { TrafficPoint } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { AreaClosed, LinePath } from '@visx/shape';
import { MouseEvent } from 'react';
import { Formats } from '../../format';
import { useElementWidth, useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import { figureColor } from './colors';
import {
  ChartFigure,
  chartScales,
  ChartSpan,
  closestPoint,
  runsOf,
} from './scales';

const MARGIN = { top: 8, right: 26, bottom: 24, left: 48 };

export interface TimeChartProps {
  figure: ChartFigure;
  points: TrafficPoint[];
  span: ChartSpan;
  height?: number;
  /** The time pointed at, in any of the charts beside this one. */
  pointedAt?: number;
  onPoint(time: number | undefined): void;
}

/** One figure over the window. Pointing at it reads the value off in its heading. */
export function TimeChart(props: TimeChartProps) {
  const { figure, points, span, height = 168, pointedAt, onPoint } = props;
  const t = useTranslate();
  const theme = useTheme();
  const formats = useFormats();
  const [attach, width] = useElementWidth(360);
  const color = figureColor(theme, figure);
  const box = {
    width: Math.max(40, width - MARGIN.left - MARGIN.right),
    height: height - MARGIN.top - MARGIN.bottom,
  };
  const { x, y } = chartScales(points, figure, span, box);
  const format = (value: number) => formatFigure(formats, figure, value);
  const known = points.filter(point => point[figure] !== undefined);
  const pointed =
    pointedAt === undefined ? undefined : closestPoint(points, pointedAt);
  const shown = pointed ?? known[known.length - 1];
  const shownValue = shown?.[figure];
  const name = t(`charts.${figure}`);
  const at = (point: TrafficPoint) => x(new Date(point.time));
  const value = (point: TrafficPoint) => y(point[figure] ?? 0);
  const tick = {
    fill: theme.palette.text.secondary,
    fontFamily: theme.typography.fontFamily,
    fontSize: 11,
  };

  const follow = (event: MouseEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    onPoint(x.invert(event.clientX - left - MARGIN.left).getTime());
  };

  return (
    <Box component="figure" sx={{ m: 0, minWidth: 0 }} ref={attach}>
      <Box
        component="figcaption"
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: 1,
          typography: 'body2',
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        <span>{name}</span>
        {shown && (
          <Box component="span" aria-hidden sx={{ color: 'text.secondary' }}>
            <Box component="b" sx={{ color: 'text.primary', fontWeight: 600 }}>
              {shownValue === undefined ? '–' : format(shownValue)}
            </Box>
            {` ${formats.clock(shown.time)}`}
          </Box>
        )}
      </Box>
      {known.length === 0 ? (
        <Box
          sx={{
            height,
            display: 'grid',
            placeItems: 'center',
            typography: 'body2',
            color: 'text.secondary',
          }}
        >
          {t('charts.noPoints')}
        </Box>
      ) : (
        <svg
          role="img"
          aria-label={t('charts.summary', {
            name,
            from: formats.minute(span.from),
            to: formats.minute(span.to),
            lowest: format(Math.min(...known.map(p => p[figure] ?? 0))),
            highest: format(Math.max(...known.map(p => p[figure] ?? 0))),
            latest: format(known[known.length - 1][figure] ?? 0),
          })}
          width={width}
          height={height}
          style={{ display: 'block' }}
          onMouseMove={follow}
          onMouseLeave={() => onPoint(undefined)}
        >
          <Group left={MARGIN.left} top={MARGIN.top}>
            {y.ticks(3).map(line => (
              <line
                key={line}
                x1={0}
                x2={box.width}
                y1={y(line)}
                y2={y(line)}
                stroke={theme.palette.divider}
              />
            ))}
            {runsOf(points, figure).map(run =>
              run.length === 1 ? (
                <circle
                  key={run[0].time}
                  cx={at(run[0])}
                  cy={value(run[0])}
                  r={2}
                  fill={color}
                />
              ) : (
                <g key={run[0].time}>
                  <AreaClosed
                    data={run}
                    x={at}
                    y={value}
                    yScale={y}
                    fill={color}
                    opacity={0.12}
                  />
                  <LinePath
                    data={run}
                    x={at}
                    y={value}
                    stroke={color}
                    strokeWidth={1.75}
                    strokeLinejoin="round"
                  />
                </g>
              ),
            )}
            <AxisLeft
              scale={y}
              numTicks={3}
              hideAxisLine
              hideTicks
              tickFormat={tickValue => format(Number(tickValue))}
              tickLabelProps={{ ...tick, textAnchor: 'end', dx: -4, dy: 4 }}
            />
            <AxisBottom
              scale={x}
              top={box.height}
              numTicks={Math.max(2, Math.floor(box.width / 90))}
              stroke={theme.palette.divider}
              tickStroke={theme.palette.divider}
              tickLength={4}
              tickFormat={time => formats.minute(time as Date)}
              tickLabelProps={{ ...tick, textAnchor: 'middle', dy: 4 }}
            />
            {pointed && (
              <g pointerEvents="none">
                <line
                  x1={at(pointed)}
                  x2={at(pointed)}
                  y1={0}
                  y2={box.height}
                  stroke={theme.palette.text.secondary}
                  strokeDasharray="3 3"
                />
                {pointed[figure] !== undefined && (
                  <circle
                    cx={at(pointed)}
                    cy={value(pointed)}
                    r={3.5}
                    fill={color}
                    stroke={theme.palette.background.paper}
                    strokeWidth={1.5}
                  />
                )}
              </g>
            )}
          </Group>
        </svg>
      )}
    </Box>
  );
}

/** A figure in its own unit. */
export function formatFigure(
  formats: Formats,
  figure: ChartFigure,
  value: number,
): string {
  switch (figure) {
    case 'requestRate':
      return formats.rate(value);
    case 'errorShare':
      return formats.share(value);
    default:
      return formats.latency(value);
  }
}

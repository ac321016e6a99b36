import { TrafficPoint } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { scaleLinear, scaleTime } from '@visx/scale';

/** A figure that can be drawn over time. */
export type ChartFigure = 'requestRate' | 'errorShare' | 'p95';

/** The span a chart shows, in milliseconds since the epoch. */
export interface ChartSpan {
  from: number;
  to: number;
}

/**
 * The whole window, whether there are points for all of it or not: a source that saw only its end must
 * not look as if it had seen it all.
 */
export function chartSpan(
  points: readonly TrafficPoint[],
  windowSeconds: number,
  generatedAt: string,
): ChartSpan {
  const asked = Date.parse(generatedAt);
  const last = points[points.length - 1]?.time ?? 0;
  const to = Number.isNaN(asked) ? last : Math.max(asked, last);
  return { from: to - windowSeconds * 1000, to };
}

/** The lowest top of each figure's axis, so that noise does not fill the chart. */
const LEAST_TOP: Record<ChartFigure, number> = {
  requestRate: 1,
  errorShare: 0.01,
  p95: 10,
};

/** Scales that fit the points of a figure into a box. */
export function chartScales(
  points: readonly TrafficPoint[],
  figure: ChartFigure,
  span: ChartSpan,
  box: { width: number; height: number },
) {
  const highest = points.reduce(
    (top, point) => Math.max(top, point[figure] ?? 0),
    0,
  );
  const x = scaleTime({
    domain: [new Date(span.from), new Date(span.to)],
    range: [0, box.width],
  });
  const y = scaleLinear({
    domain: [0, Math.max(highest * 1.05, LEAST_TOP[figure])],
    range: [box.height, 0],
    nice: 3,
  });
  return { x, y };
}

/** The point closest to a time; points without the figure count too, since "nothing" is an answer. */
export function closestPoint(
  points: readonly TrafficPoint[],
  time: number,
): TrafficPoint | undefined {
  return points.reduce<TrafficPoint | undefined>(
    (best, point) =>
      best && Math.abs(best.time - time) <= Math.abs(point.time - time)
        ? best
        : point,
    undefined,
  );
}

/** The points that have a figure, in runs that belong together: a gap is a gap, not a line. */
export function runsOf(
  points: readonly TrafficPoint[],
  figure: ChartFigure,
): TrafficPoint[][] {
  const runs: TrafficPoint[][] = [];
  let open = false;
  for (const point of points) {
    if (point[figure] === undefined) {
      open = false;
    } else if (open) {
      runs[runs.length - 1].push(point);
    } else {
      runs.push([point]);
      open = true;
    }
  }
  return runs;
}

import { scaleLinear } from '@visx/scale';
import { AreaClosed, LinePath } from '@visx/shape';

export interface SparklineProps {
  values: ReadonlyArray<number | undefined>;
  color: string;
  width?: number;
  height?: number;
  /** Bars for amounts, a line for what is measured. */
  shape?: 'line' | 'bars';
}

/** A small drawing beside a figure. It adds nothing the figure and the charts do not say, so it is hidden from screen readers. */
export function Sparkline(props: SparklineProps) {
  const { values, color, width = 120, height = 28, shape = 'line' } = props;
  const known = values.filter(value => value !== undefined);
  if (known.length < 2) {
    return null;
  }
  const x = scaleLinear({
    domain: [0, values.length - 1],
    range: [1, width - 1],
  });
  const y = scaleLinear({
    domain: [0, Math.max(...known) || 1],
    range: [height - 1, 2],
  });
  const points = values.map((value, index) => ({ value, index }));
  const isKnown = (point: { value?: number }) => point.value !== undefined;
  const barWidth = Math.max(1, (width / values.length) * 0.7);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      style={{ display: 'block', width: '100%', maxWidth: width, height }}
    >
      {shape === 'bars' ? (
        points
          .filter(isKnown)
          .map(({ value, index }) => (
            <rect
              key={index}
              x={(index / values.length) * width}
              width={barWidth}
              y={y(value ?? 0)}
              height={Math.max(0, height - y(value ?? 0))}
              fill={color}
              opacity={0.5}
            />
          ))
      ) : (
        <>
          <AreaClosed
            data={points}
            defined={isKnown}
            x={({ index }) => x(index)}
            y={({ value }) => y(value ?? 0)}
            yScale={y}
            fill={color}
            opacity={0.14}
          />
          <LinePath
            data={points}
            defined={isKnown}
            x={({ index }) => x(index)}
            y={({ value }) => y(value ?? 0)}
            stroke={color}
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}

import Box from '@mui/material/Box';
import { TrafficPoint } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import { Missing, Table, Td, Th, Tr, VisuallyHidden } from '../primitives';

/** @internal */
export interface PointsTableProps {
  id: string;
  points: TrafficPoint[];
  window: string;
}

/** What the charts draw, as numbers. */
export function PointsTable({ id, points, window }: PointsTableProps) {
  const t = useTranslate();
  const formats = useFormats();
  return (
    <Box
      id={id}
      // Focusable, so that the keyboard can scroll it.
      tabIndex={0}
      role="region"
      aria-label={t('charts.tableCaption', { window })}
      sx={{ maxHeight: 320, overflow: 'auto', mt: 2 }}
    >
      <Table>
        <caption>
          <VisuallyHidden>
            {t('charts.tableCaption', { window })}
          </VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <Th scope="col">{t('charts.time')}</Th>
            <Th scope="col" numeric>
              {t('charts.requestRate')}
            </Th>
            <Th scope="col" numeric>
              {t('charts.errorShare')}
            </Th>
            <Th scope="col" numeric>
              {t('charts.p95')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map(point => (
            <Tr key={point.time}>
              <Td as="th" scope="row" style={{ fontWeight: 400 }}>
                {formats.clock(point.time)}
              </Td>
              <Td numeric>
                {point.requestRate === undefined ? (
                  <Missing reason="noRequests" />
                ) : (
                  formats.rate(point.requestRate)
                )}
              </Td>
              <Td numeric>
                {point.errorShare === undefined ? (
                  <Missing reason="noRequests" />
                ) : (
                  formats.share(point.errorShare)
                )}
              </Td>
              <Td numeric>
                {point.p95 === undefined ? (
                  <Missing reason="noRequests" />
                ) : (
                  formats.latency(point.p95)
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Box>
  );
}

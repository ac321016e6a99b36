import Box from '@mui/material/Box';
import { TrafficPoint } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import {
  Missing,
  NumberTd,
  NumberTh,
  RowTh,
  Table,
  Th,
  Tr,
  VisuallyHidden,
} from '../primitives';

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
            <NumberTh scope="col">{t('charts.requestRate')}</NumberTh>
            <NumberTh scope="col">{t('charts.errorShare')}</NumberTh>
            <NumberTh scope="col">{t('charts.p95')}</NumberTh>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map(point => (
            <Tr key={point.time}>
              <RowTh scope="row">{formats.clock(point.time)}</RowTh>
              <NumberTd>
                {point.requestRate === undefined ? (
                  <Missing reason="noRequests" />
                ) : (
                  formats.rate(point.requestRate)
                )}
              </NumberTd>
              <NumberTd>
                {point.errorShare === undefined ? (
                  <Missing reason="noRequests" />
                ) : (
                  formats.share(point.errorShare)
                )}
              </NumberTd>
              <NumberTd>
                {point.p95 === undefined ? (
                  <Missing reason="noRequests" />
                ) : (
                  formats.latency(point.p95)
                )}
              </NumberTd>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Box>
  );
}

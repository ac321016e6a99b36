import Box from '@mui/material/Box';
import {
  GatewayView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useMemo, useState } from 'react';
import { exposureRows, foremostRows } from '../../model';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import {
  RoomyTh,
  Section,
  Table,
  TableScroll,
  TextButton,
  Th,
  VisuallyHidden,
  WideTh,
} from '../primitives';
import { ExposureTableRow } from './ExposureTableRow';

const SHOWN = 6;

export interface ExposuresProps {
  routes: RouteView[];
  /** Their Gateways: an address is live only where proxies serve it. */
  gateways: GatewayView[];
}

/** Where the entity can be reached. */
export function Exposures({ routes, gateways }: ExposuresProps) {
  const t = useTranslate();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const rows = useMemo(
    () => exposureRows(routes, gateways),
    [routes, gateways],
  );
  return (
    <Section title={t('exposures.title')}>
      {rows.length === 0 ? (
        <Box sx={{ px: 2, pb: 2, typography: 'body2' }}>
          {t('exposures.none')}
        </Box>
      ) : (
        <TableScroll>
          <Table>
            <thead>
              <tr>
                <Th scope="col">{t('exposures.url')}</Th>
                <RoomyTh scope="col" sx={{ width: '19%' }}>
                  {t('exposures.gateway')}
                </RoomyTh>
                <WideTh scope="col" sx={{ width: '17%' }}>
                  {t('exposures.certificate')}
                </WideTh>
                <RoomyTh scope="col" sx={{ width: '9%' }}>
                  {t('exposures.cluster')}
                </RoomyTh>
                <Th scope="col" sx={{ width: 136 }}>
                  {t('exposures.verdict')}
                </Th>
                <Th scope="col" sx={{ width: 56 }}>
                  <VisuallyHidden>{t('exposures.actions')}</VisuallyHidden>
                </Th>
              </tr>
            </thead>
            <tbody>
              {(all ? rows : foremostRows(rows, SHOWN)).map(row => (
                <ExposureTableRow key={row.key} row={row} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
      {rows.length > SHOWN && (
        <TextButton onClick={() => setAll(!all)} sx={{ mx: 2, my: 1.25 }}>
          {all
            ? t('exposures.showFewer')
            : t('exposures.showAll', { amount: formats.count(rows.length) })}
        </TextButton>
      )}
    </Section>
  );
}

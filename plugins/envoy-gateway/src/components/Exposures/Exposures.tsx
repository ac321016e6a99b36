import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { RouteView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useMemo, useState } from 'react';
import { exposureRows } from '../../model';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import { Section, Table, TableScroll, Th, VisuallyHidden } from '../primitives';
import { ExposureTableRow } from './ExposureTableRow';

const SHOWN = 6;

/** Where the entity can be reached. */
export function Exposures({ routes }: { routes: RouteView[] }) {
  const t = useTranslate();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const rows = useMemo(() => exposureRows(routes), [routes]);
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
                <Th scope="col">{t('exposures.gateway')}</Th>
                <Th scope="col">{t('exposures.cluster')}</Th>
                <Th scope="col">{t('exposures.verdict')}</Th>
                <Th scope="col">
                  <VisuallyHidden>{t('exposures.actions')}</VisuallyHidden>
                </Th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, all ? rows.length : SHOWN).map(row => (
                <ExposureTableRow key={row.key} row={row} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
      {rows.length > SHOWN && (
        <Button
          size="small"
          onClick={() => setAll(!all)}
          sx={{ m: 1, textTransform: 'none' }}
        >
          {all
            ? t('exposures.showFewer')
            : t('exposures.showAll', { amount: formats.count(rows.length) })}
        </Button>
      )}
    </Section>
  );
}

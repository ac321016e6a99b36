import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import {
  ClusterView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useState } from 'react';
import { TrafficState } from '../../model';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import { Table, TableScroll, Th } from '../primitives';
import { RuleRow } from './RuleRow';
import { wideOnly } from './wideOnly';

const SHOWN = 16;

const WideTh = styled(Th)(wideOnly);

/** @internal */
export interface RulesTableProps {
  route: RouteView;
  /** What the table is called for screen readers. */
  label: string;
  cluster: ClusterView | undefined;
  traffic: TrafficState;
}

/** The rules of one route. */
export function RulesTable(props: RulesTableProps) {
  const { route, label, cluster, traffic } = props;
  const t = useTranslate();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  if (route.rules.length === 0) {
    return (
      <Box sx={{ px: 2, pb: 2, typography: 'body2' }}>{t('rules.none')}</Box>
    );
  }
  const shown = all ? route.rules : route.rules.slice(0, SHOWN);
  return (
    <>
      <TableScroll>
        <Table aria-label={label}>
          <thead>
            <tr>
              <Th scope="col">{t('rules.rule')}</Th>
              <Th scope="col">{t('rules.whoMayCall')}</Th>
              <Th scope="col">{t('rules.limit')}</Th>
              <WideTh scope="col">{t('rules.timeout')}</WideTh>
              <WideTh scope="col">{t('rules.retry')}</WideTh>
              <Th scope="col" numeric>
                {t('rules.requests')}
              </Th>
              <Th scope="col" numeric>
                {t('rules.errors')}
              </Th>
              <Th scope="col" numeric>
                {t('rules.p95')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {shown.map(rule => (
              <RuleRow
                key={rule.index}
                route={route}
                rule={rule}
                cluster={cluster}
                traffic={traffic}
              />
            ))}
          </tbody>
        </Table>
      </TableScroll>
      {route.rules.length > SHOWN && (
        <Button
          size="small"
          onClick={() => setAll(!all)}
          sx={{ m: 1, textTransform: 'none' }}
        >
          {all
            ? t('rules.showFewer')
            : t('rules.showAll', { amount: formats.count(route.rules.length) })}
        </Button>
      )}
    </>
  );
}

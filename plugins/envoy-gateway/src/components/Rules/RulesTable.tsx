import Box from '@mui/material/Box';
import {
  ClusterView,
  RouteView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useState } from 'react';
import { TrafficState } from '../../model';
import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';
import {
  MEDIUM,
  NARROW,
  NumberTh,
  RoomyTh,
  Table,
  TableScroll,
  TextButton,
  Th,
  WideTh,
} from '../primitives';
import { RuleRow } from './RuleRow';

const SHOWN = 16;

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
        <Table aria-label={label} sx={{ minWidth: 480 }}>
          <thead>
            <tr>
              <Th scope="col" sx={{ width: '30%', [NARROW]: { width: '34%' } }}>
                {t('rules.rule')}
              </Th>
              <Th scope="col" sx={{ width: '17%', [NARROW]: { width: '21%' } }}>
                {t('rules.whoMayCall')}
              </Th>
              <RoomyTh scope="col" sx={{ width: '11%' }}>
                {t('rules.limit')}
              </RoomyTh>
              <WideTh scope="col" sx={{ width: '8%' }}>
                {t('rules.timeout')}
              </WideTh>
              <WideTh scope="col" sx={{ width: '6%' }}>
                {t('rules.retry')}
              </WideTh>
              <NumberTh scope="col">{t('rules.requests')}</NumberTh>
              <NumberTh
                scope="col"
                sx={{ width: '7%', [MEDIUM]: { width: 'auto' } }}
              >
                {t('rules.errors')}
              </NumberTh>
              <NumberTh
                scope="col"
                sx={{ width: '8%', [MEDIUM]: { width: 'auto' } }}
              >
                {t('rules.p95')}
              </NumberTh>
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
        <TextButton onClick={() => setAll(!all)} sx={{ mx: 2, my: 1.25 }}>
          {all
            ? t('rules.showFewer')
            : t('rules.showAll', { amount: formats.count(route.rules.length) })}
        </TextButton>
      )}
    </>
  );
}

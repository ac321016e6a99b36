import KeyboardArrowRight from '@mui/icons-material/KeyboardArrowRight';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import {
  ClusterView,
  RouteView,
  RuleView,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useId, useMemo, useState } from 'react';
import { ruleAccess, ruleFacts, ruleTraffic, TrafficState } from '../../model';
import { useTranslate } from '../../translation';
import {
  DetailTd,
  LongText,
  Mono,
  NarrowOnly,
  Quiet,
  RoomyTd,
  RowTh,
  Td,
  Tr,
  WideTd,
} from '../primitives';
import { AccessCell } from './AccessCell';
import { MatchText } from './MatchText';
import { RuleDetail } from './RuleDetail';
import { LimitCell, RetryCell, TimeoutCell } from './SettingCells';
import { TRAFFIC_COLUMNS, TrafficCells } from './TrafficCells';

const SHOWN_MATCHES = 3;

/** How many columns a rule has. */
export const RULE_COLUMNS = 5 + TRAFFIC_COLUMNS;

export interface RuleRowProps {
  route: RouteView;
  rule: RuleView;
  cluster: ClusterView | undefined;
  traffic: TrafficState;
}

/** A rule is a row: what it matches, what protects it and how its traffic does. It opens in place. */
export function RuleRow({ route, rule, cluster, traffic }: RuleRowProps) {
  const t = useTranslate();
  const detailId = useId();
  const [open, setOpen] = useState(false);
  const figures = ruleTraffic(traffic, route, rule.index);
  const facts = useMemo(() => ruleFacts(route, rule), [route, rule]);
  const settings = { rule, facts, cluster, clusterName: route.cluster };
  const hidden = rule.matches.length - SHOWN_MATCHES;
  return (
    <>
      <Tr>
        <RowTh scope="row">
          <ButtonBase
            aria-expanded={open}
            aria-controls={open ? detailId : undefined}
            onClick={() => setOpen(!open)}
            sx={{
              font: 'inherit',
              textAlign: 'left',
              alignItems: 'flex-start',
              justifyContent: 'flex-start',
              width: '100%',
              borderRadius: 1,
              userSelect: 'text',
              '&:focus-visible': { outline: '2px solid currentColor' },
            }}
          >
            <KeyboardArrowRight
              aria-hidden
              sx={{
                fontSize: 20,
                ml: -0.75,
                mr: 0.25,
                color: 'text.secondary',
                transform: open ? 'rotate(90deg)' : 'none',
                transition: theme => theme.transitions.create('transform'),
                '@media (prefers-reduced-motion: reduce)': {
                  transition: 'none',
                },
              }}
            />
            <Box component="span" sx={{ minWidth: 0 }}>
              {rule.matches.slice(0, SHOWN_MATCHES).map((match, index) => (
                // Matches have no name, and equal ones are allowed.
                // eslint-disable-next-line react/no-array-index-key
                <Box component="span" key={index} sx={{ display: 'block' }}>
                  <MatchText match={match} />
                </Box>
              ))}
              <Quiet>
                {rule.name ? (
                  <LongText text={rule.name} plain />
                ) : (
                  <Mono>
                    {t('rules.unnamed', { index: String(rule.index) })}
                  </Mono>
                )}
                {hidden > 0 &&
                  ` · ${t('rules.moreMatches', { count: hidden })}`}
              </Quiet>
            </Box>
          </ButtonBase>
        </RowTh>
        <Td>
          <AccessCell
            access={ruleAccess(route, rule, cluster)}
            cluster={route.cluster}
          />
          <NarrowOnly>
            <Quiet>{t('rules.limitIs')} </Quiet>
            <LimitCell {...settings} />
          </NarrowOnly>
        </Td>
        <RoomyTd>
          <LimitCell {...settings} />
        </RoomyTd>
        <WideTd>
          <TimeoutCell {...settings} />
        </WideTd>
        <WideTd>
          <RetryCell {...settings} />
        </WideTd>
        <TrafficCells traffic={figures} />
      </Tr>
      {open && (
        <tr id={detailId}>
          <DetailTd colSpan={RULE_COLUMNS}>
            <RuleDetail
              route={route}
              rule={rule}
              cluster={cluster}
              traffic={traffic}
              figures={figures}
            />
          </DetailTd>
        </tr>
      )}
    </>
  );
}

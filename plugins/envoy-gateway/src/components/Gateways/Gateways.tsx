import Box from '@mui/material/Box';
import { GatewayView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { objectName } from '../../model';
import { Translate, useTranslate } from '../../translation';
import {
  LongText,
  Missing,
  Mono,
  NARROW,
  NumberTd,
  NumberTh,
  Quiet,
  RoomyTd,
  RoomyTh,
  RowTh,
  Section,
  Table,
  TableScroll,
  Td,
  Th,
  Tr,
} from '../primitives';
import { VerdictBadge, VerdictProblems } from '../Verdict';

/** The Gateways an entity stands for: their listeners, what attaches to them, and their verdicts. */
export function Gateways({ gateways }: { gateways: GatewayView[] }) {
  return (
    <>
      {gateways.map(gateway => (
        <GatewaySection
          key={`${gateway.cluster} ${objectName(gateway)}`}
          gateway={gateway}
        />
      ))}
    </>
  );
}

function GatewaySection({ gateway }: { gateway: GatewayView }) {
  const t = useTranslate();
  const formats = useFormats();
  return (
    <Section
      title={t('gateways.title', { gateway: objectName(gateway) })}
      aside={gateway.cluster}
    >
      <Box
        sx={{
          px: 2,
          pb: 1,
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 2.5,
          rowGap: 0.5,
          typography: 'body2',
        }}
      >
        <span>
          <Quiet>{t('gateways.accepted')}</Quiet>{' '}
          <VerdictBadge verdict={gateway.verdict} />
        </span>
        <span>
          <Quiet>{t('gateways.programmed')}</Quiet>{' '}
          <VerdictBadge
            verdict={gateway.programmed}
            acceptedAs={t('gateways.programmedYes')}
            rejectedAs={t('gateways.programmedNo')}
          />
        </span>
        <span>
          <Quiet>{t('gateways.addresses')}</Quiet>{' '}
          {gateway.addresses.length > 0 ? (
            <LongText text={formats.list(gateway.addresses)} />
          ) : (
            t('gateways.noAddresses')
          )}
        </span>
        <Quiet>{t('gateways.class', { name: gateway.gatewayClassName })}</Quiet>
      </Box>
      <Box sx={{ px: 2, typography: 'body2' }}>
        <VerdictProblems verdict={gateway.verdict} />
        <VerdictProblems verdict={gateway.programmed} />
      </Box>
      {gateway.listeners.length === 0 ? (
        <Box sx={{ px: 2, pb: 2, typography: 'body2' }}>
          {t('gateways.noListeners')}
        </Box>
      ) : (
        <ListenerTable gateway={gateway} />
      )}
    </Section>
  );
}

function ListenerTable({ gateway }: { gateway: GatewayView }) {
  const t = useTranslate();
  const formats = useFormats();
  return (
    <TableScroll>
      <Table>
        <thead>
          <tr>
            <Th scope="col" sx={{ width: '14%', [NARROW]: { width: '20%' } }}>
              {t('gateways.listener')}
            </Th>
            <Th scope="col" sx={{ width: '24%' }}>
              {t('gateways.hostname')}
            </Th>
            <Th scope="col" sx={{ width: '12%', [NARROW]: { width: '15%' } }}>
              {t('gateways.port')}
            </Th>
            <RoomyTh scope="col" sx={{ width: '15%' }}>
              {t('gateways.from')}
            </RoomyTh>
            <NumberTh scope="col" sx={{ width: '10%' }}>
              {t('gateways.routes')}
            </NumberTh>
            <Th scope="col">{t('gateways.verdict')}</Th>
          </tr>
        </thead>
        <tbody>
          {gateway.listeners.map(listener => (
            <Tr key={listener.name}>
              <RowTh scope="row">
                <Mono>{listener.name}</Mono>
              </RowTh>
              <Td>
                {listener.hostname ? (
                  <LongText text={listener.hostname} />
                ) : (
                  <Quiet>{t('gateways.anyHostname')}</Quiet>
                )}
              </Td>
              <Td sx={{ overflowWrap: 'normal' }}>
                {listener.protocol} {listener.port}
              </Td>
              <RoomyTd>
                {fromWords(t, listener.from, gateway.namespace)}
              </RoomyTd>
              <NumberTd>
                {listener.attachedRoutes === undefined ? (
                  <Missing reason="notReported" />
                ) : (
                  formats.count(listener.attachedRoutes)
                )}
              </NumberTd>
              <Td>
                <VerdictBadge verdict={listener.verdict} />
                <VerdictProblems verdict={listener.verdict} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableScroll>
  );
}

function fromWords(t: Translate, from: string, namespace: string): string {
  switch (from) {
    case 'All':
      return t('gateways.fromAll');
    case 'Same':
      return t('gateways.fromSame', { namespace });
    case 'Selector':
      return t('gateways.fromSelector');
    default:
      return from;
  }
}

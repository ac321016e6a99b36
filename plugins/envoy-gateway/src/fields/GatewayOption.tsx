import Box from '@mui/material/Box';
import { GatewayView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { LongText, Quiet } from '../components/primitives';
import { VerdictBadge } from '../components/Verdict';
import { Translate, useTranslate } from '../translation';

const SHOWN_LISTENERS = 3;

export interface GatewayOptionProps {
  gateway: GatewayView;
  label: string;
}

/** One Gateway in the list: what it listens on, and who may attach to it. */
export function GatewayOption({ gateway, label }: GatewayOptionProps) {
  const t = useTranslate();
  const hidden = gateway.listeners.length - SHOWN_LISTENERS;
  return (
    <Box sx={{ minWidth: 0, width: '100%' }}>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}
      >
        <LongText text={label} plain />
        {gateway.verdict.state !== 'accepted' && (
          <VerdictBadge verdict={gateway.verdict} />
        )}
      </Box>
      <Box component="span" sx={{ display: 'block' }}>
        <Quiet>
          <LongText
            plain
            text={
              gateway.listeners.length === 0
                ? t('picker.noListeners')
                : gateway.listeners
                    .slice(0, SHOWN_LISTENERS)
                    .map(({ hostname, protocol, port }) =>
                      t('picker.listener', {
                        hostname: hostname ?? t('picker.anyHostname'),
                        protocol,
                        port: String(port),
                      }),
                    )
                    .join(', ')
            }
          />
          {hidden > 0 && ` ${t('picker.moreListeners', { count: hidden })}`}
        </Quiet>
      </Box>
      {gateway.listeners.length > 0 && <Quiet>{acceptsText(t, gateway)}</Quiet>}
    </Box>
  );
}

/** From where the most open of its listeners takes routes. */
function acceptsText(t: Translate, gateway: GatewayView): string {
  const from = gateway.listeners.map(listener => listener.from);
  if (from.includes('All')) {
    return t('picker.fromAll');
  }
  return from.includes('Selector')
    ? t('picker.fromSome')
    : t('picker.fromSame', { namespace: gateway.namespace });
}

import { AttachedPolicyView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Formats } from '../../format';
import { Translate } from '../../translation';

const SHOWN = 3;

/** Listeners by their names, with the Gateway's where there are several. */
export function listenersText(
  t: Translate,
  formats: Formats,
  listeners: readonly AttachedPolicyView['listener'][],
): string {
  const gateways = new Set(
    listeners.map(({ namespace, gateway }) => `${namespace}/${gateway}`),
  );
  const names = listeners.map(({ gateway, name }) =>
    gateways.size > 1 ? `${gateway}/${name}` : name,
  );
  return formats.list(
    names.length > SHOWN
      ? [
          ...names.slice(0, SHOWN),
          t('protection.moreListeners', {
            amount: formats.count(names.length - SHOWN),
          }),
        ]
      : names,
  );
}

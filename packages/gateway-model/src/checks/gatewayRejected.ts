import { Check } from './check';
import { foundConditions, isFalse, remedies } from './negativeConditions';

const remedyOf = remedies(
  {
    InvalidParameters:
      'Mend the EnvoyProxy it refers to, or refer to one that exists.',
    ListenersNotValid: 'Mend its listeners.',
    UnsupportedAddress: 'Use addresses of type IPAddress.',
  },
  'Mend what the message names; until then the Gateway serves nothing.',
);

export const gatewayRejected: Check = {
  code: 'EG108',
  title: 'Gateway is not accepted',
  description:
    'Envoy Gateway gives a Gateway it does not accept no proxies: nothing attached to it is served.',
  severity: 'error',
  *find(translation) {
    const { gateways, gatewayClasses } = translation.listeners;
    for (const { item, conditions } of [...gatewayClasses, ...gateways]) {
      yield* foundConditions(
        item,
        conditions
          .filter(condition => isFalse(condition, 'Accepted'))
          .map(condition => ({ condition })),
        remedyOf,
      );
    }
  },
};

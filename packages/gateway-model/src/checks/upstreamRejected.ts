import { Check } from './check';
import { foundConditions } from './negativeConditions';

export const upstreamRejected: Check = {
  code: 'EG113',
  title: 'Backend or its settings are not accepted',
  description:
    'Envoy Gateway does not use a Backend, BackendTLSPolicy or EnvoyProxy it finds invalid.',
  severity: 'error',
  *find(translation) {
    const { backends, listeners, routes } = translation;
    const ofBackends = backends.backends.map(({ item, conditions }) => ({
      item,
      conditions,
    }));
    const ofAncestors = [
      ...backends.backendTlsPolicies(routes),
      ...listeners.envoyProxies,
    ].map(({ item, ancestors }) => ({
      item,
      conditions: ancestors.flatMap(({ conditions }) => conditions),
    }));
    for (const { item, conditions } of [...ofBackends, ...ofAncestors]) {
      yield* foundConditions(
        item,
        conditions
          .filter(({ status }) => status === 'False')
          .map(condition => ({ condition })),
        () => 'Mend the field the message names.',
      );
    }
  },
};

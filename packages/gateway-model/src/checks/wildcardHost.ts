import { Check, refOfItem } from './check';
import { exposedRules, ExposedRule, some, speaksHttp } from './exposedRules';

export const wildcardHost: Check = {
  code: 'EG202',
  title: 'Route answers for every host',
  description:
    'Without a hostname on the route and on the listener, the route answers for any host name that reaches the Gateway, also those of other teams.',
  severity: 'warning',
  *find(translation) {
    const listeners = new Map<ExposedRule['route'], string[]>();
    for (const exposed of exposedRules(translation)) {
      const { route, listener, hostnames } = exposed;
      if (!speaksHttp(exposed) || !hostnames.includes('*')) {
        continue;
      }
      const names = listeners.get(route) ?? [];
      const name = `${listener.gateway.namespace}/${listener.gateway.name} ${listener.name}`;
      if (!names.includes(name)) {
        names.push(name);
      }
      listeners.set(route, names);
    }
    for (const [route, names] of listeners) {
      yield {
        ref: refOfItem(route.item),
        path: 'spec.hostnames',
        message: `The route answers for every host name on ${some(names)}.`,
        remedy:
          'Name its hosts in spec.hostnames, or give the listener a hostname.',
      };
    }
  },
};

import { listAt, stringAt } from '../json';
import { RouteContext } from '../translation/types';
import { Check, refOfItem } from './check';
import { ExposedRule, forwardingRules, some, speaksHttp } from './exposedRules';

/** A redirect of the whole request to https is what a plain listener is for. */
function redirectsToHttps({ route, rule }: ExposedRule): boolean {
  return listAt(route.item.spec, 'rules', rule.index, 'filters').some(
    filter => stringAt(filter, 'requestRedirect', 'scheme') === 'https',
  );
}

export const plainHttp: Check = {
  code: 'EG203',
  title: 'Route is served without TLS',
  description:
    'On a listener of protocol HTTP, requests, credentials and answers travel in the clear up to the Gateway.',
  severity: 'warning',
  *find(translation) {
    const plain = new Map<RouteContext, string[]>();
    for (const exposed of forwardingRules(translation)) {
      const { route, listener } = exposed;
      if (
        listener.protocol !== 'HTTP' ||
        !speaksHttp(exposed) ||
        redirectsToHttps(exposed)
      ) {
        continue;
      }
      const names = plain.get(route) ?? [];
      const name = `${listener.gateway.namespace}/${listener.gateway.name} ${listener.name}`;
      if (!names.includes(name)) {
        names.push(name);
      }
      plain.set(route, names);
    }
    for (const [route, names] of plain) {
      yield {
        ref: refOfItem(route.item),
        path: 'spec.parentRefs',
        message: `The route is served without TLS on ${some(names)}.`,
        remedy:
          'Attach it to an HTTPS listener, and let the plain one redirect (RequestRedirect with scheme https).',
      };
    }
  },
};

import { withCondition } from '../routes';
import { PredictedCondition, RouteListenerContext } from '../types';
import {
  backendOutcomes,
  destinationsOf,
  judgeRefs,
  resolvedRefs,
} from './backendRefs';
import { JudgeParent } from './judgeParent';
import { take } from './takenListeners';

/** A listener that ends TLS hands on a stream without the server name a dynamic resolver goes by. */
function endsTls({ listener, hostnames }: RouteListenerContext): boolean {
  return (
    listener.ready &&
    hostnames.length > 0 &&
    listener.protocol === 'TLS' &&
    listener.tlsMode === 'Terminate'
  );
}

const ONLY_PASSTHROUGH: PredictedCondition = {
  type: 'ResolvedRefs',
  status: 'False',
  reason: 'UnsupportedValue',
  message:
    'A DynamicResolver can be used with listeners that pass TLS through, not with those that end it.',
};

/** Rules of a TLSRoute have no matches: their backends together are one destination. */
export const judgeTlsRules: JudgeParent = (route, parent, backends, taken) => {
  const { accepted, ...attached } = parent;
  const rules = judgeRefs(route, parent, backends);
  const destinations = destinationsOf(rules);
  const dynamic = destinations.some(({ dynamicResolver }) => dynamicResolver);
  const resolved = resolvedRefs(
    rules,
    dynamic && destinations.length > 1
      ? [
          {
            type: 'ResolvedRefs',
            reason: 'InvalidBackendRef',
            message: 'A DynamicResolver must be the only backend.',
          },
        ]
      : [],
  );
  const conditions = [accepted, resolved];
  const refused = dynamic && parent.listeners.some(endsTls);
  take(
    route.item,
    dynamic ? parent.listeners.filter(one => !endsTls(one)) : parent.listeners,
    taken,
  );
  return {
    ...attached,
    conditions: refused
      ? withCondition(conditions, ONLY_PASSTHROUGH)
      : conditions,
    rules: rules.map(rule => ({
      index: rule.index,
      ...(rule.name !== undefined && { name: rule.name }),
      matches: [{ index: -1, key: '' }],
      backends: backendOutcomes(rule),
    })),
  };
};

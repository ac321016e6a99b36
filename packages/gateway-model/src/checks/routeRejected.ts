import { Check } from './check';
import { foundConditions, isFalse, remedies } from './negativeConditions';

const remedyOf = remedies(
  {
    NoMatchingParent:
      'Name a listener that exists in sectionName, and its port in port, or leave both out.',
    NotAllowedByListeners:
      'Let the listener allow this kind and namespace in allowedRoutes, or attach the route to another listener.',
    NoMatchingListenerHostname:
      'Use a hostname within the one of the listener, or attach the route to a listener that has it.',
    UnsupportedValue: 'Change the value named to one Envoy Gateway supports.',
    IncompatibleFilters:
      'Leave only one of the filters that exclude each other.',
  },
  'Mend what the message names; until then the route serves nothing here.',
);

export const routeRejected: Check = {
  code: 'EG101',
  title: 'Route is not accepted',
  description:
    'Envoy Gateway refuses the route under this parent, so no request reaches it there.',
  severity: 'error',
  *find(translation) {
    for (const { item, parents } of translation.routes) {
      const rejected = parents.flatMap(parent =>
        parent.conditions
          .filter(condition => isFalse(condition, 'Accepted'))
          .map(condition => ({
            condition,
            path: `spec.parentRefs[${parentIndex(
              item.spec,
              parent.rawParentRef,
            )}]`,
          })),
      );
      yield* foundConditions(item, rejected, remedyOf);
    }
  },
};

function parentIndex(spec: Record<string, unknown>, parentRef: object): number {
  const refs = Array.isArray(spec.parentRefs) ? spec.parentRefs : [];
  return Math.max(0, refs.indexOf(parentRef));
}

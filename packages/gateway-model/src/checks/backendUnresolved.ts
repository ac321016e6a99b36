import { Check, refOfItem } from './check';
import { remedies } from './negativeConditions';

const remedyOf = remedies(
  {
    BackendNotFound:
      'Create the backend, or name one that exists in that namespace.',
    RefNotPermitted:
      "Add a ReferenceGrant in the backend's namespace that permits references from this route's namespace.",
    InvalidKind: 'Refer to a Service, a ServiceImport or a Backend.',
    PortNotFound: 'Name a port the backend has.',
    PortNotSpecified: 'Name the port of the Service.',
    InvalidBackendTLS:
      'Mend the BackendTLSPolicy or the TLS settings of the Backend.',
    InvalidBackendFilters: 'Mend or remove the filters of the backendRef.',
  },
  'Mend the reference; the message names what is wrong with it.',
);

export const backendUnresolved: Check = {
  code: 'EG103',
  title: 'Backend cannot be used',
  description:
    'A backend that does not exist, may not be referred to or has no such port takes its share of the requests, and Envoy answers them with 500.',
  severity: 'error',
  *find(translation) {
    for (const { item, parents } of translation.routes) {
      const told = new Set<string>();
      for (const { index, backends } of parents.flatMap(({ rules }) => rules)) {
        for (const backend of backends) {
          const { problem } = backend;
          const path = `spec.rules[${index}].backendRefs[${backend.index}]`;
          if (
            !problem ||
            problem.unknown ||
            problem.type === 'BackendsAvailable' ||
            told.has(path)
          ) {
            continue;
          }
          told.add(path);
          yield {
            ref: refOfItem(item),
            path,
            message: problem.message,
            remedy: remedyOf(problem.reason),
          };
        }
      }
    }
  },
};

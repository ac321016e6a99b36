import { Check, refOfItem } from './check';

export const backendWithoutEndpoints: Check = {
  code: 'EG104',
  title: 'Backend has no endpoints',
  description:
    'Nothing is ready behind the Service: requests to it get 503 until an endpoint is.',
  severity: 'error',
  *find(translation) {
    for (const { item, parents } of translation.routes) {
      const told = new Set<string>();
      for (const { index, backends } of parents.flatMap(({ rules }) => rules)) {
        for (const backend of backends) {
          const path = `spec.rules[${index}].backendRefs[${backend.index}]`;
          if (
            backend.problem?.type === 'BackendsAvailable' &&
            !backend.problem.unknown &&
            !told.has(path)
          ) {
            told.add(path);
            yield {
              ref: refOfItem(item),
              path,
              message: backend.problem.message,
              remedy:
                'Let the workload become ready, or mend the selector of the Service.',
            };
          }
        }
      }
    }
  },
};

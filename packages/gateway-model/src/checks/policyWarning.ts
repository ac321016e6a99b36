import { Check } from './check';
import { foundConditions, isTrue, policyStatuses } from './negativeConditions';

export const policyWarning: Check = {
  code: 'EG404',
  title: 'Policy uses something deprecated or unsupported',
  description:
    'Envoy Gateway accepts the policy and warns: a field is deprecated, or a part of it has no effect.',
  severity: 'warning',
  *find(translation) {
    for (const { item, ancestors } of policyStatuses(translation)) {
      yield* foundConditions(
        item,
        ancestors.flatMap(({ conditions }) =>
          conditions
            .filter(condition => isTrue(condition, 'Warning'))
            .map(condition => ({ condition })),
        ),
        () => 'Use the field the message names instead.',
      );
    }
  },
};

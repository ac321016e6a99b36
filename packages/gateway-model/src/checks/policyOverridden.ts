import { Check } from './check';
import { foundConditions, isTrue, policyStatuses } from './negativeConditions';

export const policyOverridden: Check = {
  code: 'EG403',
  title: 'Policy is replaced in part',
  description:
    'A more specific policy of the same kind takes its place as a whole for some routes, rules or listeners: nothing of this one holds there, unless the other merges.',
  severity: 'info',
  *find(translation) {
    for (const { item, ancestors } of policyStatuses(translation)) {
      yield* foundConditions(
        item,
        ancestors.flatMap(({ conditions }) =>
          conditions
            .filter(condition => isTrue(condition, 'Overridden'))
            .map(condition => ({ condition })),
        ),
        () =>
          'If this policy should hold there too, give the more specific one a mergeType.',
      );
    }
  },
};

import { Check } from './check';
import { targetsPath } from './policyTargets';
import { foundConditions, isFalse, policyStatuses } from './negativeConditions';

export const policyConflict: Check = {
  code: 'EG111',
  title: 'Another policy of the kind holds the target',
  description:
    'A target takes one policy of a kind: the oldest. A younger one does nothing there, even when the older is invalid.',
  severity: 'error',
  *find(translation) {
    for (const { item, ancestors } of policyStatuses(translation)) {
      yield* foundConditions(
        item,
        ancestors.flatMap(({ conditions }) =>
          conditions
            .filter(
              condition =>
                isFalse(condition, 'Accepted') &&
                condition.reason === 'Conflicted',
            )
            .map(condition => ({ condition, path: targetsPath(item) })),
        ),
        () =>
          'Merge the two policies into one, or let one of them target another object or section.',
      );
    }
  },
};

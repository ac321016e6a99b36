import { Check } from './check';
import { foundConditions, isFalse } from './negativeConditions';
import { policyStatuses } from './negativeConditions';

const TOLD_ELSEWHERE = new Set(['Conflicted', 'TargetNotFound']);

export const policyRejected: Check = {
  code: 'EG110',
  title: 'Policy is not accepted',
  description:
    'Envoy Gateway cannot apply the policy. Rules that a rejected BackendTrafficPolicy, SecurityPolicy or EnvoyExtensionPolicy covers mostly answer 500 rather than go unprotected.',
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
                !TOLD_ELSEWHERE.has(condition.reason),
            )
            .map(condition => ({ condition })),
        ),
        reason =>
          reason === 'Disabled'
            ? 'Enable EnvoyPatchPolicy in the configuration of Envoy Gateway, or remove the policy.'
            : 'Mend the field the message names.',
      );
    }
  },
};

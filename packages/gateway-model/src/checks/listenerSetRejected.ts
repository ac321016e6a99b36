import { Check } from './check';
import { foundConditions, isFalse, remedies } from './negativeConditions';

const remedyOf = remedies(
  {
    NotAllowed:
      'Let the Gateway allow ListenerSets of this namespace in spec.allowedListeners.',
    ListenersNotValid: 'Mend its listeners.',
    ParentNotAccepted: 'Mend the Gateway it belongs to.',
  },
  'Mend what the message names.',
);

export const listenerSetRejected: Check = {
  code: 'EG109',
  title: 'ListenerSet is not accepted',
  description:
    'The listeners of a ListenerSet that is not accepted are not added to its Gateway.',
  severity: 'error',
  *find(translation) {
    for (const { item, conditions } of translation.listeners.listenerSets) {
      yield* foundConditions(
        item,
        conditions
          .filter(condition => isFalse(condition, 'Accepted'))
          .map(condition => ({ condition, path: 'spec.parentRef' })),
        remedyOf,
      );
    }
  },
};

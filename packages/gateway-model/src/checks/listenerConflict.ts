import { Check } from './check';
import { foundConditions, isTrue } from './negativeConditions';
import { listenerPath, listenersByOwner } from './listeners';

export const listenerConflict: Check = {
  code: 'EG107',
  title: 'Listeners are in conflict',
  description:
    'Two listeners cannot share a port with the same hostname or with protocols that exclude each other; the one in conflict serves nothing.',
  severity: 'error',
  *find(translation) {
    for (const { owner, listeners } of listenersByOwner(translation)) {
      yield* foundConditions(
        owner,
        listeners.flatMap(listener =>
          listener.conditions
            .filter(condition => isTrue(condition, 'Conflicted'))
            .map(condition => ({
              condition,
              path: listenerPath(owner, listener),
            })),
        ),
        () => 'Give one of the listeners another port, hostname or protocol.',
      );
    }
  },
};

import { refOfItem } from '../checks/check';
import { itemKey } from '../checks/negativeConditions';
import { Translation } from '../translation/types';
import { listenerRefOf } from './listenerRef';
import { AttachmentChange } from './types';

type Attachment = Omit<AttachmentChange, 'before' | 'after'> & {
  hostnames: string[];
};

function attachmentsOf({ routes }: Translation): Map<string, Attachment> {
  const attachments = new Map<string, Attachment>();
  for (const { item, parents } of routes) {
    for (const { listener, hostnames } of parents.flatMap(
      ({ listeners }) => listeners,
    )) {
      if (hostnames.length > 0) {
        attachments.set(`${itemKey(item)}\n${listener.key}`, {
          route: refOfItem(item),
          listener: listenerRefOf(listener),
          hostnames: [...hostnames].sort(),
        });
      }
    }
  }
  return attachments;
}

/** Routes that attach elsewhere, or serve other hostnames, than before. */
export function attachmentChanges(
  before: Translation,
  after: Translation,
): AttachmentChange[] {
  const old = attachmentsOf(before);
  const now = attachmentsOf(after);
  const changes: AttachmentChange[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(key);
    const is = now.get(key);
    const either = is ?? was;
    if (either && was?.hostnames.join() !== is?.hostnames.join()) {
      changes.push({
        route: either.route,
        listener: either.listener,
        before: was?.hostnames ?? [],
        after: is?.hostnames ?? [],
      });
    }
  }
  return changes;
}

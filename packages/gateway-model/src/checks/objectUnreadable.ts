import { Check } from './check';

export const objectUnreadable: Check = {
  code: 'EG114',
  title: 'Object cannot be understood',
  description:
    'The object exists, but a field that matters has a value nobody can make sense of; nothing can be said of what it does.',
  severity: 'error',
  *find({ world }) {
    for (const { ref, path, reason } of world.snapshot.unreadable) {
      yield {
        ref,
        ...(path && { path }),
        message: `${path || 'The object'} ${reason}.`,
        remedy: 'Give the field a value its kind allows.',
      };
    }
  },
};

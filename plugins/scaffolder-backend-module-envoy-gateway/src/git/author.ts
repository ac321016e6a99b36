import { UserEntity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';

const MAX_LENGTH = 200;

/** Who made a commit. */
export interface Identity {
  name: string;
  email: string;
}

/** What ends or starts a field of a commit's header, and what no name needs. */
// eslint-disable-next-line no-control-regex -- control characters are what is removed
const UNSAFE = /[<>\s\u0000-\u001f\u007f-\u009f]+/g;

function clean(text: string | undefined): string | undefined {
  const cleaned = text?.replace(UNSAFE, ' ').trim().slice(0, MAX_LENGTH).trim();
  return cleaned === '' ? undefined : cleaned;
}

/** The portal's own identity: the scaffolder's default author, or a name that says what it is. */
export function portalIdentity(config: Config): Identity {
  const author = config.getOptionalConfig('scaffolder.defaultAuthor');
  return {
    name: clean(author?.getOptionalString('name')) ?? 'Backstage',
    email: clean(author?.getOptionalString('email')) ?? 'backstage@localhost',
  };
}

/** The identity of the user a task runs for, as far as the catalog knows it; the portal's for the rest. */
export function userIdentity(
  user: UserEntity | undefined,
  portal: Identity,
): Identity {
  if (!user) {
    return portal;
  }
  const { profile } = user.spec ?? {};
  return {
    name:
      clean(profile?.displayName) ??
      clean(user.metadata.title) ??
      clean(user.metadata.name) ??
      portal.name,
    email: clean(profile?.email) ?? portal.email,
  };
}

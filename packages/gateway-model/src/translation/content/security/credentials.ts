import { at, listAt, objectAt } from '../../../json';
import { describeRef, ObjectRef } from '../../../resources';
import { dataKeys, hasData } from '../../certificates';
import { Item, Unknown, World } from '../../types';
import {
  asReference,
  referencedSecret,
  Referrer,
  withheld,
} from '../dataReference';
import { PartOutcome } from '../problem';
import { referrer, SecurityContext } from './context';

const USERS_KEY = '.htpasswd';

function secretRef({ namespace, name }: Item): ObjectRef {
  return { group: '', kind: 'Secret', namespace, name };
}

/** A Secret that must be there, with something under a key. What it is, is not looked at. */
export function judgeSecretKey(
  world: World,
  from: Referrer,
  reference: unknown,
  key: string,
  path: string,
): PartOutcome & { readonly secret?: Item } {
  const found = referencedSecret(world, from, asReference(reference));
  if (found.state === 'invalid') {
    return { problem: { path, message: found.message } };
  }
  if (found.state === 'unknown') {
    return { unknown: found.unknown };
  }
  if (hasData(found.item, key)) {
    return { secret: found.item };
  }
  const name = describeRef(secretRef(found.item));
  return { problem: { path, message: `${name} has nothing at ${key}` } };
}

/** Whether the users' password hashes are of the one kind Envoy knows, is in the Secret's bytes. */
export function judgeBasicAuth({ world, input }: SecurityContext): PartOutcome {
  const basicAuth = objectAt(input.spec, 'basicAuth');
  if (!basicAuth) {
    return {};
  }
  const { secret, ...outcome } = judgeSecretKey(
    world,
    referrer(input.owner('basicAuth')),
    at(basicAuth, 'users'),
    USERS_KEY,
    'basicAuth.users',
  );
  return secret ? { unknown: withheld(secretRef(secret)) } : outcome;
}

/**
 * Each key of the Secrets is a client. A client in two Secrets has the first's API key, but two clients must not
 * have the same one: which is in the Secrets' bytes.
 */
export function judgeApiKeyAuth({
  world,
  input,
}: SecurityContext): PartOutcome {
  const apiKeyAuth = objectAt(input.spec, 'apiKeyAuth');
  const from = referrer(input.owner('apiKeyAuth', 'credentialRefs'));
  const clients = new Set<string>();
  let unknown: Unknown | undefined;
  for (const [i, reference] of listAt(apiKeyAuth, 'credentialRefs').entries()) {
    const secret = referencedSecret(world, from, asReference(reference));
    if (secret.state === 'invalid') {
      return {
        problem: {
          path: `apiKeyAuth.credentialRefs[${i}]`,
          message: secret.message,
        },
        unknown,
      };
    }
    if (secret.state === 'unknown') {
      unknown ??= secret.unknown;
      continue;
    }
    for (const client of dataKeys(secret.item)) {
      clients.add(client);
    }
    if (clients.size > 1) {
      unknown ??= withheld(secretRef(secret.item));
    }
  }
  return { unknown };
}

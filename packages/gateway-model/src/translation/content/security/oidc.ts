import { at, objectAt, stringAt } from '../../../json';
import { describeRef } from '../../../resources';
import { hasData } from '../../certificates';
import { Item } from '../../types';
import { indexed } from '../../world';
import { firstDurationProblem } from '../clusterSettings';
import { PartOutcome, Problem } from '../problem';
import { judgeSecretKey } from './credentials';
import { referrer, SecurityContext } from './context';
import { judgeOidcProvider } from './oidcProvider';

const CLIENT_ID_KEY = 'client-id';
const CLIENT_SECRET_KEY = 'client-secret';

/** Of Envoy Gateway itself: it signs the cookies of sessions. */
const HMAC_SECRET = 'envoy-oidc-hmac';
const HMAC_KEY = 'hmac-secret';

const namespacesOf = indexed<string, Item>(
  items => new Map(items.map(item => [item.namespace, item])),
);

/** `scheme://host/path`, where the scheme may be that of the request, and the path must be more than `/`. */
const REDIRECT_URL = /^(?:https?|%REQ\(x-forwarded-proto\)%):\/\/[^/]+\/[^]+$/;

function judgeClientId({ world, input }: SecurityContext): PartOutcome {
  const oidc = objectAt(input.spec, 'oidc');
  if (at(oidc, 'clientID') !== undefined) {
    return {};
  }
  const reference = objectAt(oidc, 'clientIDRef');
  if (!reference) {
    const path = 'oidc.clientID';
    return { problem: { path, message: 'oidc has no client ID' } };
  }
  return judgeSecretKey(
    world,
    referrer(input.owner('oidc', 'clientIDRef')),
    reference,
    CLIENT_ID_KEY,
    'oidc.clientIDRef',
  );
}

function judgeClientSecret({ world, input }: SecurityContext): PartOutcome {
  return judgeSecretKey(
    world,
    referrer(input.owner('oidc', 'clientSecret')),
    at(input.spec, 'oidc', 'clientSecret'),
    CLIENT_SECRET_KEY,
    'oidc.clientSecret',
  );
}

function redirectProblem(spec: unknown): Problem | undefined {
  const url = stringAt(spec, 'oidc', 'redirectURL');
  return url === undefined || REDIRECT_URL.test(url)
    ? undefined
    : {
        path: 'oidc.redirectURL',
        message: `oidc.redirectURL ${url} is not an http or https URL with a path`,
      };
}

/** Envoy Gateway makes this Secret when it is installed; where none of its namespace is seen, it is presumed. */
function judgeHmacSecret({ world }: SecurityContext): PartOutcome {
  const { controllerNamespace: namespace } = world.settings;
  const ref = { group: '', kind: 'Secret', namespace, name: HMAC_SECRET };
  if (!namespacesOf(world.items('', 'Secret')).has(namespace)) {
    const message = `It depends on ${describeRef(ref)}, which is not read here`;
    return { unknown: { reason: 'NotRead', message, ref } };
  }
  const secret = world.lookup(ref);
  const path = 'oidc';
  if (secret === 'missing' || secret === 'unread') {
    const message = `${describeRef(ref)} does not exist`;
    return { problem: { path, message } };
  }
  return hasData(secret, HMAC_KEY)
    ? {}
    : {
        problem: {
          path,
          message: `${describeRef(ref)} has nothing at ${HMAC_KEY}`,
        },
      };
}

function ttlProblem(spec: unknown): Problem | undefined {
  return firstDurationProblem(objectAt(spec, 'oidc'), 'oidc', [
    ['defaultTokenTTL'],
    ['defaultRefreshTokenTTL'],
    ['csrfTokenTTL'],
  ]);
}

/** Logging in: the first problem, in the order Envoy Gateway looks for them. */
export function judgeOidc(context: SecurityContext): PartOutcome {
  const { spec } = context.input;
  const steps: ReadonlyArray<() => PartOutcome> = [
    () => judgeOidcProvider(context),
    () => judgeClientId(context),
    () => judgeClientSecret(context),
    () => ({ problem: redirectProblem(spec) }),
    () => judgeHmacSecret(context),
    () => ({ problem: ttlProblem(spec) }),
  ];
  let outcome: PartOutcome = {};
  for (const step of objectAt(spec, 'oidc') ? steps : []) {
    const { problem, unknown } = step();
    outcome = { problem, unknown: outcome.unknown ?? unknown };
    if (problem) {
      return outcome;
    }
  }
  return outcome;
}

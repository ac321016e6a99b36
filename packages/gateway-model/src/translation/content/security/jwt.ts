import { at, listAt, objectAt, stringAt } from '../../../json';
import { describeRef } from '../../../resources';
import { Item, Unknown } from '../../types';
import {
  isMailAddress,
  isQualifiedName,
  isRequestUri,
  parseUrl,
} from '../../values';
import {
  clusterSettingsProblem,
  firstDurationProblem,
} from '../clusterSettings';
import { PartOutcome, Problem } from '../problem';
import { referrer, SecurityContext } from './context';

/** An issuer is any text, but with a colon it must be a URI, and else with an at sign a mail address (RFC 7519, 4.1.1). */
function isIssuer(issuer: string): boolean {
  if (issuer.includes(':')) {
    return isRequestUri(issuer);
  }
  return !issuer.includes('@') || isMailAddress(issuer);
}

function keySetProblem(provider: unknown, path: string): Problem | undefined {
  const remote = objectAt(provider, 'remoteJWKS');
  const local = objectAt(provider, 'localJWKS');
  if (!remote === !local) {
    return { path, message: `${path} needs either remoteJWKS or localJWKS` };
  }
  if (remote && !isRequestUri(stringAt(remote, 'uri') ?? '')) {
    return {
      path: `${path}.remoteJWKS.uri`,
      message: `${path}.remoteJWKS.uri is not a URI`,
    };
  }
  const type = stringAt(local, 'type') ?? 'Inline';
  const field = type === 'Inline' ? 'inline' : 'valueRef';
  return local && at(local, field) === undefined
    ? {
        path: `${path}.localJWKS.${field}`,
        message: `${path}.localJWKS.${field} is needed with type ${type}`,
      }
    : undefined;
}

/** What is wrong with a provider but for its name. */
function partProblems(provider: unknown, path: string): Problem[] {
  const issuer = stringAt(provider, 'issuer') ?? '';
  const keySet = keySetProblem(provider, path);
  return [
    ...(isIssuer(issuer)
      ? []
      : [
          {
            path: `${path}.issuer`,
            message: `${path}.issuer "${issuer}" is neither a URI nor a mail address`,
          },
        ]),
    ...(keySet ? [keySet] : []),
    ...listAt(provider, 'claimToHeaders').flatMap((claim, index) =>
      stringAt(claim, 'header') && stringAt(claim, 'claim')
        ? []
        : [
            {
              path: `${path}.claimToHeaders[${index}]`,
              message: `${path}.claimToHeaders[${index}] needs a header and a claim`,
            },
          ],
    ),
  ];
}

function nameProblem(
  name: string,
  others: ReadonlySet<string>,
  path: string,
): Problem | undefined {
  if (!isQualifiedName(name)) {
    return {
      path: `${path}.name`,
      message: `${path}.name "${name}" is not a qualified name`,
    };
  }
  return others.has(name)
    ? {
        path: `${path}.name`,
        message: `${path}.name ${name} is that of another provider`,
      }
    : undefined;
}

/**
 * What is wrong with the providers themselves, all of which are looked at before any key set: told together, by the
 * path of the first.
 */
function providersProblem(providers: readonly unknown[]): Problem | undefined {
  const names = new Set<string>();
  const problems = providers.flatMap((provider, i) => {
    const path = `jwt.providers[${i}]`;
    const name = stringAt(provider, 'name') ?? '';
    const ofName = nameProblem(name, names, path);
    names.add(name);
    return [...(ofName ? [ofName] : []), ...partProblems(provider, path)];
  });
  const [first] = problems;
  return (
    first && {
      path: first.path,
      message: problems.map(({ message }) => message).join('; '),
    }
  );
}

function judgeRemoteKeys(
  { backends, input }: SecurityContext,
  remote: unknown,
  policy: Item,
  path: string,
): PartOutcome {
  if (!parseUrl(stringAt(remote, 'uri') ?? '')) {
    return {
      problem: { path: `${path}.uri`, message: `${path}.uri is not a URI` },
    };
  }
  const backendRefs = listAt(remote, 'backendRefs');
  const called =
    backendRefs.length === 0
      ? {}
      : backends.judgeServiceRefs({
          from: referrer(policy),
          backendRefs,
          protocol: 'HTTP',
          gateway: input.gateway,
        });
  const problem = called.problem
    ? { path: `${path}.backendRefs`, message: called.problem.message }
    : clusterSettingsProblem(
        at(remote, 'backendSettings'),
        `${path}.backendSettings`,
      ) ??
      firstDurationProblem(remote, path, [
        ['cacheDuration'],
        ['failedRefetchDuration'],
      ]);
  return { problem, unknown: called.unknown };
}

/** Key sets may stand in a ConfigMap, under any key. */
function judgeLocalKeys(
  { world }: SecurityContext,
  local: unknown,
  { namespace }: Item,
  path: string,
): PartOutcome {
  if (stringAt(local, 'type') !== 'ValueRef') {
    return {};
  }
  const name = stringAt(local, 'valueRef', 'name') ?? '';
  const ref = { group: '', kind: 'ConfigMap', namespace, name };
  const item = world.lookup(ref);
  if (item === 'unread') {
    const message = `It depends on ${describeRef(ref)}, which is not read here`;
    return { unknown: { reason: 'NotRead', message, ref } };
  }
  const empty =
    item === 'missing' ||
    Object.keys(objectAt(item.object, 'data') ?? {}).length === 0;
  return empty
    ? {
        problem: {
          path: `${path}.valueRef`,
          message: `${describeRef(ref)} ${
            item === 'missing' ? 'does not exist' : 'is empty'
          }`,
        },
      }
    : {};
}

/** Providers of tokens: the first problem of them, and what their key sets depend on. */
export function judgeJwt(context: SecurityContext): PartOutcome {
  const { spec, owner } = context.input;
  const providers = listAt(spec, 'jwt', 'providers');
  const malformed = providersProblem(providers);
  if (malformed) {
    return { problem: malformed };
  }
  const policy = owner('jwt', 'providers');
  let unknown: Unknown | undefined;
  for (const [i, provider] of providers.entries()) {
    const path = `jwt.providers[${i}]`;
    const remote = objectAt(provider, 'remoteJWKS');
    const outcome = remote
      ? judgeRemoteKeys(context, remote, policy, `${path}.remoteJWKS`)
      : judgeLocalKeys(
          context,
          at(provider, 'localJWKS'),
          policy,
          `${path}.localJWKS`,
        );
    unknown ??= outcome.unknown;
    if (outcome.problem) {
      return { problem: outcome.problem, unknown };
    }
  }
  return { unknown };
}

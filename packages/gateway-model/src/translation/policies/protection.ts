import { at, listAt, objectAt, stringAt } from '../../json';
import { ListenerContext, PolicyStage, RouteContext } from '../types';
import { ruleValues } from './ruleValues';

/**
 * What keeps callers of a rule in check.
 *
 * @public
 */
export interface Protection {
  /**
   * How callers show who they are: fields of the SecurityPolicy in force, `clientCertificate` of the listener's
   * ClientTrafficPolicy. Empty where anybody may call.
   */
  readonly authentication: readonly string[];
  /** Where requests are counted: `global`, `local`. */
  readonly rateLimit: ReadonlyArray<'global' | 'local'>;
  /** How long a request may take, where somebody has said so. `0s` stands for no end. */
  readonly timeout: string | undefined;
}

const METHODS = ['jwt', 'oidc', 'basicAuth', 'apiKeyAuth', 'extAuth'];

/** Modes in which a connection needs a certificate. */
const REQUIRING = new Set(['RequireAny', 'RequireAndVerify']);

function needsCertificate(spec: unknown): boolean {
  const validation = objectAt(spec, 'tls', 'clientValidation');
  if (!validation) {
    return false;
  }
  const mode = stringAt(validation, 'mode');
  return mode === undefined
    ? at(validation, 'optional') !== true
    : REQUIRING.has(mode);
}

/** A rule that lets every address pass, whatever the request is. */
function allowsEverybody(rule: unknown): boolean {
  const principal = objectAt(rule, 'principal') ?? {};
  return (
    stringAt(rule, 'action') === 'Allow' &&
    at(rule, 'operation') === undefined &&
    at(rule, 'cel') === undefined &&
    Object.keys(principal).every(field => field === 'clientCIDRs') &&
    listAt(principal, 'clientCIDRs').some(
      range => typeof range === 'string' && range.endsWith('/0'),
    )
  );
}

/** Without credentials asked for, a rule may still let nobody in whom it does not name. */
function refusesByDefault(spec: unknown): boolean {
  const authorization = objectAt(spec, 'authorization');
  return (
    authorization !== undefined &&
    (stringAt(authorization, 'defaultAction') ?? 'Deny') === 'Deny' &&
    !listAt(authorization, 'rules').some(allowsEverybody)
  );
}

function isOptional(spec: unknown, method: string): boolean {
  return method === 'jwt' && at(spec, 'jwt', 'optional') === true;
}

/**
 * Whether a rule has authentication, a rate limit and a timeout, on one listener.
 *
 * @public
 */
export function protectionOf(
  policies: PolicyStage,
  listener: ListenerContext,
  route: RouteContext,
  ruleIndex: number,
): Protection {
  const of = (kind: 'SecurityPolicy' | 'BackendTrafficPolicy'): unknown =>
    policies.effective(kind, listener, route, ruleIndex)?.spec;
  const security = of('SecurityPolicy');
  const traffic = of('BackendTrafficPolicy');
  const own = ruleValues('BackendTrafficPolicy', route, ruleIndex).values.find(
    ({ path }) => path[0] === 'timeout',
  );
  const timeout =
    own?.value ?? at(traffic, 'timeout', 'http', 'requestTimeout');
  const scopes = ['global', 'local'] as const;
  return {
    authentication: [
      ...METHODS.filter(
        method =>
          objectAt(security, method) !== undefined &&
          !isOptional(security, method),
      ),
      ...(refusesByDefault(security) ? ['authorization'] : []),
      ...(needsCertificate(policies.clientTraffic(listener)?.spec)
        ? ['clientCertificate']
        : []),
    ],
    rateLimit: scopes.filter(
      scope => listAt(traffic, 'rateLimit', scope, 'rules').length > 0,
    ),
    timeout: typeof timeout === 'string' ? timeout : undefined,
  };
}

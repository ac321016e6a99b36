import { at, listAt, objectAt, stringAt } from '../../../json';
import { Unknown } from '../../types';
import { parseIpAddress, parseUrl } from '../../values';
import { clusterSettingsProblem } from '../clusterSettings';
import { PartOutcome, Problem } from '../problem';
import { referrer, SecurityContext } from './context';

const PATH = 'oidc.provider';

const MAX_PORT_NUMBER = 2n ** 63n - 1n;

function urlProblem(provider: unknown): Problem | undefined {
  const field =
    at(provider, 'tokenEndpoint') === undefined ? 'issuer' : 'tokenEndpoint';
  return parseUrl(stringAt(provider, field) ?? '')
    ? undefined
    : { path: `${PATH}.${field}`, message: `${PATH}.${field} is not a URL` };
}

function tokenEndpointProblem(endpoint: string): Problem | undefined {
  const path = `${PATH}.tokenEndpoint`;
  const url = parseUrl(endpoint);
  if (!url || BigInt(url.port || '0') > MAX_PORT_NUMBER) {
    return { path, message: `${path} is not a URL` };
  }
  return parseIpAddress(url.hostname)
    ? {
        path,
        message: `${path} must name its host, not give an address: ${endpoint}`,
      }
    : undefined;
}

function discovery(issuer: string): Unknown {
  return {
    reason: 'ExternalFetch',
    message: `It depends on the OpenID configuration that ${issuer} serves`,
  };
}

/** Where users log in: what is not said, Envoy Gateway asks the issuer for. */
export function judgeOidcProvider(context: SecurityContext): PartOutcome {
  const { backends, input } = context;
  const provider = objectAt(input.spec, 'oidc', 'provider');
  const malformed = urlProblem(provider);
  if (malformed) {
    return { problem: malformed };
  }
  const backendRefs = listAt(provider, 'backendRefs');
  const called =
    backendRefs.length === 0
      ? {}
      : backends.judgeServiceRefs({
          from: referrer(input.owner('oidc', 'provider', 'backendRefs')),
          backendRefs,
          protocol: 'HTTP',
          gateway: input.gateway,
        });
  if (called.problem) {
    const { message } = called.problem;
    const problem = { path: `${PATH}.backendRefs`, message };
    return { problem, unknown: called.unknown };
  }
  const tokenEndpoint = stringAt(provider, 'tokenEndpoint') ?? '';
  const authorization = stringAt(provider, 'authorizationEndpoint') ?? '';
  const asks = tokenEndpoint === '' || authorization === '';
  const problem =
    (tokenEndpoint === '' ? undefined : tokenEndpointProblem(tokenEndpoint)) ??
    clusterSettingsProblem(
      at(provider, 'backendSettings'),
      `${PATH}.backendSettings`,
    );
  const unknown =
    called.unknown ??
    (asks ? discovery(stringAt(provider, 'issuer') ?? '') : undefined);
  return { problem, unknown };
}

import { at, booleanAt, listAt, stringAt } from '../../../json';
import { parseCidr } from '../../values';
import { Problem, shown } from '../problem';

function apiKeyProblem(spec: unknown): Problem | undefined {
  const sources = listAt(spec, 'apiKeyAuth', 'extractFrom');
  const ambiguous = sources.findIndex(
    source =>
      ['headers', 'params', 'cookies'].filter(
        field => listAt(source, field).length > 0,
      ).length > 1,
  );
  return ambiguous < 0
    ? undefined
    : {
        path: `apiKeyAuth.extractFrom[${ambiguous}]`,
        message: `apiKeyAuth.extractFrom[${ambiguous}] has more than one of headers, params and cookies`,
      };
}

/** Headers a provider reads tokens from; without any word of it, the one Bearer tokens come in. */
function tokenHeaders(provider: unknown): readonly string[] {
  return at(provider, 'extractFrom') === undefined
    ? ['Authorization']
    : listAt(provider, 'extractFrom', 'headers').map(
        header => stringAt(header, 'name') ?? '',
      );
}

/** A login that lets tokens pass needs something that reads them, from a header that it does not write itself. */
function passThroughProblem(spec: unknown): Problem | undefined {
  if (!booleanAt(spec, 'oidc', 'passThroughAuthHeader')) {
    return undefined;
  }
  const headers = listAt(spec, 'jwt', 'providers').flatMap(tokenHeaders);
  if (headers.length === 0) {
    return {
      path: 'oidc.passThroughAuthHeader',
      message:
        'oidc.passThroughAuthHeader needs a provider of jwt that reads tokens from a header',
    };
  }
  const forwarded = stringAt(spec, 'oidc', 'forwardIDToken', 'header') ?? '';
  const clashes =
    at(spec, 'oidc', 'forwardIDToken') !== undefined &&
    headers.some(header => header.toLowerCase() === forwarded.toLowerCase());
  return clashes
    ? {
        path: 'oidc.forwardIDToken.header',
        message: `oidc.forwardIDToken.header ${forwarded} is one that jwt reads tokens from`,
      }
    : undefined;
}

/** What keeps a policy from being applied to a route of HTTP at all (upstream `validateSecurityPolicy`). */
export function httpValidationProblem(spec: unknown): Problem | undefined {
  return apiKeyProblem(spec) ?? passThroughProblem(spec);
}

const HTTP_ONLY = [
  'cors',
  'csrf',
  'jwt',
  'oidc',
  'apiKeyAuth',
  'basicAuth',
  'extAuth',
];

function tcpRuleProblem(rule: unknown, path: string): Problem | undefined {
  const httpOnly = [
    ['cel'],
    ['principal', 'jwt'],
    ['principal', 'headers'],
    ['principal', 'clientIPGeoLocations'],
  ].find(field => {
    const value = at(rule, ...field);
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (httpOnly) {
    const field = [path, ...httpOnly].join('.');
    return { path: field, message: `${field} cannot be used with TCP` };
  }
  const ranges = listAt(rule, 'principal', 'clientCIDRs');
  const bad = ranges.findIndex(
    range => typeof range !== 'string' || !parseCidr(range),
  );
  return bad < 0
    ? undefined
    : {
        path: `${path}.principal.clientCIDRs[${bad}]`,
        message: `${path}.principal.clientCIDRs[${bad}] "${shown(
          ranges[bad],
        )}" is not a range of addresses`,
      };
}

/** Of TCP, only addresses are known (upstream `validateSecurityPolicyForTCP`). */
export function tcpValidationProblem(spec: unknown): Problem | undefined {
  const httpOnly = HTTP_ONLY.find(field => at(spec, field) !== undefined);
  if (httpOnly) {
    return {
      path: httpOnly,
      message: `${httpOnly} cannot be used with TCP, only authorization`,
    };
  }
  for (const [i, rule] of listAt(spec, 'authorization', 'rules').entries()) {
    const problem = tcpRuleProblem(rule, `authorization.rules[${i}]`);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

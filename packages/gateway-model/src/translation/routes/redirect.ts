import { numberAt, objectAt, stringAt } from '../../json';
import { RouteProblem } from '../types';
import { hostnameProblem } from './dnsName';
import { notAccepted } from './problems';

const CODES = [301, 302, 303, 307, 308];
const PATH_TYPES = ['ReplaceFullPath', 'ReplacePrefixMatch'];

/** Envoy's own, where the API server's default (302) has not been applied. */
const DEFAULT_CODE = 301;

function unsupported(message: string): RouteProblem {
  return notAccepted('UnsupportedValue', message);
}

/** What is wrong with a RequestRedirect, or the status it answers with. */
export function judgeRedirect(
  redirect: unknown,
): RouteProblem | { status: number } {
  const scheme = stringAt(redirect, 'scheme');
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return unsupported(
      `A redirect to scheme "${scheme}" is not supported, only to http and https.`,
    );
  }
  const hostname = stringAt(redirect, 'hostname');
  const problem = hostname === undefined ? hostname : hostnameProblem(hostname);
  if (problem !== undefined) {
    return unsupported(problem);
  }
  const path = objectAt(redirect, 'path');
  const pathType = stringAt(path, 'type') ?? '';
  if (path && !PATH_TYPES.includes(pathType)) {
    return unsupported(`A redirect has no path type "${pathType}".`);
  }
  const status = numberAt(redirect, 'statusCode') ?? DEFAULT_CODE;
  return CODES.includes(status)
    ? { status }
    : unsupported(`A redirect cannot answer with status ${status}.`);
}

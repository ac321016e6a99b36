import { listAt, stringsAt } from '../../json';
import { Item } from '../types';

/**
 * Well above what the API server lets a route have (32 parentRefs, 16 hostnames, 16 rules, 64 matches of a rule,
 * each with up to 8 of an HTTPRouteFilter). What a draft has beyond is not judged: it multiplies.
 */
const MAX_PARENT_REFS = 128;
const MAX_HOSTNAMES = 64;
const MAX_RULES = 64;
export const MAX_MATCHES = 512;

export function parentRefsOf({ spec }: Item): readonly unknown[] {
  return listAt(spec, 'parentRefs').slice(0, MAX_PARENT_REFS);
}

export function hostnamesOf({ spec }: Item): readonly string[] {
  return stringsAt(spec, 'hostnames').slice(0, MAX_HOSTNAMES);
}

export function rulesOf({ spec }: Item): readonly unknown[] {
  return listAt(spec, 'rules').slice(0, MAX_RULES);
}

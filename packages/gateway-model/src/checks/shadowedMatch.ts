import { shadowedMatches } from '../preflight/shadowedMatches';
import { Check } from './check';

export const shadowedMatch: Check = {
  code: 'EG302',
  title: 'Match is shadowed',
  description:
    'Another rule has the same match on the same listener and host, and comes first: this one gets no request.',
  severity: 'warning',
  *find(translation) {
    const told = new Set<string>();
    for (const { route, rule, match, message } of shadowedMatches(
      translation,
    )) {
      // A rule without matches takes every request.
      const path = `spec.rules[${rule}]${
        match < 0 ? '' : `.matches[${match}]`
      }`;
      const key = `${route.kind}\n${route.namespace}\n${route.name}\n${path}`;
      if (!told.has(key)) {
        told.add(key);
        yield {
          ref: route,
          path,
          message,
          remedy:
            'Make the match differ (path, method, headers), or remove one of the two rules.',
        };
      }
    }
  },
};

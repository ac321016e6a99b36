import { at, listAt, objectAt } from '../../../json';
import { clusterSettingsProblem } from '../clusterSettings';
import { PartOutcome, Problem } from '../problem';
import { judgeContextExtensions } from './contextExtensions';
import { referrer, SecurityContext } from './context';

/** The list, or the deprecated single reference. */
function backendRefs(service: unknown): readonly unknown[] {
  const refs = listAt(service, 'backendRefs');
  const single = objectAt(service, 'backendRef');
  return refs.length === 0 && single ? [single] : refs;
}

function shapeProblem(spec: unknown): Problem | undefined {
  const http = objectAt(spec, 'extAuth', 'http');
  const grpc = objectAt(spec, 'extAuth', 'grpc');
  if (!http === !grpc) {
    return { path: 'extAuth', message: 'extAuth needs either grpc or http' };
  }
  const path = `extAuth.${http ? 'http' : 'grpc'}`;
  return backendRefs(http ?? grpc).length === 0
    ? { path, message: `${path} has no backendRefs` }
    : undefined;
}

/** The service that authorizes must be reachable, and be told what it is to be told. */
export function judgeExtAuth(context: SecurityContext): PartOutcome {
  const { backends, input } = context;
  const { spec, gateway, owner } = input;
  if (!objectAt(spec, 'extAuth')) {
    return {};
  }
  const malformed = shapeProblem(spec);
  if (malformed) {
    return { problem: malformed };
  }
  const field = objectAt(spec, 'extAuth', 'http') ? 'http' : 'grpc';
  const service = objectAt(spec, 'extAuth', field);
  const called = backends.judgeServiceRefs({
    from: referrer(owner('extAuth', 'backendRefs')),
    backendRefs: backendRefs(service),
    protocol: field === 'http' ? 'HTTP' : 'GRPC',
    gateway,
  });
  if (called.problem) {
    const { message } = called.problem;
    return {
      problem: { path: `extAuth.${field}.backendRefs`, message },
      unknown: called.unknown,
    };
  }
  const settings = clusterSettingsProblem(
    at(service, 'backendSettings'),
    `extAuth.${field}.backendSettings`,
  );
  if (settings) {
    return { problem: settings, unknown: called.unknown };
  }
  const extensions = judgeContextExtensions(context);
  return { ...extensions, unknown: called.unknown ?? extensions.unknown };
}

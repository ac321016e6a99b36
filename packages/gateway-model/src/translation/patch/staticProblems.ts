import { at, listAt, objectAt, stringAt } from '../../json';

const RESOURCE_TYPES: ReadonlySet<string> = new Set(
  [
    'config.listener.v3.Listener',
    'config.route.v3.RouteConfiguration',
    'config.cluster.v3.Cluster',
    'config.endpoint.v3.ClusterLoadAssignment',
    'extensions.transport_sockets.tls.v3.Secret',
  ].map(name => `type.googleapis.com/envoy.${name}`),
);

const SECRET_TYPE =
  'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret';

/** The Secret Envoy Gateway keeps the system's CA certificates in; patches may not touch it. */
const SYSTEM_CERTIFICATES = 'system_ca_certificates';

/** Which attributes an operation must and must not have (RFC 6902, 4). */
const ATTRIBUTES: ReadonlyMap<
  string,
  { needs?: 'value' | 'from'; never: readonly ('value' | 'from')[] }
> = new Map([
  ['add', { needs: 'value', never: ['from'] }],
  ['replace', { needs: 'value', never: ['from'] }],
  ['test', { needs: 'value', never: ['from'] }],
  ['remove', { never: ['value', 'from'] }],
  ['move', { needs: 'from', never: ['value'] }],
  ['copy', { needs: 'from', never: ['value'] }],
]);

function operationProblem(operation: unknown): string | undefined {
  const op = stringAt(operation, 'op') ?? '';
  const attributes = ATTRIBUTES.get(op);
  if (
    at(operation, 'path') === undefined &&
    at(operation, 'jsonPath') === undefined
  ) {
    return 'an operation needs a path or a jsonPath';
  }
  if (!attributes) {
    return `there is no operation ${op}`;
  }
  const { needs, never } = attributes;
  if (needs && at(operation, needs) === undefined) {
    return `the operation ${op} needs ${needs}`;
  }
  const unwanted = never.find(name => at(operation, name) !== undefined);
  return unwanted && `the operation ${op} takes no ${unwanted}`;
}

/** Whether a patch adds a whole resource, instead of changing one that must be there. */
export function addsResource(patch: unknown): boolean {
  const operation = objectAt(patch, 'operation');
  return (
    stringAt(operation, 'op') === 'add' &&
    !stringAt(operation, 'path') &&
    !stringAt(operation, 'jsonPath')
  );
}

/** What is wrong with a patch, whatever the configuration it is applied to. */
function patchProblem(patch: unknown): string | undefined {
  const problem = operationProblem(objectAt(patch, 'operation') ?? {});
  if (problem !== undefined) {
    return problem;
  }
  const type = stringAt(patch, 'type') ?? '';
  if (!RESOURCE_TYPES.has(type)) {
    return `resources of type ${type} cannot be patched`;
  }
  const changed = addsResource(patch)
    ? stringAt(patch, 'operation', 'value', 'name')
    : undefined;
  return type === SECRET_TYPE && changed === SYSTEM_CERTIFICATES
    ? `the name ${SYSTEM_CERTIFICATES} is Envoy Gateway's own`
    : undefined;
}

export interface PatchFindings {
  problems: readonly string[];
  /** Every patch has been judged: none needs the configuration it is applied to. */
  complete: boolean;
}

/** What can be said of a policy's patches without the configuration of Envoy that they are applied to. */
export function judgePatches(spec: unknown): PatchFindings {
  const problems: string[] = [];
  let complete = true;
  for (const [index, patch] of listAt(spec, 'jsonPatches').entries()) {
    const problem = patchProblem(patch);
    if (problem === undefined) {
      complete = false;
    } else {
      problems.push(`jsonPatches[${index}]: ${problem}`);
    }
  }
  return { problems, complete };
}

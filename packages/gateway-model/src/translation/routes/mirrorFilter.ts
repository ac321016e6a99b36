import { JsonObject, objectAt, stringAt } from '../../json';
import { kindKey } from '../../resources/objectRef';
import { FiltersInput, GatheredFilters } from './gatheredFilters';
import { sentence } from './words';

/** An extension server's own kinds of backends may be routed to, and not mirrored to. */
function unmirrored(
  { world }: FiltersInput,
  backendRef: JsonObject,
): string | undefined {
  const group = stringAt(backendRef, 'group') ?? '';
  const kind = stringAt(backendRef, 'kind') ?? 'Service';
  return world.settings.extensionKinds?.has(kindKey({ group, kind }))
    ? `A mirror cannot be sent to a ${kind}.`
    : undefined;
}

/** A mirror's problems do not depend on its being a mirror, except that missing endpoints stop nothing. */
export function takeMirror(
  input: FiltersInput,
  gathered: GatheredFilters,
  mirror: unknown,
) {
  const backendRef = objectAt(mirror, 'backendRef') ?? {};
  const message = unmirrored(input, backendRef);
  if (message !== undefined) {
    const type = 'ResolvedRefs';
    gathered.problems.push({ type, reason: 'InvalidKind', message });
    return;
  }
  const { problem, unknown } = input.mirror(backendRef);
  if (problem) {
    gathered.problems.push({
      ...problem,
      type:
        problem.reason === 'EndpointsNotFound'
          ? 'BackendsAvailable'
          : 'ResolvedRefs',
      message: sentence(`A mirror cannot be sent to: ${problem.message}`),
    });
    return;
  }
  if (unknown) {
    gathered.presumptions.push({ type: 'ResolvedRefs', unknown });
  }
  gathered.mirrors += 1;
}

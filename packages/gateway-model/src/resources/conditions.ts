import { field, Fields, isFields } from './read';
import { parentReference } from './references';
import { Condition, ParentReference } from './types';

function isStatus(value: unknown): value is Condition['status'] {
  return value === 'True' || value === 'False' || value === 'Unknown';
}

/**
 * Reads a list of conditions. Status is a controller's word about the object, not the object: what
 * cannot be read of it is left out, and reads as no verdict rather than costing the object.
 */
export function readConditions(value: unknown): Condition[] {
  if (!Array.isArray(value)) {
    return [];
  }
  const conditions: Condition[] = [];
  for (const item of value) {
    const type = isFields(item) ? field(item, 'type') : undefined;
    const status = isFields(item) ? field(item, 'status') : undefined;
    if (!isFields(item) || typeof type !== 'string' || !isStatus(status)) {
      continue;
    }
    const reason = field(item, 'reason');
    const message = field(item, 'message');
    const condition: Condition = {
      type,
      status,
      reason: typeof reason === 'string' ? reason : '',
      message: typeof message === 'string' ? message : '',
    };
    const generation = field(item, 'observedGeneration');
    if (typeof generation === 'number') {
      condition.observedGeneration = generation;
    }
    const time = field(item, 'lastTransitionTime');
    if (typeof time === 'string') {
      condition.lastTransitionTime = time;
    }
    conditions.push(condition);
  }
  return conditions;
}

/** The field of `status`, or nothing when there is no readable status. */
export function statusField(object: Fields, key: string): unknown {
  const status = field(object, 'status');
  return isFields(status) ? field(status, key) : undefined;
}

/** Reads `status.parents` or `status.ancestors`; entries without a readable reference are left out. */
export function readReferenceStatuses(
  value: unknown,
  referenceKey: 'parentRef' | 'ancestorRef',
  defaultNamespace: string,
): Array<{
  reference: ParentReference;
  controllerName: string;
  conditions: Condition[];
}> {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap(entry => {
    if (!isFields(entry)) {
      return [];
    }
    const controllerName = field(entry, 'controllerName');
    if (typeof controllerName !== 'string') {
      return [];
    }
    try {
      return [
        {
          reference: parentReference(
            field(entry, referenceKey),
            referenceKey,
            defaultNamespace,
          ),
          controllerName,
          conditions: readConditions(field(entry, 'conditions')),
        },
      ];
    } catch {
      return [];
    }
  });
}

import {
  CommonValidatorFunctions,
  CompoundEntityRef,
  KubernetesValidatorFunctions,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** The longest ref that can be valid: three parts of 63 characters and two separators. */
const MAX_REF_LENGTH = 191;

export type ParsedRef = { ref: string } | { invalid: string };

/**
 * Reads an entity ref that came from a cluster or a catalog entity. The result is in full and lower
 * case, or a reason that can be shown: the text itself is cut, it may be anything.
 */
export function readEntityRef(
  text: string,
  options: {
    kinds: readonly string[];
    defaultKind: string;
    defaultNamespace?: string;
  },
): ParsedRef {
  const shown = JSON.stringify(text.slice(0, 60));
  if (text.length > MAX_REF_LENGTH) {
    return { invalid: `${shown}… is too long for an entity ref` };
  }
  let parsed: CompoundEntityRef;
  try {
    parsed = parseEntityRef(text.trim(), options);
  } catch {
    return {
      invalid: `${shown} is not an entity ref ([kind:][namespace/]name)`,
    };
  }
  if (!options.kinds.includes(parsed.kind.toLocaleLowerCase('en-US'))) {
    return { invalid: `${shown} is not a ${options.kinds.join(' or a ')}` };
  }
  if (
    !CommonValidatorFunctions.isValidDnsLabel(
      parsed.namespace.toLocaleLowerCase('en-US'),
    ) ||
    !KubernetesValidatorFunctions.isValidObjectName(parsed.name)
  ) {
    return { invalid: `${shown} has a namespace or name Backstage refuses` };
  }
  return { ref: stringifyEntityRef(parsed) };
}

/** Reads the ref of an owner: a Group unless it says otherwise. */
export function readOwnerRef(
  text: string,
  defaultNamespace?: string,
): ParsedRef {
  return readEntityRef(text, {
    kinds: ['group', 'user'],
    defaultKind: 'group',
    defaultNamespace,
  });
}

/** Reads the ref of a System. */
export function readSystemRef(
  text: string,
  defaultNamespace?: string,
): ParsedRef {
  return readEntityRef(text, {
    kinds: ['system'],
    defaultKind: 'system',
    defaultNamespace,
  });
}

const LIFECYCLE = /^[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,61}[A-Za-z0-9])?$/;

/** Reads a lifecycle: one short word or a few. */
export function readLifecycle(
  text: string,
): { lifecycle: string } | { invalid: string } {
  return LIFECYCLE.test(text)
    ? { lifecycle: text }
    : {
        invalid: `${JSON.stringify(
          text.slice(0, 60),
        )} is not a lifecycle (up to 63 letters, digits, spaces, dots, dashes)`,
      };
}

import { isJsonObject, stringAt } from '../json';
import { Crd, readCrd } from './crd';
import { createJudge, Judge } from './judge';
import { beyondLimits } from './limits';
import {
  SchemaKind,
  SchemaProblem,
  SchemaProblemKind,
  SchemaValidator,
  SchemaVerdict,
} from './types';

/** EnvoyProxy's definition has 1 MiB. */
const CRD_LIMITS = { size: 16 * 1024 * 1024, values: 1_000_000 };

interface KnownKind {
  crd: Crd;
  /** Made when the first object of a version comes: large schemas take a while. */
  judges: Map<string, Judge | SchemaProblem>;
}

function verdict(
  outcome: SchemaVerdict['outcome'],
  kind: SchemaProblemKind,
  message: string,
  path = '',
): SchemaVerdict {
  return { outcome, problems: [{ kind, path, message }] };
}

function judgeOf(known: KnownKind, name: string): Judge | SchemaProblem {
  let judge = known.judges.get(name);
  if (!judge) {
    judge = makeJudge(known.crd, name);
    known.judges.set(name, judge);
  }
  return judge;
}

function makeJudge(crd: Crd, name: string): Judge | SchemaProblem {
  const version = crd.versions.find(one => one.name === name && one.served);
  if (!version) {
    const served = crd.versions.filter(one => one.served);
    return {
      kind: 'version',
      path: 'apiVersion',
      message: `${crd.kind} is not served as ${
        crd.group
      }/${name}, but as ${served.map(one => one.name).join(', ')}`,
    };
  }
  try {
    return createJudge(crd, version);
  } catch (error) {
    return {
      kind: 'notChecked',
      path: '',
      message: `the schema of ${crd.name} cannot be used: ${
        (error as Error).message
      }`,
    };
  }
}

/**
 * Judges manifests as an API server with these CustomResourceDefinitions does: by their schemas, defaults, rules
 * in CEL and the rules on metadata.
 *
 * @param crds - CustomResourceDefinitions as they come; of two for one kind the last counts
 * @public
 */
export function createSchemaValidator(
  crds: readonly unknown[],
): SchemaValidator {
  const kinds = new Map<string, KnownKind>();
  const unusable: SchemaProblem[] = [];
  for (const object of crds) {
    const crd = beyondLimits(object, CRD_LIMITS)
      ? { reason: 'it is too large' }
      : readCrd(object);
    if ('reason' in crd) {
      const name = stringAt(object, 'metadata', 'name');
      unusable.push({
        kind: 'notChecked',
        path: '',
        message: `${name ?? 'a CustomResourceDefinition'}: ${crd.reason}`,
      });
    } else {
      kinds.set(`${crd.group}/${crd.kind}`, { crd, judges: new Map() });
    }
  }

  const judge = (object: unknown, old: unknown): SchemaVerdict => {
    if (!isJsonObject(object)) {
      return verdict('refused', 'type', 'must be an object');
    }
    const beyond = beyondLimits(object);
    if (beyond) {
      return { outcome: 'refused', problems: [beyond] };
    }
    const apiVersion = stringAt(object, 'apiVersion') ?? '';
    const kind = stringAt(object, 'kind') ?? '';
    if (apiVersion === '' || kind === '') {
      return verdict(
        'refused',
        'required',
        'is required',
        kind === '' ? 'kind' : 'apiVersion',
      );
    }
    const slash = apiVersion.indexOf('/');
    const group = slash < 0 ? '' : apiVersion.slice(0, slash);
    const known = kinds.get(`${group}/${kind}`);
    if (!known) {
      return verdict(
        'unknown',
        'notChecked',
        `no schema for ${kind} of ${apiVersion} is known`,
      );
    }
    const found = judgeOf(known, apiVersion.slice(slash + 1));
    if (typeof found !== 'function') {
      return {
        outcome: found.kind === 'version' ? 'refused' : 'unknown',
        problems: [found],
      };
    }
    return found(
      object,
      isJsonObject(old) && !beyondLimits(old) ? old : undefined,
    );
  };

  return {
    kinds: [...kinds.values()].map(({ crd }) => kindOf(crd)),
    unusable,
    validate: (object, options = {}) => judge(object, options.old),
  };
}

function kindOf({ group, kind, namespaced, versions }: Crd): SchemaKind {
  return {
    group,
    kind,
    namespaced,
    versions: versions.filter(one => one.served).map(one => one.name),
  };
}

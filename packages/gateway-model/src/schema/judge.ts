import { JsonObject } from '../json';
import { checkRules } from './cel/checkRules';
import { Crd, CrdVersion } from './crd';
import { checkEmbedded } from './metadata/embedded';
import { checkMetadata, decodeMetadata } from './metadata/objectMeta';
import { dns1123Subdomain } from './metadata/names';
import { admit } from './structural/admit';
import { isUnchanged } from './structural/correlation';
import { findDuplicates } from './structural/listTypes';
import { readStructural } from './structural/structural';
import { isRefusal, SchemaProblem, SchemaVerdict } from './types';
import { compileValues } from './values/compileValues';

/** Judges objects of one version of one kind. */
export type Judge = (object: JsonObject, old?: JsonObject) => SchemaVerdict;

/** With such a problem, rules in CEL are not looked at (upstream `customresource.hasBlockingErr`). */
function isBlocking({ kind, rule = '' }: SchemaProblem): boolean {
  return (
    ['type', 'required', 'enum', 'format'].includes(kind) ||
    /^max(Length|Items|Properties)/.test(rule)
  );
}

function outcomeOf(
  problems: readonly SchemaProblem[],
): SchemaVerdict['outcome'] {
  if (problems.some(isRefusal)) {
    return 'refused';
  }
  return problems.some(({ kind }) => kind === 'notChecked')
    ? 'unknown'
    : 'accepted';
}

/** @throws Error when the schema cannot be used */
export function createJudge(crd: Crd, version: CrdVersion): Judge {
  const read = readStructural(version.schema);
  const schema = version.preserveUnknown
    ? { ...read, preserveUnknown: true }
    : read;
  const notes: SchemaProblem[] = [];
  const checkValues = compileValues(version.schema, message =>
    notes.push({
      kind: 'notChecked',
      path: '',
      message: `the schema of ${crd.name} was not checked whole: ${message}`,
    }),
  );

  /** As the API server has it before it validates; what is dropped is told. */
  const take = (object: JsonObject, onUnknown: (path: string) => void) => {
    const { metadata, problems } = decodeMetadata(object.metadata);
    const taken = admit({ ...object, metadata }, schema, onUnknown);
    if (version.hasStatus) {
      delete taken.status;
    }
    return { taken, metadata, problems };
  };

  return (object, old) => {
    const problems: SchemaProblem[] = [];
    const {
      taken,
      metadata,
      problems: undecoded,
    } = take(object, path =>
      problems.push({
        kind: 'unknownField',
        path,
        message: 'is no field of the schema, and the API server drops it',
      }),
    );
    problems.push(...undecoded);
    if (undecoded.some(isRefusal)) {
      return { outcome: 'refused', problems };
    }
    const before = old && take(old, () => {}).taken;

    problems.push(
      ...checkMetadata(metadata, {
        name: dns1123Subdomain,
        namespaced: crd.namespaced,
        nameRequired: true,
      }),
    );
    for (const { problem, at } of checkValues(taken)) {
      if (!before || !isUnchanged(at, taken, before, schema)) {
        problems.push(problem);
      }
    }
    problems.push(...checkEmbedded(taken, schema));
    if (!before || findDuplicates(before, schema).length === 0) {
      problems.push(...findDuplicates(taken, schema));
    }
    if (!problems.some(isBlocking)) {
      for (const { problem, passesUnchanged } of checkRules(
        taken,
        schema,
        before,
      )) {
        if (
          !before ||
          !passesUnchanged ||
          !isUnchanged(passesUnchanged, taken, before, schema)
        ) {
          problems.push(problem);
        }
      }
    }
    problems.push(...notes);
    return { outcome: outcomeOf(problems), problems, object: taken };
  };
}

import { Translation } from '@envoy-gateway-portal/gateway-model';
import { Verdicts } from '../cases';
import { Ledger } from './decision';
import { observedStatuses } from './observed';
import { predictedStatuses } from './predicted';
import { Condition, ObjectStatus, StatusPart } from './status';

/** Rows whose parts are entries of a list: which of them there are is a decision of its own. */
const ENTRIES = /Route$|Policy$|Proxy$| listener$/;

function shown(conditions: readonly Condition[]): string[] {
  return conditions
    .map(({ type, status, reason }) => `${type}=${status}/${reason}`)
    .sort();
}

function compareConditions(
  ledger: Ledger,
  object: string,
  row: string,
  expected: readonly Condition[],
  got: readonly Condition[],
  mayBeMore?: StatusPart['mayBeMore'],
): void {
  if (row === 'Gateway') {
    // Whether proxies run is no part of whether the Gateway is right.
    const isProgrammed = ({ type }: Condition) => type === 'Programmed';
    const isOther = ({ type }: Condition) => type !== 'Programmed';
    compareSome(
      ledger,
      object,
      row,
      expected.filter(isOther),
      got.filter(isOther),
    );
    if (expected.some(isProgrammed) || got.some(isProgrammed)) {
      compareSome(
        ledger,
        object,
        'Gateway: Programmed',
        expected.filter(isProgrammed),
        got.filter(isProgrammed),
      );
    }
    return;
  }
  compareSome(ledger, object, row, expected, got, mayBeMore);
}

function compareSome(
  ledger: Ledger,
  object: string,
  row: string,
  expected: readonly Condition[],
  got: readonly Condition[],
  mayBeMore?: StatusPart['mayBeMore'],
): void {
  const unknown =
    got.find(condition => condition.unknown)?.unknown ??
    (expected.length > got.length ? mayBeMore : undefined);
  const certain = got.filter(condition => !condition.unknown);
  const there = new Set(shown(expected));
  // What the model is sure of must hold beside what it presumes.
  const wrong = shown(certain).some(condition => !there.has(condition));
  ledger.compare({
    kind: row,
    object,
    expected: shown(expected),
    got: shown(got),
    unknown: wrong ? undefined : unknown,
  });
}

/**
 * Which entries there are. What Envoy Gateway finds wrong on single listeners adds some: where the model cannot
 * know of it, it cannot know of them.
 */
function compareKeys(
  ledger: Ledger,
  object: string,
  row: string,
  wanted: readonly StatusPart[],
  given: readonly StatusPart[],
  mayBeMore: ObjectStatus['mayBeMore'],
): void {
  const expected = wanted.map(({ key }) => key).sort();
  const got = given.map(({ key }) => key).sort();
  const there = new Set(expected);
  ledger.compare({
    kind: `${row}: which`,
    object,
    expected,
    got,
    unknown:
      got.length < expected.length && got.every(key => there.has(key))
        ? given
            .flatMap(({ conditions }) => conditions)
            .find(condition => condition.unknown)?.unknown ?? mayBeMore
        : undefined,
  });
}

function compareParts(
  ledger: Ledger,
  object: string,
  expected: readonly StatusPart[],
  got: readonly StatusPart[],
  mayBeMore: ObjectStatus['mayBeMore'],
): void {
  const rows = new Set([...expected, ...got].map(({ row }) => row));
  for (const row of rows) {
    const wanted = expected.filter(part => part.row === row);
    const given = got.filter(part => part.row === row);
    if (ENTRIES.test(row)) {
      compareKeys(ledger, object, row, wanted, given, mayBeMore);
    }
    const keys = new Set([...wanted, ...given].map(({ key }) => key));
    for (const key of keys) {
      const part = wanted.find(one => one.key === key);
      const other = given.find(one => one.key === key);
      if (ENTRIES.test(row) && !(part && other)) {
        continue;
      }
      const name = key ? `${object} [${key}]` : object;
      compareConditions(
        ledger,
        name,
        row,
        part?.conditions ?? [],
        other?.conditions ?? [],
        other?.mayBeMore,
      );
      for (const [fact, value] of Object.entries(part?.facts ?? {})) {
        ledger.compare({
          kind: `${row}: ${fact}`,
          object: name,
          expected: value,
          got: other?.facts?.[fact],
        });
      }
    }
  }
}

/** Statuses as far as the stage Envoy Gateway's verdicts are of writes them. */
function ofStage(
  verdicts: Verdicts,
  predicted: ObjectStatus,
  observed: ObjectStatus | undefined,
): ObjectStatus | undefined {
  if (verdicts.stage === 'cluster') {
    return predicted;
  }
  const { kind } = predicted;
  if (kind === 'GatewayClass' || kind === 'EnvoyProxy') {
    // The suite hands them in by the side, and most cases leave the class out.
    const spoken = observed?.parts.some(part => part.conditions.length > 0);
    return spoken ? predicted : undefined;
  }
  if (kind === 'EnvoyPatchPolicy') {
    // Patches are applied later, in the translation to xDS.
    const parts = predicted.parts.map(part => ({
      ...part,
      conditions: part.conditions.filter(({ type }) => type !== 'Programmed'),
    }));
    return { ...predicted, parts };
  }
  return predicted;
}

function byId(statuses: readonly ObjectStatus[]): Map<string, ObjectStatus> {
  return new Map(statuses.map(one => [`${one.kind} ${one.name}`, one]));
}

/** Compares every condition of every object; without a translation, with nothing foretold. */
export function compareStatuses(
  ledger: Ledger,
  verdicts: Verdicts,
  translation: Translation | undefined,
  controllerName: string,
): void {
  const expected = byId(observedStatuses(verdicts, controllerName));
  const got = byId(translation ? predictedStatuses(translation) : []);
  for (const id of new Set([...expected.keys(), ...got.keys()])) {
    const wanted = expected.get(id);
    const given = got.get(id);
    const staged = given && ofStage(verdicts, given, wanted);
    if (
      !staged &&
      (given || !wanted?.parts.some(part => part.conditions.length > 0))
    ) {
      continue;
    }
    compareParts(
      ledger,
      id,
      wanted?.parts ?? [],
      staged?.parts ?? [],
      staged?.mayBeMore,
    );
  }
}

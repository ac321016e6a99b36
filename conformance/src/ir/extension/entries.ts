import {
  at,
  EffectivePolicy,
  Item,
  JsonObject,
  listAt,
} from '@envoy-gateway-portal/gateway-model';

/** What the extensions of a rule are made of. */
export interface Applied {
  spec: JsonObject;
  /** The policy a field comes from: of merged ones, the more specific that has any. */
  ownerOf(field: string): Item;
  /** Entries left out, as they failed and may: `extProc[0]`. */
  failed: ReadonlySet<string>;
}

/** The policy whose extensions a rule has; none where requests are answered with an error. */
export function appliedOf(policy: EffectivePolicy): Applied | undefined {
  const { winner, mergedWith, failure, filledBy } = policy;
  if (failure?.answers !== undefined) {
    return filledBy && appliedOf(filledBy);
  }
  return {
    spec: policy.spec,
    ownerOf: field =>
      mergedWith && listAt(winner.spec, field).length === 0
        ? mergedWith
        : winner,
    failed: new Set(failure?.message.match(/(?:extProc|wasm)\[\d+\](?=: )/g)),
  };
}

/** Entries of one kind of extension that are in force; empty lists count as absent. */
export function entriesOf<T>(
  { spec, failed }: Applied,
  field: string,
  project: (entry: unknown) => T,
): T[] | undefined {
  const entries = listAt(spec, field)
    .filter((_, index) => !failed.has(`${field}[${index}]`))
    .map(project);
  return entries.length > 0 ? entries : undefined;
}

/** Go leaves lists out that are empty. */
export function listOrNone(value: unknown, ...path: string[]): unknown {
  const list = listAt(at(value, ...path));
  return list.length > 0 ? list : undefined;
}

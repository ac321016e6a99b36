import {
  isJsonObject,
  JsonObject,
  listAt,
  mergeSpecs,
  objectAt,
} from '@envoy-gateway-portal/gateway-model';
import { broken, createLedger, Decision } from '../compare';
import { MergeCase } from './readMergeCases';

/** Rules of rate limits have no names in Envoy Gateway 1.9: the API server drops them, as Go's decoder does. */
function withoutUnknown(spec: JsonObject): JsonObject {
  const rateLimit = objectAt(spec, 'rateLimit');
  if (!rateLimit) {
    return spec;
  }
  const scopes = ['global', 'local'].filter(scope => scope in rateLimit);
  const pruned = scopes.map(scope => [
    scope,
    {
      ...objectAt(rateLimit, scope),
      rules: listAt(rateLimit, scope, 'rules').map(rule =>
        isJsonObject(rule) ? { ...rule, name: undefined } : rule,
      ),
    },
  ]);
  return {
    ...spec,
    rateLimit: { ...rateLimit, ...Object.fromEntries(pruned) },
  };
}

/** Kubernetes writes them as texts, however they were given. */
const QUANTITIES = new Set([
  'bufferLimit',
  'initialConnectionWindowSize',
  'initialStreamWindowSize',
  'limit',
  'minContentLength',
  'socketBufferLimit',
  'value',
]);

/** Go writes some fields that were never set, as null or as an empty text. */
function isUnset(value: unknown): boolean {
  return value === null || value === '';
}

/** A spec, however it was written. */
function asMeant(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asMeant);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => !isUnset(inner))
      .map(([key, inner]) => [
        key,
        typeof inner === 'number' && QUANTITIES.has(key)
          ? String(inner)
          : asMeant(inner),
      ]),
  );
}

/** Merges two policies with the model and compares what is in force. */
export function judgeMergeCase(one: MergeCase): Decision[] {
  const decisions: Decision[] = [];
  const ledger = createLedger(one.name, decisions);
  try {
    const { spec, problem } = mergeSpecs(
      one.kind,
      withoutUnknown(one.parent),
      withoutUnknown(one.child),
      one.mergeType,
    );
    ledger.compare({
      kind: 'Merged spec',
      object: `${one.kind} ${one.mergeType}`,
      expected: asMeant(one.merged),
      got: spec ? asMeant(spec) : problem,
    });
  } catch (error) {
    decisions.push(broken(one.name, error));
  }
  return decisions;
}

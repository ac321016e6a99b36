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

/** Go writes some texts that were never set as empty ones. */
function withoutEmptyTexts(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmptyTexts);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== '')
      .map(([key, inner]) => [key, withoutEmptyTexts(inner)]),
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
      expected: withoutEmptyTexts(one.merged),
      got: spec ? withoutEmptyTexts(spec) : problem,
    });
  } catch (error) {
    decisions.push(broken(one.name, error));
  }
  return decisions;
}

import {
  at,
  describeRef,
  Finding,
  FindingRule,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import {
  createSchemaValidator,
  SchemaProblem,
} from '@envoy-gateway-portal/gateway-model/schema';
import { locate, Place } from '../input';
import { Entry, groupOf, Inventory, keyOf } from './inventory';
import { MANIFEST_RULES } from './rules';

/** How much of the manifests was held against a schema. */
export interface SchemaCoverage {
  checked: number;
  /** Kinds for which no CustomResourceDefinition was given, with how many objects each. */
  unchecked: Array<{ apiVersion: string; kind: string; count: number }>;
  /** CustomResourceDefinitions that could not be used. */
  unusable: string[];
}

/** Kubernetes' own kinds have no CustomResourceDefinition. */
function isBuiltIn(group: string): boolean {
  return (
    !group.includes('.') ||
    (group.endsWith('.k8s.io') && !group.startsWith('gateway.'))
  );
}

function ruleOf({ kind }: SchemaProblem): FindingRule {
  switch (kind) {
    case 'unknownField':
      return MANIFEST_RULES.unknownField;
    case 'notChecked':
      return MANIFEST_RULES.notChecked;
    default:
      return MANIFEST_RULES.refused;
  }
}

function remedyOf({ kind, rule }: SchemaProblem): string {
  switch (kind) {
    case 'unknownField':
      return 'Spell the field as the schema has it, or remove it.';
    case 'notChecked':
      return 'Ask the API server: kubectl apply --dry-run=server.';
    case 'cel':
      return `Change the object so that the rule holds: ${rule}`;
    default:
      return 'Give the field a value the schema allows.';
  }
}

type LocatedFinding = Finding & { place: Place };

/** Nothing of a kind is known, but that every object has a name. YAML takes some for other values: `y`, `1`. */
function withoutName({ object }: Entry): SchemaProblem {
  const name = at(object, 'metadata', 'name') ?? '';
  return {
    kind: 'metadata',
    path: 'metadata.name',
    message: name === '' ? 'is required' : 'must be a string: quote it',
  };
}

function isNameless({ ref, object }: Entry): boolean {
  return ref.name === '' && !stringAt(object, 'metadata', 'generateName');
}

function findingOf(entry: Entry, problem: SchemaProblem): LocatedFinding {
  const { code, severity } = ruleOf(problem);
  const subject = problem.path || describeRef(entry.ref);
  return {
    code,
    severity,
    ref: entry.ref,
    ...(problem.path && { path: problem.path }),
    message:
      problem.kind === 'cel' || problem.kind === 'notChecked'
        ? `${subject}: ${problem.message}`
        : `${subject} ${problem.message}.`,
    remedy: remedyOf(problem),
    place: locate(entry.manifest, problem.path),
  };
}

/** What an API server with these CustomResourceDefinitions would say of the manifests. */
export function checkSchemas(
  candidates: Inventory,
  before: Inventory | undefined,
  crds: readonly unknown[],
): {
  findings: LocatedFinding[];
  coverage: SchemaCoverage;
  refused: Set<string>;
} {
  const validator = createSchemaValidator(crds);
  const known = new Set(
    validator.kinds.map(({ group, kind }) => `${group}/${kind}`),
  );
  const unchecked = new Map<
    string,
    { apiVersion: string; kind: string; count: number }
  >();
  const refused = new Set<string>();
  const findings: LocatedFinding[] = [];
  let checked = 0;
  for (const [key, entry] of candidates.entries) {
    const { object, ref } = entry;
    const group = groupOf(object);
    if (!known.has(`${group}/${ref.kind}`)) {
      if (isNameless(entry)) {
        findings.push(findingOf(entry, withoutName(entry)));
      }
      if (!isBuiltIn(group)) {
        const apiVersion = String(object.apiVersion);
        const type = `${apiVersion} ${ref.kind}`;
        const count = (unchecked.get(type)?.count ?? 0) + 1;
        unchecked.set(type, { apiVersion, kind: ref.kind, count });
      }
      continue;
    }
    checked += 1;
    const old = before?.entries.get(key)?.object;
    const { outcome, problems } = validator.validate(object, { old });
    if (outcome === 'refused') {
      refused.add(keyOf(ref));
    }
    findings.push(...problems.map(problem => findingOf(entry, problem)));
  }
  return {
    findings,
    refused,
    coverage: {
      checked,
      unchecked: [...unchecked.values()],
      unusable: validator.unusable.map(({ message }) => message),
    },
  };
}

import { DEFAULT_CONTROLLER_NAMES } from '../attachment/ownership';
import { Policy, PolicyAncestorStatus } from '../resources';
import { Verdict } from './types';
import {
  findCondition,
  noVerdict,
  ProblemRule,
  readVerdict,
  worstVerdict,
} from './verdict';

const POLICY_RULES: readonly ProblemRule[] = [
  { type: 'Overridden', status: 'True', partly: false },
  { type: 'Warning', status: 'True', partly: false },
];

function readAncestor(policy: Policy, entry: PolicyAncestorStatus): Verdict {
  return {
    ...readVerdict(
      entry.conditions,
      policy.metadata.generation,
      'Accepted',
      POLICY_RULES,
    ),
    controllerName: entry.controllerName,
  };
}

interface AncestorName {
  namespace: string;
  name: string;
  sectionName?: string;
}

/** Entries on the section asked for; failing those, entries on the whole Gateway. */
function entriesFor(
  entries: readonly PolicyAncestorStatus[],
  { namespace, name, sectionName }: AncestorName,
): readonly PolicyAncestorStatus[] {
  const onGateway = entries.filter(
    ({ ancestorRef }) =>
      ancestorRef.namespace === namespace && ancestorRef.name === name,
  );
  const judged = (entry: PolicyAncestorStatus) =>
    findCondition(entry.conditions, 'Accepted') !== undefined;
  const onSection = onGateway.filter(
    ({ ancestorRef }) => ancestorRef.sectionName === sectionName,
  );
  if (onSection.some(judged)) {
    return onSection.filter(judged);
  }
  const whole = onGateway.filter(
    ({ ancestorRef }) => ancestorRef.sectionName === undefined,
  );
  return sectionName === undefined ? onGateway : whole;
}

/**
 * How our controllers judged a policy, on one ancestor or, where none is named, on all of them together:
 * then the worst verdict is told. A policy that controllers did not write to has no verdict; Envoy
 * Gateway leaves those alone that target nothing.
 *
 * @public
 */
export function readPolicyVerdict(
  policy: Policy,
  ancestor?: { namespace: string; name: string; sectionName?: string },
  controllerNames: readonly string[] = DEFAULT_CONTROLLER_NAMES,
): Verdict {
  const ours = policy.ancestors.filter(entry =>
    controllerNames.includes(entry.controllerName),
  );
  const entries = ancestor ? entriesFor(ours, ancestor) : ours;
  const worst = worstVerdict(entries.map(entry => readAncestor(policy, entry)));
  if (worst) {
    return worst;
  }
  const aggregated = ours
    .map(entry => findCondition(entry.conditions, 'Aggregated'))
    .find(condition => condition?.status === 'True');
  return noVerdict([], aggregated?.message);
}

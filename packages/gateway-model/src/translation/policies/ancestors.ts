import {
  EXPERIMENTAL_GROUP,
  GATEWAY_API_GROUP,
} from '../../resources/references';
import {
  AncestorStatus,
  ContentProblem,
  PredictedCondition,
  Unknown,
} from '../types';
import { VersionRules } from '../versionRules';
import { inWords } from './contentProblems';
import { sortAsGo } from './sortAsGo';

export type AncestorRef = AncestorStatus['ancestorRef'];

/** Upstream writes 16 at most, and keeps one more while it collects them (`policyAncestorsSoftCap`). */
const MOST = 16;

/** Policies have Gateways and ListenerSets as ancestors, never routes. */
export function ancestorOf(
  kind: string,
  { namespace, name }: { namespace: string; name: string },
  sectionName?: string,
): AncestorRef {
  const group =
    kind === 'XListenerSet' ? EXPERIMENTAL_GROUP : GATEWAY_API_GROUP;
  const ref = { group, kind, namespace, name };
  return sectionName === undefined ? ref : { ...ref, sectionName };
}

/** `Accepted=False`. */
export function refused(reason: string, message: string): PredictedCondition {
  return { type: 'Accepted', status: 'False', reason, message };
}

/** `Accepted=False` for what is wrong with the content. */
export function invalid(
  problems: readonly ContentProblem[],
): PredictedCondition {
  const [path] = problems.map(problem =>
    problem.path.startsWith('spec') ? problem.path : `spec.${problem.path}`,
  );
  return { ...refused('Invalid', inWords(problems)), path };
}

interface Ancestor {
  readonly ref: AncestorRef;
  readonly conditions: PredictedCondition[];
}

function isSame(a: AncestorRef, b: AncestorRef): boolean {
  return (
    a.name === b.name &&
    a.sectionName === b.sectionName &&
    a.namespace === b.namespace &&
    a.kind === b.kind
  );
}

function has(ancestor: Ancestor, type: string, status: string): boolean {
  return ancestor.conditions.some(
    one => one.type === type && one.status === status,
  );
}

function rank(ancestor: Ancestor): number {
  if (has(ancestor, 'Accepted', 'False')) {
    return 0;
  }
  return has(ancestor, 'Overridden', 'True') ? 1 : 2;
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** What matters most comes first: refused, overridden, then by name (upstream `lessPolicyAncestor`). */
function compare(a: Ancestor, b: Ancestor): number {
  return (
    rank(a) - rank(b) ||
    compareText(a.ref.namespace ?? '', b.ref.namespace ?? '') ||
    compareText(a.ref.name, b.ref.name)
  );
}

/** The ancestors of one policy, as they come to be: later conditions of a type replace earlier ones. */
export interface Ancestors {
  set(ref: AncestorRef, condition: PredictedCondition): void;
  /** `Accepted=True`, unless something was said of acceptance before. */
  accept(ref: AncestorRef, unknown: Unknown | undefined): void;
  /** Adds to the `Warning`; with `unknown`, what it then says is presumed. */
  warn(
    ref: AncestorRef,
    reason: string,
    message: string,
    unknown?: Unknown,
  ): void;
  /** Why there may be further ones. */
  mayBeMore: Unknown | undefined;
  result(): readonly AncestorStatus[];
}

export function createAncestors({ boundsAncestors }: VersionRules): Ancestors {
  let ancestors: Ancestor[] = [];

  const find = (ref: AncestorRef) =>
    ancestors.find(one => isSame(one.ref, ref));

  const dropWorst = () => {
    const worst = ancestors.reduce((a, b) => (compare(a, b) < 0 ? b : a));
    ancestors = ancestors.filter(one => one !== worst);
  };

  const set = (ref: AncestorRef, condition: PredictedCondition) => {
    const known = find(ref);
    if (!known) {
      ancestors.push({ ref, conditions: [condition] });
      if (boundsAncestors && ancestors.length > MOST + 1) {
        dropWorst();
      }
      return;
    }
    const place = known.conditions.findIndex(
      one => one.type === condition.type,
    );
    if (place < 0) {
      known.conditions.push(condition);
    } else {
      known.conditions[place] = condition;
    }
  };

  return {
    set,
    mayBeMore: undefined,
    accept(ref, unknown) {
      const said = find(ref)?.conditions.find(one => one.type === 'Accepted');
      // What is accepted for one target may yet fail for another that has the same ancestor.
      if (said && (said.reason === 'Invalid' || !unknown)) {
        return;
      }
      if (said?.status === 'False') {
        set(ref, { ...said, unknown });
        return;
      }
      set(ref, {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'The policy is accepted',
        ...(unknown && { unknown }),
      });
    },
    warn(ref, reason, message, unknown) {
      const known = find(ref)?.conditions.find(one => one.type === 'Warning');
      const presumed = known?.unknown ?? unknown;
      set(ref, {
        type: 'Warning',
        status: 'True',
        reason: known && known.reason !== reason ? 'Warnings' : reason,
        message:
          known && known.message !== message
            ? `${known.message}; ${message}`
            : message,
        ...(presumed && { unknown: presumed }),
      });
    },
    result() {
      if (ancestors.length > MOST) {
        // Which of equals is left out is as arbitrary as Go's sort, and as certain.
        sortAsGo(ancestors, (a, b) => compare(a, b) < 0);
        ancestors = ancestors.slice(0, MOST);
        set(ancestors[MOST - 1].ref, {
          type: 'Aggregated',
          status: 'True',
          reason: 'Aggregated',
          message: `The policy has more than ${MOST} ancestors; the others are left out`,
        });
      }
      return ancestors.map(({ ref, conditions }) => ({
        ancestorRef: ref,
        conditions,
      }));
    },
  };
}

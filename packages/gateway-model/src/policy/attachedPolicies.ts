import { ObjectRef, PolicyKind } from '../resources';
import { POLICY_KINDS } from '../resources/policy';
import { readPolicyVerdict } from '../status/readPolicy';
import {
  EffectiveLevel,
  EffectivePolicy,
  Item,
  ListenerContext,
  RouteContext,
  Translation,
} from '../translation/types';
import { AttachedPolicy } from './types';

const LEVELS: readonly EffectiveLevel[] = [
  'gateway',
  'listenerSet',
  'listener',
  'route',
  'rule',
];

type Outcome = Pick<AttachedPolicy, 'replacedBy' | 'mergedWith'> & {
  level: EffectiveLevel;
  holds: boolean;
};

function refOfItem({ group, kind, namespace, name }: Item): ObjectRef {
  return { group, kind, namespace, name };
}

/** The policies on the way to a rule, by reference, and what becomes of each there. */
function outcomesOf(
  effective: EffectivePolicy,
): Array<[ref: ObjectRef, outcome: Outcome]> {
  const { level, mergedLevel, mergedWith, replaced, winner } = effective;
  const merged = mergedWith && refOfItem(mergedWith);
  return [
    [
      refOfItem(winner),
      { level, holds: true, ...(merged && { mergedWith: merged }) },
    ],
    ...(merged
      ? [
          [merged, { level: mergedLevel ?? 'gateway', holds: true }] as [
            ObjectRef,
            Outcome,
          ],
        ]
      : []),
    ...replaced.map((one): [ObjectRef, Outcome] => [
      one.policy,
      { level: one.level, holds: false, replacedBy: one.by },
    ]),
  ];
}

function attachedOfKind(
  { policies, world }: Translation,
  kind: PolicyKind,
  route: RouteContext,
  ruleIndex: number,
  listener: ListenerContext,
): AttachedPolicy[] {
  const effective =
    kind === 'ClientTrafficPolicy'
      ? policies.clientTraffic(listener)
      : policies.effective(kind, listener, route, ruleIndex);
  if (!effective) {
    return [];
  }
  const { namespace, name } = listener.gateway;
  const attached = outcomesOf(effective).flatMap(([ref, outcome]) => {
    const { holds, ...told } = outcome;
    const policy = world.snapshot.policy(kind, ref.namespace ?? '', ref.name);
    if (!policy) {
      return [];
    }
    const verdict = readPolicyVerdict(
      policy,
      {
        namespace,
        name,
        ...(told.level !== 'gateway' && { sectionName: listener.name }),
      },
      [world.settings.controllerName],
    );
    const inForce = holds && verdict.state !== 'rejected';
    return [{ policy, kind, ...told, inForce, verdict }];
  });
  // The sort is stable: of one level, the one that holds it comes first.
  return attached.sort(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level),
  );
}

/**
 * The policies that reach a rule on one listener, by kind, least specific first, with what the controllers
 * said of each. Per kind the most specific one is in force and takes the others' place as a whole, unless it has
 * a `mergeType`: then it is merged with the nearest policy above the route. Of several policies with the same
 * target the oldest counts. A rejected policy is not in force and yet yields its place to nobody: Envoy Gateway
 * answers such rules with an error rather than with less protection.
 *
 * @public
 */
export function attachedPolicies(
  translation: Translation,
  route: RouteContext,
  ruleIndex: number,
  listener: ListenerContext,
): AttachedPolicy[] {
  return POLICY_KINDS.flatMap(kind =>
    attachedOfKind(translation, kind, route, ruleIndex, listener),
  );
}

import { readReferenceStatuses, statusField } from './conditions';
import { readLabelSelector } from './labelSelector';
import { namespaced } from './metadata';
import {
  asFields,
  asOneOf,
  compact,
  field,
  list,
  optionalFields,
  optionalString,
  requiredName,
} from './read';
import { GATEWAY_API_GROUP } from './references';
import {
  KubernetesObject,
  ObjectMeta,
  Policy,
  PolicyKind,
  PolicyTargetRef,
  PolicyTargetSelector,
} from './types';

const FROM = ['Same', 'All', 'Selector'] as const;

/** The kinds of policy, in a fixed order. */
export const POLICY_KINDS: readonly PolicyKind[] = [
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'EnvoyExtensionPolicy',
];

function targetRef(value: unknown, path: string): PolicyTargetRef {
  const fields = asFields(value, path);
  return compact({
    group: optionalString(fields, 'group', path) ?? GATEWAY_API_GROUP,
    kind: requiredName(fields, 'kind', path),
    name: requiredName(fields, 'name', path),
    sectionName: optionalString(fields, 'sectionName', path),
  });
}

function targetSelector(value: unknown, path: string): PolicyTargetSelector {
  const fields = asFields(value, path);
  const at = `${path}.namespaces`;
  const namespaces = optionalFields(fields, 'namespaces', path) ?? {};
  const selector = optionalFields(namespaces, 'selector', at);
  return {
    group: optionalString(fields, 'group', path) ?? GATEWAY_API_GROUP,
    kind: requiredName(fields, 'kind', path),
    namespaces: compact({
      from: asOneOf(field(namespaces, 'from') ?? 'Same', `${at}.from`, FROM),
      selector: selector && readLabelSelector(selector, `${at}.selector`),
    }),
    selector: readLabelSelector(fields, path),
  };
}

export function readPolicy(
  kind: PolicyKind,
  object: KubernetesObject,
  meta: ObjectMeta,
): Policy {
  const metadata = namespaced(meta);
  const spec = asFields(field(object, 'spec'), 'spec');
  const single = field(spec, 'targetRef');
  return compact({
    kind,
    metadata,
    targetRefs: [
      ...(single === undefined ? [] : [targetRef(single, 'spec.targetRef')]),
      ...list(spec, 'targetRefs', 'spec', targetRef),
    ],
    targetSelectors: list(spec, 'targetSelectors', 'spec', targetSelector),
    mergeType: optionalString(spec, 'mergeType', 'spec'),
    spec,
    ancestors: readReferenceStatuses(
      statusField(object, 'ancestors'),
      'ancestorRef',
      metadata.namespace,
    ).map(({ reference, ...entry }) => ({ ancestorRef: reference, ...entry })),
    object,
  });
}

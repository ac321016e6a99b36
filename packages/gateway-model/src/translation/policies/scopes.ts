/** What a policy can be attached to. */
export type ScopeKind =
  | 'Gateway'
  | 'GatewayListener'
  | 'ListenerSet'
  | 'ListenerSetListener'
  | 'Route'
  | 'RouteRule';

/** An object, or one section of it: a listener or a named rule. */
export interface Scope {
  readonly kind: ScopeKind;
  /** Unique among all scopes. */
  readonly key: string;
  /** `namespace/name`, or `namespace/name/section`. */
  readonly label: string;
  /** Of a section: the object it is part of. */
  readonly whole?: Scope;
}

/** An object by kind and name; `kind` is a kind of Gateway API. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Kubernetes' names hold no line breaks. */
export function objectKey({ kind, namespace, name }: ObjectName): string {
  return `${kind}\n${namespace}\n${name}`;
}

const WHOLE_KINDS: Record<string, ScopeKind> = {
  Gateway: 'Gateway',
  ListenerSet: 'ListenerSet',
  XListenerSet: 'ListenerSet',
};

const SECTION_KINDS: Record<string, ScopeKind> = {
  Gateway: 'GatewayListener',
  ListenerSet: 'ListenerSetListener',
  XListenerSet: 'ListenerSetListener',
};

/** The scope a target names. Whatever is neither Gateway nor ListenerSet counts as a route. */
export function scopeOf(object: ObjectName, sectionName?: string): Scope {
  const whole: Scope = {
    kind: WHOLE_KINDS[object.kind] ?? 'Route',
    key: objectKey(object),
    label: `${object.namespace}/${object.name}`,
  };
  return sectionName === undefined
    ? whole
    : {
        kind: SECTION_KINDS[object.kind] ?? 'RouteRule',
        key: `${whole.key}\n${sectionName}`,
        label: `${whole.label}/${sectionName}`,
        whole,
      };
}

/** Objects never change, so what names one is made once. */
const SCOPES = new WeakMap<ObjectName, Scope>();

/** The scope of a whole object. */
export function scopeOfItem(item: ObjectName): Scope {
  let scope = SCOPES.get(item);
  if (!scope) {
    scope = scopeOf(item);
    SCOPES.set(item, scope);
  }
  return scope;
}

const IN_WORDS: ReadonlyArray<readonly [ScopeKind, string]> = [
  ['GatewayListener', 'Gateway listeners'],
  ['ListenerSet', 'ListenerSets'],
  ['ListenerSetListener', 'ListenerSet listeners'],
  ['Route', 'routes'],
  ['RouteRule', 'route rules'],
];

/** Scopes by kind, for messages: `routes default/a, default/b and Gateway listeners default/eg/http`. */
export function describeScopes(scopes: Iterable<Scope>): string {
  const labels = new Map<ScopeKind, string[]>();
  for (const { kind, label } of scopes) {
    labels.set(kind, [...(labels.get(kind) ?? []), label]);
  }
  return IN_WORDS.flatMap(([kind, words]) => {
    const list = labels.get(kind);
    return list ? [`${words} ${list.sort().join(', ')}`] : [];
  }).join(' and ');
}

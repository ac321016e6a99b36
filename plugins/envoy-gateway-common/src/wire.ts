import { z } from 'zod';

// Enums are written as objects: the API report then lists their values in this order, not in the
// compiler's, which changes with the rest of the repository.

const objectName = z.object({ namespace: z.string(), name: z.string() });

/**
 * How a controller judged an object; see the model's `VerdictState` for what each means.
 *
 * @public
 */
export const verdictSchema = z.object({
  state: z.enum({
    accepted: 'accepted',
    partlyValid: 'partlyValid',
    rejected: 'rejected',
    noVerdict: 'noVerdict',
    stale: 'stale',
    notOurs: 'notOurs',
  }),
  reason: z.string().optional(),
  message: z.string().optional(),
  /** What stands against the object although it may be accepted. */
  problems: z.array(
    z.object({ type: z.string(), reason: z.string(), message: z.string() }),
  ),
  since: z.string().optional(),
});

/** @public */
export type VerdictView = z.infer<typeof verdictSchema>;

/** @public */
export const policyEffectSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('apiKey'),
    in: z.array(z.string()),
    secrets: z.array(z.string()),
  }),
  z.object({
    type: z.literal('jwt'),
    providers: z.array(
      z.object({
        name: z.string(),
        issuer: z.string().optional(),
        audiences: z.array(z.string()),
      }),
    ),
    optional: z.boolean(),
  }),
  z.object({ type: z.literal('basicAuth') }),
  z.object({ type: z.literal('oidc'), issuer: z.string().optional() }),
  z.object({ type: z.literal('extAuth') }),
  z.object({
    type: z.literal('authorization'),
    defaultAction: z.string(),
    rules: z.number(),
  }),
  z.object({ type: z.literal('cors'), origins: z.array(z.string()) }),
  z.object({
    type: z.literal('rateLimit'),
    scope: z.enum({ local: 'local', global: 'global' }),
    requests: z.number(),
    unit: z.string(),
    conditional: z.boolean(),
  }),
  z.object({ type: z.literal('timeout'), request: z.string() }),
  z.object({ type: z.literal('retry'), attempts: z.number() }),
  z.object({ type: z.literal('other'), field: z.string() }),
]);

/** @public */
export type PolicyEffectView = z.infer<typeof policyEffectSchema>;

/** Where a policy is attached, least specific first. */
const policyLevel = z.enum({
  gateway: 'gateway',
  listenerSet: 'listenerSet',
  listener: 'listener',
  route: 'route',
  rule: 'rule',
});

/**
 * A policy that reaches a rule on one listener, in force there or replaced.
 *
 * @public
 */
export const attachedPolicySchema = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** Where it is attached. */
  level: policyLevel,
  /** The listener this row of the result speaks of. */
  listener: z.object({
    namespace: z.string(),
    gateway: z.string(),
    name: z.string(),
  }),
  inForce: z.boolean(),
  replacedBy: objectName.extend({ kind: z.string() }).optional(),
  mergedWith: objectName.extend({ kind: z.string() }).optional(),
  verdict: verdictSchema,
  effects: z.array(policyEffectSchema),
});

/** @public */
export type AttachedPolicyView = z.infer<typeof attachedPolicySchema>;

/** An object and the field of it that gave a value. */
const valueSource = objectName.extend({ kind: z.string(), path: z.string() });

/**
 * One value in force on a rule, and the object and field it came from.
 *
 * @public
 */
export const effectiveValueSchema = z.object({
  /** The field, from `spec` on, e.g. `timeout.http.requestTimeout`. */
  path: z.string(),
  /** As JSON; long ones are cut. */
  value: z.string(),
  source: valueSource,
  /** Values that would hold without this one, nearest first. */
  overridden: z.array(
    z.object({ source: valueSource, value: z.string(), why: z.string() }),
  ),
});

/** @public */
export type EffectiveValueView = z.infer<typeof effectiveValueSchema>;

const listenerNameSchema = z.object({
  namespace: z.string(),
  gateway: z.string(),
  name: z.string(),
});

/**
 * What is in force on a rule, of one kind of policy, as the portal computes it from the objects themselves.
 *
 * @public
 */
export const effectivePolicySchema = z.object({
  kind: z.string(),
  /** The most specific policy, whose name Envoy Gateway reports. */
  namespace: z.string(),
  name: z.string(),
  level: policyLevel,
  /** The listeners on which it is so. */
  listeners: z.array(listenerNameSchema),
  /** How it is combined with the less specific policy `mergedWith`. */
  mergeType: z.string().optional(),
  mergedWith: objectName.extend({ kind: z.string() }).optional(),
  values: z.array(effectiveValueSchema),
  /** Values that were left out because there are too many for a reader. */
  valuesOmitted: z.number().optional(),
  /** Policies on the way to the rule that are not in force there. */
  replaced: z.array(
    objectName.extend({
      kind: z.string(),
      level: policyLevel,
      by: objectName.extend({ kind: z.string() }),
      why: z.string(),
    }),
  ),
  /** Why requests get an error instead: the policy cannot be applied. */
  failure: z.object({ path: z.string(), message: z.string() }).optional(),
  /** What the portal cannot know, and on which this depends. */
  unknown: z.string().optional(),
});

/** @public */
export type EffectivePolicyView = z.infer<typeof effectivePolicySchema>;

/**
 * What a rule says itself, on listeners where no policy of the same matter is in force.
 *
 * @public
 */
export const ownValuesSchema = z.object({
  /** The listeners on which it is so. */
  listeners: z.array(listenerNameSchema),
  values: z.array(effectiveValueSchema),
});

/** @public */
export type OwnValuesView = z.infer<typeof ownValuesSchema>;

/** @public */
export const exposureSchema = z.object({
  scheme: z.enum({ http: 'http', https: 'https' }),
  host: z.string(),
  port: z.number(),
  path: z.string(),
  pathType: z.enum({
    Exact: 'Exact',
    PathPrefix: 'PathPrefix',
    RegularExpression: 'RegularExpression',
  }),
  method: z.string().optional(),
  gateway: objectName,
  listener: z.string(),
  /** Position in the route's rules. */
  rule: z.number(),
  /** A link a browser could follow; absent for wildcard hosts and regular expressions. */
  url: z.string().optional(),
  addresses: z.array(z.string()),
  certificateRefs: z.array(objectName),
  /** The verdict of the parent this exposure goes through. */
  verdict: verdictSchema,
});

/** @public */
export type ExposureView = z.infer<typeof exposureSchema>;

/** @public */
export const ruleSchema = z.object({
  index: z.number(),
  name: z.string().optional(),
  matches: z.array(
    z.object({
      path: z.string(),
      pathType: z.enum({
        Exact: 'Exact',
        PathPrefix: 'PathPrefix',
        RegularExpression: 'RegularExpression',
      }),
      method: z.string().optional(),
      /** `name: value` conditions on headers and query parameters, in words. */
      conditions: z.array(z.string()),
    }),
  ),
  backends: z.array(
    z.object({
      kind: z.string(),
      namespace: z.string(),
      name: z.string(),
      port: z.number().optional(),
      weight: z.number(),
      /** `unknown` when the kind could not be listed. */
      exists: z.enum({ yes: 'yes', no: 'no', unknown: 'unknown' }),
    }),
  ),
  /** Filter types in order, e.g. `RequestRedirect`. */
  filters: z.array(z.string()),
  timeouts: z
    .object({
      request: z.string().optional(),
      backendRequest: z.string().optional(),
    })
    .optional(),
  retryAttempts: z.number().optional(),
  policies: z.array(attachedPolicySchema),
  /** What is in force, value by value. */
  effective: z.array(effectivePolicySchema),
  /** What the rule says itself, where no policy stands beside it. */
  own: z.array(ownValuesSchema),
  /** What nothing asks for on at least one listener. */
  without: z.array(
    z.enum({
      authentication: 'authentication',
      rateLimit: 'rateLimit',
      timeout: 'timeout',
    }),
  ),
});

/** @public */
export type RuleView = z.infer<typeof ruleSchema>;

/** @public */
export const parentSchema = z.object({
  gateway: objectName,
  sectionName: z.string().optional(),
  port: z.number().optional(),
  verdict: verdictSchema,
  /** Listeners the route attaches to by this parentRef, by the portal's own reading. */
  listeners: z.array(z.string()),
  /** Why it attaches to none, in words. */
  notAttached: z.object({ reason: z.string(), message: z.string() }).optional(),
});

/** @public */
export type ParentView = z.infer<typeof parentSchema>;

/** @public */
export const routeSchema = z.object({
  cluster: z.string(),
  kind: z.literal('HTTPRoute'),
  namespace: z.string(),
  name: z.string(),
  /** The API entity that stands for the route, when there is one. */
  entityRef: z.string().optional(),
  hostnames: z.array(z.string()),
  parents: z.array(parentSchema),
  exposures: z.array(exposureSchema),
  /** Exposures that were left out because there are too many for a reader. */
  exposuresOmitted: z.number().optional(),
  rules: z.array(ruleSchema),
});

/** @public */
export type RouteView = z.infer<typeof routeSchema>;

/** @public */
export const gatewaySchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  gatewayClassName: z.string(),
  addresses: z.array(z.string()),
  verdict: verdictSchema,
  /** Programmed: whether proxies serve it, as its controller says. */
  programmed: verdictSchema,
  listeners: z.array(
    z.object({
      name: z.string(),
      hostname: z.string().optional(),
      port: z.number(),
      protocol: z.string(),
      attachedRoutes: z.number().optional(),
      /** Namespaces routes may come from: `All`, `Same` or `Selector`. */
      from: z.string(),
      verdict: verdictSchema,
    }),
  ),
});

/** @public */
export type GatewayView = z.infer<typeof gatewaySchema>;

/** @public */
export const clusterSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  phase: z.enum({
    connecting: 'connecting',
    synced: 'synced',
    degraded: 'degraded',
    unreachable: 'unreachable',
  }),
  lastContact: z.string().optional(),
  error: z.string().optional(),
  kinds: z.array(
    z.object({
      kind: z.string(),
      version: z.string().optional(),
      phase: z.string(),
      objects: z.number(),
      unreadable: z.number(),
      error: z.string().optional(),
    }),
  ),
});

/** @public */
export type ClusterView = z.infer<typeof clusterSchema>;

/**
 * How an entity's exposure stands as a whole, over every cluster it was found in.
 *
 * - `live`: every place is accepted, without problems
 * - `partlyLive`: some places are live, or live with problems
 * - `down`: no place is live
 * - `noVerdict`: nothing has been judged yet, or every verdict is stale
 * - `notExposed`: no route belongs to the entity
 * - `unknown`: no cluster that could tell can be read
 *
 * @public
 */
export const overviewSchema = z.object({
  entityRef: z.string(),
  /** RFC 3339. */
  generatedAt: z.string(),
  summary: z.object({
    state: z.enum({
      live: 'live',
      partlyLive: 'partlyLive',
      down: 'down',
      noVerdict: 'noVerdict',
      notExposed: 'notExposed',
      unknown: 'unknown',
    }),
    /** A place is a (route, parent) pair in a cluster. */
    places: z.number(),
    /** Places that answer, with or without problems. */
    livePlaces: z.number(),
    /** Worst first; each a full sentence that names cluster, object and reason. */
    problems: z.array(
      z.object({
        cluster: z.string(),
        object: z.string(),
        reason: z.string(),
        message: z.string(),
        /** What to do about it. */
        remedy: z.string().optional(),
      }),
    ),
  }),
  clusters: z.array(clusterSchema),
  routes: z.array(routeSchema),
  /** Routes of a Gateway that were left out because there are too many; the worst are kept. */
  routesOmitted: z.number().optional(),
  gateways: z.array(gatewaySchema),
});

/** @public */
export type Overview = z.infer<typeof overviewSchema>;

/** A number that may be missing; missing is shown as missing, never as 0. */
const figure = z.number().optional();

/** @public */
export const trafficFiguresSchema = z.object({
  /** Requests in the window, counted by the proxies; exact, not extrapolated. */
  requests: figure,
  /** Requests per second over the window. */
  requestRate: figure,
  /** 5xx responses as a share of all, 0 to 1. */
  errorShare: figure,
  /** Milliseconds of upstream time. */
  p50: figure,
  p95: figure,
  p99: figure,
});

/** @public */
export type TrafficFigures = z.infer<typeof trafficFiguresSchema>;

/** @public */
export const trafficPointSchema = z.object({
  /** Milliseconds since the epoch; the end of the step. */
  time: z.number(),
  requestRate: figure,
  errorShare: figure,
  p95: figure,
});

/** @public */
export type TrafficPoint = z.infer<typeof trafficPointSchema>;

/** @public */
export const trafficSchema = z.object({
  entityRef: z.string(),
  generatedAt: z.string(),
  windowSeconds: z.number(),
  stepSeconds: z.number(),
  /** All routes and clusters together. */
  total: trafficFiguresSchema,
  points: z.array(trafficPointSchema),
  routes: z.array(
    z.object({
      cluster: z.string(),
      kind: z.literal('HTTPRoute'),
      namespace: z.string(),
      name: z.string(),
      rules: z.array(
        trafficFiguresSchema.extend({
          index: z.number(),
          points: z.array(trafficPointSchema),
        }),
      ),
    }),
  ),
  /** A line per cluster: where the figures come from, or why there are none and what to switch on. */
  sources: z.array(
    z.object({
      cluster: z.string(),
      /** `custom` is a traffic source added by a backend module; `title` then names it. */
      source: z.enum({
        prometheus: 'prometheus',
        proxies: 'proxies',
        custom: 'custom',
        none: 'none',
      }),
      title: z.string().optional(),
      /** True when the proxies say their statistics are generated. */
      generated: z.boolean(),
      /** How much of the window the figures cover. */
      coveredSeconds: z.number().optional(),
      problem: z
        .object({ reason: z.string(), message: z.string(), remedy: z.string() })
        .optional(),
    }),
  ),
});

/** @public */
export type Traffic = z.infer<typeof trafficSchema>;

/** @public */
export const clustersResponseSchema = z.object({
  clusters: z.array(clusterSchema),
});

/** @public */
export type ClustersResponse = z.infer<typeof clustersResponseSchema>;

/** @public */
export const gatewaysResponseSchema = z.object({
  gateways: z.array(gatewaySchema),
  /** Clusters whose Gateways could not be listed, so that a short list is not taken for the whole. */
  incomplete: z.array(z.object({ cluster: z.string(), reason: z.string() })),
});

/** @public */
export type GatewaysResponse = z.infer<typeof gatewaysResponseSchema>;

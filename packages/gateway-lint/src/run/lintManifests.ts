import {
  createSnapshot,
  DEFAULT_TRANSLATION_SETTINGS,
  describeRef,
  EnvoyGatewayVersion,
  Finding,
  isJsonObject,
  JsonObject,
  preflight,
  PreflightReport,
  runChecks,
  settingsOfEnvoyGateway,
  SnapshotChange,
  translate,
  TranslationSettings,
} from '@envoy-gateway-portal/gateway-model';
import { DeleteRef } from '../commandLine';
import { locate, Manifest, Place } from '../input';
import { assume, Assumptions } from './assumptions';
import { readCertificates } from './certificates';
import { createInventory, Entry, Inventory, keyOf } from './inventory';
import { findEnvoyGatewayConfig } from './envoyGatewayConfig';
import { MANIFEST_RULES } from './rules';
import { checkSchemas, SchemaCoverage } from './schemaFindings';

export interface LintRequest {
  /** What is to be applied. */
  manifests: readonly Manifest[];
  /** What is there already; without it, the manifests are all there is. */
  against?: readonly Manifest[];
  /** Beside those among the manifests. */
  crds: readonly Manifest[];
  deletions: readonly DeleteRef[];
  /** Whether what is there and not among the manifests will be deleted. */
  prune: boolean;
  namespace: string;
  complete: boolean;
  controllerName?: string;
  envoyGatewayVersion?: EnvoyGatewayVersion;
  /** RFC 3339. */
  now: string;
}

/** A finding, and where it stands in the files. */
export type LocatedFinding = Finding & { place?: Place };

export interface LintResult {
  /** What holds; against something that is there, what the change introduces. */
  findings: LocatedFinding[];
  /** Against something that is there: what the change mends, and what it leaves. */
  fixed: LocatedFinding[];
  unchanged: LocatedFinding[];
  changes?: Pick<
    PreflightReport,
    'conditions' | 'attachments' | 'shadowed' | 'policyChanges'
  >;
  schema: SchemaCoverage;
  /** What was assumed of what is not given, in words. */
  notes: string[];
  objects: number;
  deleted: number;
}

/** Kinds that routes and policies refer to; of those no object is given of, nothing is known. */
const REFERRED_TO: readonly string[] = [
  ...DEFAULT_TRANSLATION_SETTINGS.unread,
  '/Service',
  'gateway.envoyproxy.io/Backend',
  'gateway.envoyproxy.io/HTTPRouteFilter',
  'gateway.envoyproxy.io/EnvoyProxy',
  ...[
    'Gateway',
    'ListenerSet',
    'HTTPRoute',
    'GRPCRoute',
    'TLSRoute',
    'TCPRoute',
    'UDPRoute',
  ].map(kind => `gateway.networking.k8s.io/${kind}`),
];

/** Namespaces are made elsewhere, the others by controllers as well as by people: those given are not all. */
const NEVER_ALL: readonly string[] = [
  '/Namespace',
  '/Secret',
  '/ConfigMap',
  'certificates.k8s.io/ClusterTrustBundle',
];

/** Written by controllers, never by people: their absence says nothing. */
const NEVER_IN_FILES = 'discovery.k8s.io/EndpointSlice';

function settingsFor(
  request: LintRequest,
  inventories: readonly Inventory[],
): Partial<TranslationSettings> {
  const { envoyGatewayVersion: version } = request;
  const given = new Set(
    inventories.flatMap(({ entries }) =>
      [...entries.values()].map(({ ref }) => `${ref.group}/${ref.kind}`),
    ),
  );
  const config = findEnvoyGatewayConfig([
    ...(request.against ?? []),
    ...request.manifests,
  ]);
  return {
    ...(version && { version }),
    ...(config !== undefined && settingsOfEnvoyGateway(config, version)),
    now: request.now,
    readCertificates,
    unread: new Set([
      ...(request.complete ? [] : NEVER_ALL),
      ...REFERRED_TO.filter(
        kind =>
          !given.has(kind) && (!request.complete || kind === NEVER_IN_FILES),
      ),
    ]),
    ...(request.controllerName !== undefined && {
      controllerName: request.controllerName,
    }),
  };
}

/** Of claims, the older one wins: what is new is younger than what is there. */
function withAge(
  entry: Entry,
  old: Entry | undefined,
  now: string,
): JsonObject {
  const { object } = entry;
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const before =
    old && isJsonObject(old.object.metadata) && old.object.metadata;
  const creationTimestamp = before ? before.creationTimestamp : now;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(creationTimestamp !== undefined && { creationTimestamp }),
    },
  };
}

function isMeant(
  { ref }: Entry,
  deletion: DeleteRef,
  defaultNamespace: string,
): boolean {
  return (
    ref.kind === deletion.kind &&
    (deletion.group === undefined || ref.group === deletion.group) &&
    ref.name === deletion.name &&
    (ref.namespace === undefined ||
      ref.namespace === (deletion.namespace ?? defaultNamespace))
  );
}

function deletionsOf(
  request: LintRequest,
  candidates: Inventory,
  before: Inventory,
): { deleted: Entry[]; missing: DeleteRef[] } {
  const found = request.deletions.map(deletion =>
    [...before.entries.values()].find(entry =>
      isMeant(entry, deletion, request.namespace),
    ),
  );
  const pruned = request.prune
    ? [...before.entries]
        .filter(([key]) => !candidates.entries.has(key))
        .map(([, entry]) => entry)
    : [];
  return {
    deleted: [...new Set([...found.flatMap(entry => entry ?? []), ...pruned])],
    missing: request.deletions.filter((_, index) => !found[index]),
  };
}

function twiceFindings({ twice }: Inventory): LocatedFinding[] {
  const { code, severity } = MANIFEST_RULES.twice;
  return twice.map(({ entry, other }) => {
    const place = locate(other.manifest);
    const first = locate(entry.manifest);
    return {
      code,
      severity,
      ref: other.ref,
      message: `${describeRef(other.ref)} is there already, in ${first.file}:${
        first.line
      }.`,
      remedy: 'Leave one of the manifests, or give the object another name.',
      place,
    };
  });
}

/** Objects without a name are refused, and nothing more is made of them. */
function namedOf(inventory: Inventory | undefined): Entry[] {
  return [...(inventory?.entries.values() ?? [])].filter(
    ({ ref }) => ref.name !== '',
  );
}

/** Something is to be deleted that is not there. */
export class NothingToDelete extends Error {}

/**
 * Judges manifests.
 *
 * @throws NothingToDelete
 */
export function lintManifests(request: LintRequest): LintResult {
  const candidates = createInventory(request.manifests, request.namespace);
  const before =
    request.against && createInventory(request.against, request.namespace);
  const crds = [
    ...(before?.crds ?? []),
    ...createInventory(request.crds, request.namespace).crds,
    ...candidates.crds,
  ];
  const schema = checkSchemas(candidates, before, crds);
  const settings = settingsFor(
    request,
    before ? [before, candidates] : [candidates],
  );
  const located = (finding: Finding): LocatedFinding => {
    const key = keyOf(finding.ref);
    const entry = candidates.entries.get(key) ?? before?.entries.get(key);
    return entry
      ? { ...finding, place: locate(entry.manifest, finding.path) }
      : finding;
  };
  // Of an object that is refused, that it cannot be understood says nothing more.
  const isNews = ({ code, ref }: Finding) =>
    code !== 'EG114' || !schema.refused.has(keyOf(ref));
  const own = [...schema.findings, ...twiceFindings(candidates)];
  const given = [...namedOf(before), ...namedOf(candidates)];
  const assumed: Assumptions = request.complete
    ? { objects: [], notes: [] }
    : assume(given, settings.controllerName);
  const result = (
    of: Pick<LintResult, 'findings' | 'fixed' | 'unchanged' | 'changes'>,
    deleted: number,
  ): LintResult => ({
    ...of,
    schema: schema.coverage,
    notes: assumed.notes,
    objects: candidates.entries.size,
    deleted,
  });
  if (!before) {
    const snapshot = createSnapshot([
      ...assumed.objects,
      ...namedOf(candidates).map(({ object }) => object),
    ]);
    const findings = runChecks(translate(snapshot, settings)).filter(isNews);
    return result(
      {
        findings: [...own, ...findings.map(located)],
        fixed: [],
        unchanged: [],
      },
      0,
    );
  }

  const { deleted, missing } = deletionsOf(request, candidates, before);
  if (missing.length > 0) {
    throw new NothingToDelete(
      `--delete ${missing
        .map(({ kind, namespace, name }) =>
          [kind, namespace, name].filter(Boolean).join('/'),
        )
        .join(', ')}: not among what --against names`,
    );
  }
  const changes: SnapshotChange[] = [
    ...deleted.map(({ ref }) => ({ type: 'delete' as const, ref })),
    ...namedOf(candidates).map(entry => ({
      type: 'upsert' as const,
      object: withAge(entry, before.entries.get(keyOf(entry.ref)), request.now),
    })),
  ];
  const { introduced, fixed, unchanged, ...rest } = preflight(
    createSnapshot([
      ...assumed.objects,
      ...namedOf(before).map(({ object }) => object),
    ]),
    changes,
    { settings },
  );
  return result(
    {
      findings: [...own, ...introduced.filter(isNews).map(located)],
      fixed: fixed.map(located),
      unchanged: unchanged.map(located),
      changes: {
        conditions: rest.conditions,
        attachments: rest.attachments,
        shadowed: rest.shadowed,
        policyChanges: rest.policyChanges,
      },
    },
    deleted.length,
  );
}

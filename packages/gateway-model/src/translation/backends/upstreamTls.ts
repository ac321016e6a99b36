import { booleanAt, JsonObject, listAt, objectAt, stringAt } from '../../json';
import {
  CaCertificates,
  caCertificates,
  hasData,
  SDS_SECRET_TYPE,
  sdsProblem,
  secretType,
} from '../certificates';
import { GatewayContext, Item, Unknown, World } from '../types';
import { BackendReference, isItem, lookupBackend } from './reference';
import { portSection } from './servicePorts';
import {
  backendTlsPolicyItems,
  TlsPolicyTarget,
  tlsPolicyFor,
} from './tlsPolicyTargets';

export interface UpstreamTls {
  problem?: string;
  unknown?: Unknown;
  /** The BackendTLSPolicy in force, if Envoy Gateway came to look at it. */
  policy?: Item;
}

/** Certificates named by a Backend or BackendTLSPolicy are of its own namespace: no grant is asked for. */
function trustedCertificates(
  world: World,
  owner: Item,
  validation: JsonObject | undefined,
): CaCertificates {
  return caCertificates(world, owner, validation?.caCertificateRefs, false);
}

function trustsSystem(validation: JsonObject | undefined): boolean {
  return stringAt(validation, 'wellKnownCACertificates') === 'System';
}

/** Whether a BackendTLSPolicy says whom to trust. */
export function policyCertificates(world: World, policy: Item): CaCertificates {
  const validation = objectAt(policy.spec, 'validation');
  return trustsSystem(validation)
    ? {}
    : trustedCertificates(world, policy, validation);
}

/** A Secret that holds a client's certificate, by the owner of the settings that name it. */
function clientCertificate(
  world: World,
  settings: JsonObject,
  owner: { kind: string; namespace: string },
): UpstreamTls {
  const ref = objectAt(settings, 'clientCertificateRef');
  if (!ref) {
    return {};
  }
  const namespace = stringAt(ref, 'namespace') || owner.namespace;
  const name = stringAt(ref, 'name') ?? '';
  // A Gateway's reference across namespaces was judged with the Gateway.
  if (owner.kind !== 'Gateway' && namespace !== owner.namespace) {
    return {
      problem: `the client certificate must be a Secret of namespace ${owner.namespace}, is of ${namespace}`,
    };
  }
  const secret = world.lookup({ group: '', kind: 'Secret', namespace, name });
  if (secret === 'unread') {
    return {
      unknown: {
        reason: 'NotRead',
        message: `Whether Secret ${namespace}/${name} exists; Secrets are not read here.`,
        ref: { group: '', kind: 'Secret', namespace, name },
      },
    };
  }
  if (!isItem(secret)) {
    return {
      problem: `Secret ${namespace}/${name}, a client certificate, does not exist`,
    };
  }
  if (secretType(secret) !== SDS_SECRET_TYPE) {
    return {};
  }
  return world.settings.sdsSecretRefEnabled
    ? sdsProblem(secret)
    : {
        problem: `Secret ${namespace}/${name} refers to SDS, which is not enabled`,
      };
}

function usableClientCertificate(secret: Item): boolean {
  return hasData(secret, 'tls.crt') && hasData(secret, 'tls.key');
}

/**
 * The client certificate of a Gateway's own `tls.backend`, where the Gateway's status says it is resolved; a
 * broken one is not used, and stands before the EnvoyProxy's all the same.
 */
function gatewayCertificate(
  world: World,
  gateway: GatewayContext,
  backend: JsonObject,
): UpstreamTls {
  const ref = objectAt(backend, 'clientCertificateRef');
  const { namespace: home } = gateway;
  const namespace = stringAt(ref, 'namespace') || home;
  const kind = stringAt(ref, 'kind') ?? 'Secret';
  const name = stringAt(ref, 'name') ?? '';
  if (!ref || kind !== 'Secret' || stringAt(ref, 'group')) {
    return {};
  }
  const permitted = world.permits(
    {
      group: gateway.item.group,
      kind: 'Gateway',
      namespace: home,
    },
    { group: '', kind, namespace, name },
  );
  const secret = world.lookup({ group: '', kind, namespace, name });
  if (
    !permitted ||
    secret === 'missing' ||
    (isItem(secret) && !usableClientCertificate(secret))
  ) {
    return {};
  }
  return clientCertificate(world, backend, {
    kind: 'Gateway',
    namespace: home,
  });
}

function ofGateway(world: World, gateway: GatewayContext): UpstreamTls {
  const backend = objectAt(gateway.item.spec, 'tls', 'backend');
  if (backend) {
    return gatewayCertificate(world, gateway, backend);
  }
  const settings = objectAt(gateway.envoyProxy?.spec, 'backendTLS');
  return gateway.envoyProxy && settings
    ? clientCertificate(world, settings, {
        kind: 'EnvoyProxy',
        namespace: gateway.envoyProxy.item.namespace,
      })
    : {};
}

interface BackendTls extends UpstreamTls {
  /** Whether TLS is spoken because the Backend itself says so. */
  configured: boolean;
  /** Whether the Backend itself says whom to trust, or to trust anyone. */
  trusting: boolean;
}

function ofBackend(world: World, backend: Item): BackendTls {
  const tls = objectAt(backend.spec, 'tls');
  if (!tls) {
    return { configured: false, trusting: false };
  }
  const insecure = booleanAt(tls, 'insecureSkipVerify') ?? false;
  const system = trustsSystem(tls);
  const named = listAt(tls, 'caCertificateRefs').length > 0;
  const certificates: CaCertificates =
    !insecure && !system && named
      ? trustedCertificates(world, backend, tls)
      : {};
  const client: UpstreamTls = certificates.problem
    ? {}
    : clientCertificate(world, tls, backend);
  return {
    configured: true,
    trusting: insecure || system || named,
    problem: certificates.problem?.message ?? client.problem,
    unknown: certificates.unknown ?? client.unknown,
  };
}

/** What a BackendTLSPolicy would have to target: the object and the section a reference names. */
function tlsPolicyTarget(world: World, ref: BackendReference): TlsPolicyTarget {
  const { group, kind, name, port } = ref;
  const target: TlsPolicyTarget = { group, kind, name };
  if (port === undefined) {
    return target;
  }
  if (kind !== 'Service' && kind !== 'ServiceImport') {
    return { ...target, sectionName: String(port) };
  }
  const service = lookupBackend(world, ref);
  return {
    ...target,
    sectionName: isItem(service) ? portSection(service, port) : undefined,
  };
}

/** The BackendTLSPolicy in force for a backend, if any. */
export function tlsPolicyOf(
  world: World,
  ref: BackendReference,
): Item | undefined {
  return backendTlsPolicyItems(world).length > 0
    ? tlsPolicyFor(world, ref.namespace, tlsPolicyTarget(world, ref))
    : undefined;
}

/**
 * The TLS Envoy will speak to a backend, from the Backend itself, a BackendTLSPolicy, the Gateway and the
 * EnvoyProxy; the first problem in upstream's order (`applyBackendTLSSetting`).
 */
export function judgeUpstreamTls(
  world: World,
  ref: BackendReference,
  gateway: GatewayContext | undefined,
): UpstreamTls {
  const found = ref.kind === 'Backend' ? lookupBackend(world, ref) : undefined;
  const backend =
    found && isItem(found)
      ? ofBackend(world, found)
      : { configured: false, trusting: false };
  if (backend.problem) {
    return { problem: backend.problem, unknown: backend.unknown };
  }
  const policy = tlsPolicyOf(world, ref);
  const ofPolicy: CaCertificates = policy
    ? policyCertificates(world, policy)
    : {};
  const unknown = backend.unknown ?? ofPolicy.unknown;
  if (ofPolicy.problem) {
    return { problem: ofPolicy.problem.message, unknown, policy };
  }
  if (!policy && !backend.configured) {
    return { unknown };
  }
  if (!policy && !backend.trusting) {
    return {
      problem:
        'no certificates of authorities are given, and verification is not skipped',
      unknown,
    };
  }
  const client: UpstreamTls = gateway ? ofGateway(world, gateway) : {};
  return {
    problem: client.problem,
    unknown: unknown ?? client.unknown,
    policy,
  };
}

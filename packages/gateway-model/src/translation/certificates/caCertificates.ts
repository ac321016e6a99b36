import { listAt, stringAt } from '../../json';
import { describeRef } from '../../resources/objectRef';
import { Item, Unknown, World } from '../types';
import { dataKeys, hasData, SDS_SECRET_TYPE, secretType } from './secretData';
import { sdsProblem } from './sdsReference';

export type CaProblemKind =
  | 'RefNotPermitted'
  | 'InvalidKind'
  | 'NoValidCertificate'
  | 'InvalidRef';

/** What a list of `caCertificateRefs` comes to: the first problem met, as Envoy Gateway reports no other. */
export interface CaCertificates {
  problem?: { kind: CaProblemKind; message: string };
  unknown?: Unknown;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', ''],
  ['Secret', ''],
  ['ClusterTrustBundle', 'certificates.k8s.io'],
]);

const KEYS = ['ca.crt', 'tls.crt'];

/** The key certificates are read from: a known one, or the only one there is. */
function certificateKey(item: Item): string | undefined {
  const keys = dataKeys(item);
  return (
    KEYS.find(key => keys.includes(key)) ??
    (keys.length === 1 ? keys[0] : undefined)
  );
}

function problem(kind: CaProblemKind, message: string): CaCertificates {
  return { problem: { kind, message } };
}

interface Progress {
  certificates: boolean;
  sds: boolean;
  supported: boolean;
  unknown?: Unknown;
}

function readRef(
  world: World,
  found: Item,
  progress: Progress,
): CaCertificates | undefined {
  if (found.kind === 'ClusterTrustBundle') {
    progress.certificates ||= !!stringAt(found.spec, 'trustBundle');
    return undefined;
  }
  if (found.kind === 'Secret' && secretType(found) === SDS_SECRET_TYPE) {
    if (!world.settings.sdsSecretRefEnabled) {
      return problem(
        'InvalidRef',
        `${describeRef(
          found,
        )} names a certificate served over SDS, which Envoy Gateway is not configured to allow`,
      );
    }
    if (progress.sds) {
      return problem('InvalidRef', 'More than one SDS Secret is referred to');
    }
    const sds = sdsProblem(found);
    if (sds.problem !== undefined) {
      return problem('InvalidRef', sds.problem);
    }
    progress.sds = true;
    progress.unknown ??= sds.unknown;
    return undefined;
  }
  const key = certificateKey(found);
  if (key === undefined) {
    return problem(
      'InvalidRef',
      `${describeRef(found)} holds no CA certificate (ca.crt)`,
    );
  }
  progress.certificates ||= hasData(found, key);
  return undefined;
}

/**
 * Whether CA certificates can be had from `caCertificateRefs`; not whether they are any good. `grants` is
 * false where upstream does not ask for ReferenceGrants (upstream `getCaCertsFromCARefs`).
 */
export function caCertificates(
  world: World,
  owner: { group: string; kind: string; namespace: string },
  refs: unknown,
  grants = true,
): CaCertificates {
  const progress: Progress = {
    certificates: false,
    sds: false,
    supported: false,
  };
  for (const ref of listAt(refs)) {
    const kind = stringAt(ref, 'kind') ?? '';
    const name = stringAt(ref, 'name') ?? '';
    const namespace = stringAt(ref, 'namespace') ?? owner.namespace;
    const to = { group: stringAt(ref, 'group') ?? '', kind, namespace, name };
    if (grants && !world.permits(owner, to)) {
      return problem(
        'RefNotPermitted',
        `No ReferenceGrant permits the reference to ${describeRef(to)}`,
      );
    }
    const group = KINDS.get(kind);
    if (group === undefined) {
      continue;
    }
    progress.supported = true;
    const target =
      group === '' ? { group, kind, namespace, name } : { group, kind, name };
    const found = world.lookup(target);
    if (found === 'missing') {
      return problem('InvalidRef', `${describeRef(target)} does not exist`);
    }
    if (found === 'unread') {
      progress.certificates = true;
      progress.unknown ??= {
        reason: 'NotRead',
        message: `It depends on the CA certificate in ${describeRef(target)}`,
        ref: target,
      };
      continue;
    }
    const failed = readRef(world, found, progress);
    if (failed) {
      return failed;
    }
  }
  const { unknown } = progress;
  if (progress.sds && progress.certificates && !unknown) {
    return problem(
      'InvalidRef',
      'An SDS Secret cannot stand beside other CA certificates',
    );
  }
  if (progress.sds || progress.certificates) {
    return unknown ? { unknown } : {};
  }
  return progress.supported
    ? problem(
        'NoValidCertificate',
        'None of the objects referred to holds a CA certificate',
      )
    : problem(
        'InvalidKind',
        'CA certificates may come from a ConfigMap, a Secret or a ClusterTrustBundle',
      );
}

import { listAt, stringAt } from '../../json';
import { Lookup, Unknown, World } from '../types';
import { isItem } from './reference';
import {
  dataOf,
  firstMatchOrOnly,
  isSdsSecret,
  sdsContent,
} from './secretContent';

export interface CaCertificates {
  problem?: { kind: 'InvalidKind' | 'Invalid'; message: string };
  unknown?: Unknown;
}

/** What one reference gives: certificates (or nothing), the name of an SDS source, or a problem. */
interface Source {
  certificates?: boolean;
  sds?: boolean;
  problem?: string;
  unknown?: Unknown;
}

const CA_KEYS = ['ca.crt', 'tls.crt'];

function notRead(kind: string, namespace: string, name: string): Source {
  const group = kind === 'ClusterTrustBundle' ? 'certificates.k8s.io' : '';
  return {
    certificates: true,
    unknown: {
      reason: 'NotRead',
      message: `What ${kind} ${name} holds; it is not read here.`,
      ref: { group, kind, name, ...(namespace && { namespace }) },
    },
  };
}

/** Kubernetes keeps the data of a Secret in base64; an empty value is empty either way. */
function fromData(lookup: Lookup, what: string): Source {
  if (!isItem(lookup)) {
    return { problem: `${what} does not exist` };
  }
  const data = dataOf(lookup);
  const key = firstMatchOrOnly(data, ...CA_KEYS);
  if (key === undefined) {
    return { problem: `${what} has no ${CA_KEYS.join(' or ')}` };
  }
  return { certificates: Boolean(stringAt(data, key)) };
}

function fromSecret(world: World, lookup: Lookup, what: string): Source {
  if (!isItem(lookup) || !isSdsSecret(lookup)) {
    return fromData(lookup, what);
  }
  return world.settings.sdsSecretRefEnabled
    ? { sds: true, ...sdsContent(lookup) }
    : { problem: `${what} refers to SDS, which is not enabled` };
}

function sourceOf(
  world: World,
  kind: string,
  namespace: string,
  name: string,
): Source | undefined {
  if (kind === 'ClusterTrustBundle') {
    const group = 'certificates.k8s.io';
    const bundle = world.lookup({ group, kind, name });
    if (bundle === 'unread') {
      return notRead(kind, '', name);
    }
    return isItem(bundle)
      ? { certificates: Boolean(stringAt(bundle.spec, 'trustBundle')) }
      : { problem: `ClusterTrustBundle ${name} does not exist` };
  }
  if (kind !== 'ConfigMap' && kind !== 'Secret') {
    return undefined;
  }
  const found = world.lookup({ group: '', kind, namespace, name });
  if (found === 'unread') {
    return notRead(kind, namespace, name);
  }
  const what = `${kind} ${namespace}/${name}`;
  return kind === 'Secret'
    ? fromSecret(world, found, what)
    : fromData(found, what);
}

/**
 * Whether references of one namespace give the certificates of authorities to trust (upstream
 * `getCaCertsFromCARefs`). Upstream does not look into the certificates here.
 */
export function judgeCaCertificates(
  world: World,
  owner: unknown,
  namespace: string,
): CaCertificates {
  let supported = false;
  let certificates = false;
  let sds = false;
  let unknown: Unknown | undefined;
  const invalid = (message: string): CaCertificates => ({
    problem: { kind: 'Invalid', message },
    ...(unknown && { unknown }),
  });
  for (const ref of listAt(owner, 'caCertificateRefs')) {
    const kind = stringAt(ref, 'kind') ?? '';
    const name = stringAt(ref, 'name') ?? '';
    const source = sourceOf(world, kind, namespace, name);
    if (!source) {
      continue;
    }
    supported = true;
    if (source.sds && sds) {
      return invalid('only one Secret may refer to SDS');
    }
    if (source.problem) {
      return invalid(source.problem);
    }
    unknown ??= source.unknown;
    sds ||= source.sds ?? false;
    certificates ||= source.certificates ?? false;
  }
  if (sds && certificates) {
    return invalid('SDS and other certificates of authorities do not mix');
  }
  if (!sds && !certificates) {
    return supported
      ? invalid('none of caCertificateRefs holds a certificate')
      : {
          problem: {
            kind: 'InvalidKind',
            message:
              'caCertificateRefs must name a ConfigMap, a Secret or a ClusterTrustBundle',
          },
        };
  }
  return unknown ? { unknown } : {};
}

import { listAt, stringAt } from '../../json';
import { describeRef } from '../../resources/objectRef';
import { refOfItem } from '../refOfItem';
import {
  CertificateFacts,
  Item,
  TranslationSettings,
  Unknown,
  World,
} from '../types';
import {
  dataText,
  hasData,
  SDS_SECRET_TYPE,
  secretType,
  TLS_SECRET_TYPE,
} from './secretData';
import { pemBlocks } from './pem';
import { sdsProblem } from './sdsReference';

export type CertificateReason =
  | 'RefNotPermitted'
  | 'InvalidCertificateRef'
  | 'PartiallyInvalidCertificateRef';

/** What the `certificateRefs` of a listener come to. */
export interface ServingCertificates {
  problem?: { reason: CertificateReason; message: string };
  /** False when none of them is of use. */
  usable: boolean;
  /** Subject alternative names of those that are; common names do not count. */
  dnsNames: readonly string[];
  /** One of them is served over SDS, so that its names cannot be known. */
  sds: boolean;
  unknown?: Unknown;
  /** What else they might come to, where that is unknown: the worst first. */
  doubts: readonly (
    | 'InvalidCertificateRef'
    | 'PartiallyInvalidCertificateRef'
  )[];
}

interface Failure {
  reason: 'RefNotPermitted' | 'InvalidCertificateRef';
  message: string;
}

interface Owner {
  group: string;
  kind: string;
  namespace: string;
}

function invalid(message: string): Failure {
  return { reason: 'InvalidCertificateRef', message };
}

/** The Secret a certificateRef names, if its reference holds; upstream `validateTerminateModeAndGetTLSSecrets`. */
function resolve(
  world: World,
  owner: Owner,
  ref: unknown,
): { failure: Failure } | { secret: Item } | { unread: Unknown } {
  if ((stringAt(ref, 'group') ?? '') !== '') {
    return { failure: invalid('A certificateRef must be of the core group') };
  }
  if ((stringAt(ref, 'kind') ?? 'Secret') !== 'Secret') {
    return { failure: invalid('A certificateRef must name a Secret') };
  }
  const target = {
    group: '',
    kind: 'Secret',
    namespace: stringAt(ref, 'namespace') || owner.namespace,
    name: stringAt(ref, 'name') ?? '',
  };
  const name = describeRef(target);
  if (!world.permits(owner, target)) {
    return {
      failure: {
        reason: 'RefNotPermitted',
        message: `No ReferenceGrant permits the reference to ${name}`,
      },
    };
  }
  const secret = world.lookup(target);
  if (secret === 'missing') {
    return { failure: invalid(`${name} does not exist`) };
  }
  if (secret === 'unread') {
    return {
      unread: {
        reason: 'NotRead',
        message: `It depends on ${name}, which is not read`,
        ref: target,
      },
    };
  }
  return { secret };
}

/** The chain in a PEM text; what is no certificate there spoils it (upstream `validateServingCertificateChain`). */
function readChain(
  { readCertificates }: TranslationSettings,
  pem: string,
): readonly CertificateFacts[] | undefined {
  return pemBlocks(pem).every(({ label }) => label === 'CERTIFICATE')
    ? readCertificates?.(pem)
    : undefined;
}

/** Why a Secret of the TLS type is of no use, as far as its public part tells. */
function chainProblem(
  chain: readonly CertificateFacts[],
  now: string | undefined,
): string | undefined {
  const time = now === undefined ? NaN : Date.parse(now);
  for (const { notBefore, notAfter } of chain) {
    if (time > Date.parse(notAfter)) {
      return `has a certificate that expired at ${notAfter}`;
    }
    if (time < Date.parse(notBefore)) {
      return `has a certificate that is not valid before ${notBefore}`;
    }
  }
  return undefined;
}

/** One certificate per domain and kind of key: a second one could never be chosen. */
function duplicateDomain(
  leaf: CertificateFacts,
  taken: Set<string>,
): string | undefined {
  const own = new Set<string>();
  for (const domain of leaf.dnsNames) {
    const key = `${leaf.publicKeyAlgorithm}/${domain}`;
    if (!own.has(key) && taken.has(key)) {
      return domain;
    }
    own.add(key);
    taken.add(key);
  }
  return undefined;
}

function tlsSecretFailure(secret: Item): Failure | undefined {
  const name = describeRef(secret);
  if (secretType(secret) !== TLS_SECRET_TYPE) {
    return invalid(`${name} is not of type ${TLS_SECRET_TYPE}`);
  }
  return hasData(secret, 'tls.crt') && hasData(secret, 'tls.key')
    ? undefined
    : invalid(`${name} must hold tls.crt and tls.key`);
}

/** Judges the certificates of a listener that terminates TLS. */
export function servingCertificates(
  world: World,
  owner: Owner,
  refs: unknown,
): ServingCertificates {
  const { settings } = world;
  const failures: Failure[] = [];
  const secrets: Item[] = [];
  const sdsSecrets = new Set<Item>();
  let unknown: Unknown | undefined;
  let presumed = 0;

  for (const ref of listAt(refs)) {
    const resolved = resolve(world, owner, ref);
    if ('failure' in resolved) {
      failures.push(resolved.failure);
    } else if ('unread' in resolved) {
      unknown ??= resolved.unread;
      presumed++;
    } else if (secretType(resolved.secret) === SDS_SECRET_TYPE) {
      const sds = settings.sdsSecretRefEnabled
        ? sdsProblem(resolved.secret)
        : {
            problem: `${describeRef(
              resolved.secret,
            )} names a certificate served over SDS, which Envoy Gateway is not configured to allow`,
          };
      if (sds.problem !== undefined) {
        failures.push(invalid(sds.problem));
      } else {
        sdsSecrets.add(resolved.secret);
        unknown ??= sds.unknown;
      }
    } else {
      const failure = tlsSecretFailure(resolved.secret);
      if (failure) {
        failures.push(failure);
      } else {
        secrets.push(resolved.secret);
      }
    }
  }

  const unusable = (found: readonly Failure[]): ServingCertificates => ({
    problem: {
      reason: found.every(one => one.reason === 'RefNotPermitted')
        ? 'RefNotPermitted'
        : 'InvalidCertificateRef',
      message: found.map(one => one.message).join('; '),
    },
    usable: false,
    dnsNames: [],
    sds: false,
    doubts: [],
  });
  if (secrets.length + sdsSecrets.size + presumed === 0) {
    return unusable(failures);
  }

  const dnsNames: string[] = [];
  const taken = new Set<string>();
  const contentFailures: Failure[] = [];
  let valid = presumed;
  for (const secret of secrets) {
    const name = describeRef(secret);
    const pem = dataText(secret, 'tls.crt');
    const readable = pem !== undefined && settings.readCertificates;
    const chain = readable ? readChain(settings, pem) : [];
    if (chain === undefined || (readable && chain.length === 0)) {
      contentFailures.push(
        invalid(`The certificate in ${name} cannot be read`),
      );
      continue;
    }
    const expired = chainProblem(chain, settings.now);
    if (expired !== undefined) {
      contentFailures.push(invalid(`${name} ${expired}`));
      continue;
    }
    unknown ??= {
      reason: 'SecretBytes',
      message: `It depends on whether the private key in ${name} belongs to its certificate`,
      ref: refOfItem(secret),
    };
    if (chain.length > 0) {
      const [leaf] = chain;
      const duplicate = duplicateDomain(leaf, taken);
      if (duplicate !== undefined) {
        contentFailures.push(
          invalid(
            `${name} is a second ${leaf.publicKeyAlgorithm} certificate for ${duplicate}`,
          ),
        );
        continue;
      }
      dnsNames.push(...(leaf.commonNameOnly ? [] : leaf.dnsNames));
    }
    valid++;
  }

  // What the references failed with is told only where some certificate can still be served.
  if (valid + sdsSecrets.size === 0) {
    return unusable(contentFailures);
  }
  const all = [...failures, ...contentFailures];
  const doubts: ServingCertificates['doubts'] =
    sdsSecrets.size > 0
      ? ['PartiallyInvalidCertificateRef']
      : ['InvalidCertificateRef', 'PartiallyInvalidCertificateRef'];
  return {
    ...(all.length > 0 && {
      problem: {
        reason: 'PartiallyInvalidCertificateRef',
        message: all.map(one => one.message).join('; '),
      },
    }),
    usable: true,
    dnsNames,
    sds: sdsSecrets.size > 0,
    ...(unknown && { unknown }),
    // A single certificate is good or bad, but not in part.
    doubts: unknown ? doubts.slice(0, valid + sdsSecrets.size) : [],
  };
}

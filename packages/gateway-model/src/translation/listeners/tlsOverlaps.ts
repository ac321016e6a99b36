import { isRejected, ListenerDraft, setCondition } from './draft';

type Hostname = string | undefined;

function isWildcard(hostname: string): boolean {
  return hostname.length > 1 && hostname.startsWith('*');
}

/** `*.example.com` stands for one label here, unlike in routing: certificates are compared, not requests. */
function covers(wildcard: string, hostname: string): boolean {
  const suffix = wildcard.slice(1);
  return (
    isWildcard(wildcard) &&
    !isWildcard(hostname) &&
    hostname.endsWith(suffix) &&
    !hostname.slice(0, hostname.length - suffix.length).includes('.')
  );
}

function overlap(a: Hostname, b: Hostname): boolean {
  return (
    a === undefined ||
    b === undefined ||
    a === b ||
    covers(a, b) ||
    covers(b, a)
  );
}

/** Names of certificates, so that two sets of them are compared without comparing all pairs. */
interface CertificateNames {
  names: ReadonlySet<string>;
  /** What a wildcard would have to be to cover one of them, with the name it covers. */
  wildcards: ReadonlyMap<string, string>;
}

function indexNames(names: readonly string[]): CertificateNames {
  const wildcards = new Map<string, string>();
  for (const name of names) {
    const dot = name.indexOf('.');
    if (dot > 0 && !isWildcard(name)) {
      wildcards.set(`*${name.slice(dot)}`, name);
    }
  }
  return { names: new Set(names), wildcards };
}

function commonName(
  a: CertificateNames,
  b: CertificateNames,
): [string, string] | undefined {
  for (const name of a.names) {
    const covered = b.names.has(name) ? name : b.wildcards.get(name);
    if (covered !== undefined) {
      return [name, covered];
    }
  }
  for (const name of b.names) {
    const covered = a.wildcards.get(name);
    if (covered !== undefined) {
      return [covered, name];
    }
  }
  return undefined;
}

interface Overlap {
  other: ListenerDraft;
  detail: string;
}

/**
 * Pairs off listeners as upstream does: one that is already in an overlap is not looked at again, so a third
 * one that overlaps only with it stays unmarked.
 */
function findOverlaps(
  drafts: readonly ListenerDraft[],
  compare: (i: number, j: number) => [string, string] | undefined,
): Map<ListenerDraft, Overlap> {
  const found = new Map<ListenerDraft, Overlap>();
  drafts.forEach((first, i) => {
    if (found.has(first)) {
      return;
    }
    for (let j = i + 1; j < drafts.length; j++) {
      const second = drafts[j];
      const pair =
        second.port === first.port && !found.has(second)
          ? compare(i, j)
          : undefined;
      if (pair) {
        found.set(first, { other: second, detail: pair.join(' with ') });
        found.set(second, {
          other: first,
          detail: [pair[1], pair[0]].join(' with '),
        });
      }
    }
  });
  return found;
}

function listenerOf({ other }: Overlap, draft: ListenerDraft): string {
  return other.gateway === draft.gateway
    ? `listener ${other.name}`
    : `listener ${other.name} of Gateway ${other.gateway.namespace}/${other.gateway.name}`;
}

function setOverlapping(
  draft: ListenerDraft,
  reason: string,
  message: string,
): void {
  setCondition(draft, 'OverlappingTLSConfig', 'True', reason, message);
}

function judgeHostnames(drafts: readonly ListenerDraft[]): void {
  const overlaps = findOverlaps(drafts, (i, j) => {
    const { hostname: a } = drafts[i];
    const { hostname: b } = drafts[j];
    return overlap(a, b) ? [a || 'every host', b || 'every host'] : undefined;
  });
  for (const [draft, found] of overlaps) {
    setOverlapping(
      draft,
      'OverlappingHostnames',
      `Its hostname overlaps (${found.detail}) with that of ${listenerOf(
        found,
        draft,
      )}`,
    );
  }
}

/** What a certificate served over SDS is for cannot be known, so it may overlap with every neighbour. */
function judgeSds(drafts: readonly ListenerDraft[]): void {
  for (const draft of drafts) {
    const neighbours = drafts.filter(({ port }) => port === draft.port);
    const opaque =
      neighbours.length > 1 &&
      neighbours.some(
        other =>
          other.servesSds &&
          (other === draft ||
            other.hostname === undefined ||
            draft.certificateNames.some(name => overlap(other.hostname, name))),
      );
    if (opaque) {
      setOverlapping(
        draft,
        'SDSCertificateOpaque',
        'A listener on this port serves its certificate over SDS, whose names cannot be known: HTTP/2 is off unless a ClientTrafficPolicy sets ALPN',
      );
    }
  }
}

function judgeCertificates(drafts: readonly ListenerDraft[]): void {
  const indices = drafts.map(draft => indexNames(draft.certificateNames));
  const overlaps = findOverlaps(drafts, (i, j) =>
    commonName(indices[i], indices[j]),
  );
  for (const [draft, found] of overlaps) {
    setOverlapping(
      draft,
      'OverlappingCertificates',
      `Its certificate overlaps (${found.detail}) with that of ${listenerOf(
        found,
        draft,
      )}: HTTP/2 is off unless a ClientTrafficPolicy sets ALPN`,
    );
  }
}

/**
 * Finds HTTPS listeners a client could take for one another over a shared HTTP/2 connection. What concerns
 * certificates is told in preference to what concerns hostnames, as Gateway API asks.
 */
export function judgeTlsOverlaps(drafts: readonly ListenerDraft[]): void {
  const https = drafts.filter(
    draft => draft.protocol === 'HTTPS' && !isRejected(draft),
  );
  judgeHostnames(https);
  judgeSds(https);
  judgeCertificates(https);
}

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

/** A name of a listener on a port: its hostname, or one its certificate is for. */
interface Entry {
  draft: ListenerDraft;
  position: number;
  name: Hostname;
}

/** The wildcard that covers a name. */
function coveringWildcard(name: string): string {
  return `*${name.slice(name.indexOf('.'))}`;
}

/** Finds the names on a port that overlap with one, without comparing all with all. */
function indexNames(entries: readonly Entry[]): (name: Hostname) => Entry[] {
  const anyName: Entry[] = [];
  const same = new Map<string, Entry[]>();
  const covered = new Map<string, Entry[]>();
  const add = (index: Map<string, Entry[]>, key: string, entry: Entry) => {
    const known = index.get(key);
    if (known) {
      known.push(entry);
    } else {
      index.set(key, [entry]);
    }
  };
  for (const entry of entries) {
    const { name } = entry;
    if (name === undefined) {
      anyName.push(entry);
    } else {
      add(same, name, entry);
      if (!isWildcard(name) && name.includes('.')) {
        add(covered, coveringWildcard(name), entry);
      }
    }
  }
  return name => {
    if (name === undefined) {
      return [...entries];
    }
    const crossing = isWildcard(name)
      ? covered.get(name)
      : same.get(coveringWildcard(name));
    return [...anyName, ...(same.get(name) ?? []), ...(crossing ?? [])];
  };
}

interface Overlap {
  other: ListenerDraft;
  own: Hostname;
  others: Hostname;
}

/**
 * Pairs off listeners as upstream does: one that is already in an overlap is not looked at again, so a third
 * one that overlaps only with it stays unmarked.
 */
function findOverlaps(
  drafts: readonly ListenerDraft[],
  namesOf: (draft: ListenerDraft) => readonly Hostname[],
): Map<ListenerDraft, Overlap> {
  const ports = new Map<number, Entry[]>();
  drafts.forEach((draft, position) => {
    const entries = ports.get(draft.port) ?? [];
    ports.set(draft.port, entries);
    for (const name of namesOf(draft)) {
      entries.push({ draft, position, name });
    }
  });
  const found = new Map<ListenerDraft, Overlap>();
  for (const entries of ports.values()) {
    const overlapping = indexNames(entries);
    let current: ListenerDraft | undefined;
    let skip = false;
    for (const { draft, position, name } of entries) {
      if (draft !== current) {
        current = draft;
        skip = found.has(draft);
      }
      for (const other of skip ? [] : overlapping(name)) {
        if (other.position > position && !found.has(other.draft)) {
          found.set(draft, {
            other: other.draft,
            own: name,
            others: other.name,
          });
          found.set(other.draft, {
            other: draft,
            own: other.name,
            others: name,
          });
        }
      }
    }
  }
  return found;
}

function describe({ own, others }: Overlap): string {
  return `${own || 'every host'} with ${others || 'every host'}`;
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
  const overlaps = findOverlaps(drafts, ({ hostname }) => [hostname]);
  for (const [draft, found] of overlaps) {
    setOverlapping(
      draft,
      'OverlappingHostnames',
      `Its hostname overlaps (${describe(found)}) with that of ${listenerOf(
        found,
        draft,
      )}`,
    );
  }
}

/** What a certificate served over SDS is for cannot be known, so it may overlap with every neighbour. */
function judgeSds(drafts: readonly ListenerDraft[]): void {
  const neighbours = new Map<number, number>();
  for (const { port } of drafts) {
    neighbours.set(port, (neighbours.get(port) ?? 0) + 1);
  }
  const opaque = drafts.filter(({ servesSds }) => servesSds);
  for (const draft of drafts) {
    const { port, certificateNames } = draft;
    const concerned =
      (neighbours.get(port) ?? 0) > 1 &&
      opaque.some(
        other =>
          other.port === port &&
          (other === draft ||
            other.hostname === undefined ||
            certificateNames.some(name => overlap(other.hostname, name))),
      );
    if (concerned) {
      setOverlapping(
        draft,
        'SDSCertificateOpaque',
        'A listener on this port serves its certificate over SDS, whose names cannot be known: HTTP/2 is off unless a ClientTrafficPolicy sets ALPN',
      );
    }
  }
}

function judgeCertificates(drafts: readonly ListenerDraft[]): void {
  const overlaps = findOverlaps(
    drafts,
    ({ certificateNames }) => certificateNames,
  );
  for (const [draft, found] of overlaps) {
    setOverlapping(
      draft,
      'OverlappingCertificates',
      `Its certificate overlaps (${describe(found)}) with that of ${listenerOf(
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

/**
 * One place a rule of a route answers at, if its parent was accepted.
 *
 * @public
 */
export interface Exposure {
  scheme: 'http' | 'https';
  /** A hostname, possibly with a leading `*.`; `*` when neither route nor listener names one. */
  host: string;
  port: number;
  path: string;
  pathType: 'Exact' | 'PathPrefix' | 'RegularExpression';
  /** Absent means any method. */
  method?: string;
  gateway: { namespace: string; name: string };
  listener: string;
  /** Position in `spec.rules`. */
  rule: number;
  /** Position in the rule's `matches`. */
  match: number;
  /** A link a browser could follow. Absent for wildcard hosts and regular expressions. */
  url?: string;
  /** The addresses the Gateway reports, for hosts that have no DNS record yet. */
  addresses: string[];
  certificateRefs: Array<{ namespace: string; name: string }>;
}

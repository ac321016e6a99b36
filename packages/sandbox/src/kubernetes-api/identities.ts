import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Verbs on resources, as in a ClusterRole. `*` stands for all.
 *
 * @public
 */
export interface AccessRule {
  apiGroups: string[];
  /** Plural names, subresources as `pods/proxy`. */
  resources: string[];
  verbs: string[];
}

/**
 * Someone the API server knows by a bearer token.
 *
 * @public
 */
export interface Identity {
  user: string;
  rules: AccessRule[];
}

/** Who may call: bearer tokens and the identities they stand for. */
export interface Identities {
  /** Lets a token in; makes one up when none is given. */
  issue(identity: Identity, token?: string): string;
  revoke(token: string): void;
  /** The identity of an `Authorization` header; `undefined` when it names none. */
  authenticate(authorization: string | undefined): Identity | undefined;
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function createIdentities(): Identities {
  const known = new Map<string, { hash: Buffer; identity: Identity }>();
  return {
    issue(identity, token = randomBytes(24).toString('base64url')) {
      known.set(token, { hash: digest(token), identity });
      return token;
    },
    revoke(token) {
      known.delete(token);
    },
    authenticate(authorization) {
      const [, presented] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
      if (!presented) return undefined;
      const hash = digest(presented);
      return [...known.values()].find(entry =>
        timingSafeEqual(entry.hash, hash),
      )?.identity;
    },
  };
}

/** What the portal's ClusterRole grants: reading its kinds, the proxies' Pods and their statistics. */
export const READER: Identity = {
  user: 'system:serviceaccount:backstage:envoy-gateway-reader',
  rules: [
    {
      apiGroups: [
        'gateway.networking.k8s.io',
        'gateway.networking.x-k8s.io',
        'gateway.envoyproxy.io',
      ],
      resources: ['*'],
      verbs: ['get', 'list', 'watch'],
    },
    {
      apiGroups: [''],
      resources: ['services', 'namespaces', 'pods'],
      verbs: ['get', 'list', 'watch'],
    },
    { apiGroups: [''], resources: ['pods/proxy'], verbs: ['get'] },
  ],
};

export const ADMIN: Identity = {
  user: 'system:admin',
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
};

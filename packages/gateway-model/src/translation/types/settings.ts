import { JsonObject } from '../../json';

/** What a certificate's public part says; read by a caller that can parse X.509. @public */
export interface CertificateFacts {
  /** Subject alternative names, and the common name where there are none. */
  dnsNames: string[];
  /** `dnsNames` holds the common name, for want of alternative names. */
  commonNameOnly?: boolean;
  /** RFC 3339. */
  notBefore: string;
  /** RFC 3339. */
  notAfter: string;
  /** `RSA`, `ECDSA` or another name of a public key algorithm. */
  publicKeyAlgorithm: string;
}

/**
 * A version of Envoy Gateway whose decisions can be foretold.
 *
 * @public
 */
export type EnvoyGatewayVersion = '1.7' | '1.8' | '1.9';

/**
 * How the Envoy Gateway whose decisions are foretold is set up, and what is known to the snapshot.
 *
 * @public
 */
export interface TranslationSettings {
  /** Whose rules hold; those of 1.9 where nobody has said. */
  version?: EnvoyGatewayVersion;
  controllerName: string;
  /** The namespace Envoy Gateway runs in. */
  controllerNamespace: string;
  /** `extensionApis.enableBackend`. */
  backendEnabled: boolean;
  /** `extensionApis.enableEnvoyPatchPolicy`. */
  envoyPatchPolicyEnabled: boolean;
  /** `extensionApis.enableLua`, off by default since 1.9; absent where nobody has said. */
  luaEnabled?: boolean;
  /** `extensionApis.enableSDSSecretRef`. */
  sdsSecretRefEnabled: boolean;
  /** Whether a global rate limit service is configured. */
  globalRateLimitEnabled: boolean;
  /** Kinds of an extension server's own resources (`group/kind`), usable as filters and backends. */
  extensionKinds?: ReadonlySet<string>;
  /** Whether Envoy Gateway routes to Services instead of their endpoints everywhere. */
  endpointRoutingDisabled: boolean;
  gatewayNamespaceMode: boolean;
  /** Standalone mode: proxies run on the host. */
  runningOnHost: boolean;
  /** `envoyProxy`: the spec of an EnvoyProxy that holds where neither class nor Gateway says otherwise. */
  envoyProxyDefaults?: JsonObject;
  /**
   * Foretell the translator alone, as `egctl x translate` runs it: without what Envoy Gateway's provider finds
   * before it (an EnvoyProxy that does not exist) or adds after it (a Gateway's `Accepted` and `Programmed`).
   */
  translatorOnly?: boolean;
  /**
   * Kinds this snapshot does not hold (`group/kind`, the core group empty: `/Secret`). References to them
   * are neither found nor missing: they are unknown.
   */
  unread: ReadonlySet<string>;
  /** RFC 3339; decides whether certificates have expired. Without it, expiry is not judged. */
  now?: string;
  /** Reads the public part of a certificate chain (PEM); `undefined` when it cannot be read. */
  readCertificates?: (pem: string) => readonly CertificateFacts[] | undefined;
}

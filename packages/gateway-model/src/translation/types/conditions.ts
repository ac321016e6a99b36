import { ObjectRef } from '../../resources';

/**
 * Why the portal cannot know something Envoy Gateway knows.
 *
 * - `SecretBytes`: it depends on the content of a Secret (a private key, credentials)
 * - `ConfigMapBytes`: on the content of a ConfigMap that was not given
 * - `NotRead`: on a kind of object that this snapshot does not hold at all (see {@link TranslationSettings.unread})
 * - `ExternalFetch`: on something fetched from elsewhere (OIDC discovery, a Wasm image, a JWKS)
 * - `Infrastructure`: on proxies, addresses or health that only the running system has
 *
 * @public
 */
export type UnknownReason =
  | 'SecretBytes'
  | 'ConfigMapBytes'
  | 'NotRead'
  | 'ExternalFetch'
  | 'Infrastructure';

/** @public */
export interface Unknown {
  reason: UnknownReason;
  /** One sentence: what it depends on. */
  message: string;
  /** The object whose content decides, where there is one. */
  ref?: ObjectRef;
}

/**
 * A condition Envoy Gateway will write. With `unknown`, it is what stands as long as the unknown thing is
 * in order: a presumption, to be shown as one.
 *
 * @public
 */
export interface PredictedCondition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  /** In this product's own words; the facts are Envoy Gateway's. */
  message: string;
  /** The field at fault, from the object's root, where one is. */
  path?: string;
  unknown?: Unknown;
}

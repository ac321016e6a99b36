import { z } from 'zod';

/**
 * The signals channel on which the backend says that something it shows has changed.
 *
 * @public
 */
export const ENVOY_GATEWAY_SIGNAL_CHANNEL = 'envoy-gateway';

/**
 * What is said on {@link ENVOY_GATEWAY_SIGNAL_CHANNEL}: which kinds changed in which cluster, and
 * nothing of their content, since everyone who is signed in hears it.
 *
 * @public
 */
export const inventoryChangedSignalSchema = z.object({
  cluster: z.string(),
  /** Kinds whose objects changed; empty when the state of the cluster itself did. */
  kinds: z.array(z.string()),
});

/** @public */
export type InventoryChangedSignal = z.infer<
  typeof inventoryChangedSignalSchema
>;

import { JsonObject } from '../../json';
import { ObjectMeta } from '../../resources';
import { Snapshot } from '../../snapshot';
import { TranslationSettings } from './settings';

/**
 * Any object as the translation reads it: raw, and to be read with the functions of `json/` alone, since it
 * may hold anything. `namespace` is empty for cluster-scoped kinds.
 *
 * @public
 */
export interface Item {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly metadata: ObjectMeta;
  readonly spec: JsonObject;
  readonly object: JsonObject;
}

/**
 * A reference looked up: there, certainly not there, or of a kind this snapshot does not hold.
 *
 * @public
 */
export type Lookup = Item | 'missing' | 'unread';

/**
 * The snapshot as the stages of the translation see it.
 *
 * @public
 */
export interface World {
  readonly snapshot: Snapshot;
  readonly settings: TranslationSettings;
  /** All readable objects of a kind, in the order Envoy Gateway processes them. */
  items(group: string, kind: string): readonly Item[];
  lookup(ref: {
    group: string;
    kind: string;
    namespace?: string;
    name: string;
  }): Lookup;
  /** Labels of a Namespace; `undefined` when there is no such object. */
  namespaceLabels(name: string): Record<string, string> | undefined;
  /**
   * EndpointSlices of a Service (`kubernetes.io/service-name`) or ServiceImport
   * (`multicluster.kubernetes.io/service-name`), in order.
   */
  endpointSlices(
    kind: 'Service' | 'ServiceImport',
    namespace: string,
    name: string,
  ): readonly Item[] | 'unread';
  /** Whether a reference across namespaces is permitted by a ReferenceGrant. Within one it always is. */
  permits(
    from: { group: string; kind: string; namespace: string },
    to: { group: string; kind: string; namespace: string; name: string },
  ): boolean;
}

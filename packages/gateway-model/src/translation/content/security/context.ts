import { ENVOY_GATEWAY_GROUP } from '../../../resources/references';
import { BackendStage, ContentInput, Item, World } from '../../types';
import { Referrer } from '../dataReference';

/** What the parts of a SecurityPolicy are judged by. */
export interface SecurityContext {
  readonly world: World;
  readonly backends: BackendStage;
  readonly input: ContentInput;
}

/** The policy references resolve from, as one who refers. */
export function referrer(policy: Item): Referrer & { name: string } {
  return {
    group: ENVOY_GATEWAY_GROUP,
    kind: 'SecurityPolicy',
    namespace: policy.namespace,
    name: policy.name,
  };
}

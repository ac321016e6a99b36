import { ApiEntityV1alpha1 } from '@backstage/catalog-model';
import { ComponentIndex } from './components';
import { FactDefaults } from './facts';
import { RememberedFacts } from './factSources';

/** What entities are made of, beside the objects themselves. */
export interface EntityContext {
  controllerNames: readonly string[];
  components: ComponentIndex;
  defaults: FactDefaults;
}

/** What the catalog holds of an entity, so that what cannot be read now is not lost. */
export interface RememberedEntity extends RememberedFacts {
  providedBy: readonly string[];
}

export interface BuiltEntity {
  entity: ApiEntityV1alpha1;
  /** What was passed over, for the log. */
  problems: string[];
}

import {
  apiEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { isError } from '@backstage/errors';

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const MAX_REASON = 300;

/**
 * Why the catalog would refuse an entity, or nothing. One malformed entity fails the whole mutation it
 * is part of, so each is judged before it is handed over.
 */
export async function refusalOf(entity: Entity): Promise<string | undefined> {
  try {
    await policy.enforce(entity);
    await apiEntityV1alpha1Validator.check(entity);
    return undefined;
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    return reason.slice(0, MAX_REASON);
  }
}

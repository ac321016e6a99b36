import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** What the provider reads of an entity: never its definition, which may be large. */
const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.annotations',
  'spec.owner',
  'spec.lifecycle',
  'spec.system',
];

type EntityQuery = NonNullable<
  Parameters<CatalogService['streamEntities']>[0]
>['query'];

/** The entities a query finds, page by page, with this plugin's own credentials. */
export async function* queriedEntities(
  catalog: CatalogService,
  auth: AuthService,
  query: EntityQuery,
): AsyncGenerator<Entity> {
  const credentials = await auth.getOwnServiceCredentials();
  const pages = catalog.streamEntities(
    { query, fields: FIELDS },
    { credentials },
  );
  for await (const page of pages) {
    yield* page;
  }
}

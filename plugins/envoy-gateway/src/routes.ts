import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** Where the golden paths are: the scaffolder's page, when the app has one. */
export const createRouteRef = createExternalRouteRef({
  id: 'create',
  optional: true,
  defaultTarget: 'scaffolder.root',
});

import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  envoyGateway?: {
    /** How HTTPRoutes and Gateways become entities of the catalog. */
    catalog?: {
      /**
       * Entity ref of the owner of what nobody claims. A Group unless it says otherwise; `unknown` by
       * default.
       */
      defaultOwner?: string;
      /** Lifecycle of what does not say; `production` by default. */
      defaultLifecycle?: string;
      /** Entity ref of the System of what does not say; none by default. */
      defaultSystem?: string;
      /**
       * A step that would remove more than this share of the entities (0 to 1), and at least 10 of
       * them, waits until a second full sync confirms it. 0.5 by default; 1 removes at once.
       */
      removalThreshold?: number;
      /**
       * When the sync runs. It runs until its timeout and is then picked up again, by any replica, so
       * `timeout` bounds how long the catalog waits after a replica was killed. By default every
       * 2 seconds with a timeout of 2 minutes. The scope is always global.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}

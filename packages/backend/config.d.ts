export interface Config {
  permission?: {
    /**
     * Entity refs of the users and groups who see the traffic of every route, not only of their own,
     * e.g. `group:default/platform`.
     */
    trafficReaders?: string[];
  };
}

export interface Config {
  app?: {
    /**
     * People of the example organisation whom the sign-in page offers in development, so that
     * ownership and permissions can be seen. The backend refuses them outside development.
     */
    examplePeople?: Array<{
      /**
       * Name of the User entity in the `default` namespace.
       * @visibility frontend
       */
      name: string;
      /**
       * What the sign-in page calls the person.
       * @visibility frontend
       */
      title: string;
      /**
       * What can be seen by signing in as this person.
       * @visibility frontend
       */
      description?: string;
    }>;
  };
}

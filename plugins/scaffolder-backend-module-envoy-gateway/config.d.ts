export interface Config {
  envoyGateway?: {
    /**
     * Git servers, or parts of them, that templates may publish to with `envoyGateway:git:publish`.
     * A repository belongs to the entry with the longest path that is its own or a parent of it;
     * a repository that belongs to none is refused.
     */
    git?: Array<{
      /**
       * Address of the server, or of a group or repository on it, over http or https,
       * such as `https://git.example.com/platform/`.
       */
      url: string;
      /** Account to read and push with. Beside a token, `oauth2` when left out. */
      username?: string;
      /**
       * Password of the account. Either this or `token`.
       * @visibility secret
       */
      password?: string;
      /**
       * Access token of the account, sent as its password. Either this or `password`.
       * @visibility secret
       */
      token?: string;
    }>;
  };
}

import { HumanDuration } from '@backstage/types';

export interface Config {
  envoyGateway?: {
    /**
     * The clusters to read. Each is reached in exactly one way: `kubeconfig`, `inCluster` or `url`.
     */
    clusters?: Array<{
      /**
       * How the portal calls the cluster: up to 63 letters, digits, `-`, `_` or `.`. Entities carry it:
       * a cluster that is renamed is another one.
       */
      name: string;

      /** How people call it. */
      title?: string;

      /** Reaches the cluster as `kubectl` does. */
      kubeconfig?: {
        /**
         * The kubeconfig file, relative to the working directory of the backend. Without it, the
         * environment variable `KUBECONFIG`, else `~/.kube/config`.
         */
        file?: string;

        /** A context of the file. Without it, the file's current context. */
        context?: string;

        /**
         * Allows the user of the context to get its credentials from a program or an auth provider
         * (`exec`, `auth-provider`), which the backend then runs. Refused by default.
         */
        allowExec?: boolean;
      };

      /** Reaches the cluster the backend itself runs in, with its ServiceAccount. */
      inCluster?: boolean;

      /** The URL of the API server. `http` is allowed for localhost only. */
      url?: string;

      /**
       * A bearer token, for `url`.
       * @visibility secret
       */
      token?: string;

      /**
       * A file that holds the bearer token, for `url`. It is read again for every request, so that it
       * may rotate.
       */
      tokenFile?: string;

      /**
       * The certificate authority of the API server, PEM or base64 of PEM, for `url`.
       * @visibility secret
       */
      caData?: string;

      /** A file with the certificate authority of the API server, PEM, for `url`. */
      caFile?: string;

      /** Does not check the certificate of the API server. For experiments only. */
      skipTLSVerify?: boolean;

      /**
       * Which Envoy Gateway decides there. Without it, the tag of its pods' image tells; where that says nothing,
       * the rules of the newest are assumed.
       */
      envoyGatewayVersion?: '1.7' | '1.8' | '1.9';

      /** Where traffic figures come from. Without it, from the proxies' own statistics. */
      traffic?: {
        /**
         * `prometheus`, `proxies` (statistics of the proxy pods, read through the API server), or
         * `none`.
         */
        type?: 'prometheus' | 'proxies' | 'none';

        /** Base URL of Prometheus' HTTP API. */
        url?: string;

        /**
         * Prometheus as a Service of the cluster, read through the API server:
         * `/api/v1/namespaces/NAMESPACE/services/NAME:PORT/proxy`.
         */
        servicePath?: string;

        /**
         * A bearer token for `url`.
         * @visibility secret
         */
        token?: string;

        /** The label that names the proxy pod. Defaults to `pod`. */
        podLabel?: string;

        /** The label that names the namespace of the proxy pod. Defaults to `namespace`. */
        namespaceLabel?: string;
      };
    }>;

    /**
     * Controller names whose GatewayClasses count as ours. Defaults to
     * `gateway.envoyproxy.io/gatewayclass-controller`.
     */
    controllerNames?: string[];

    /** How clusters are read. The defaults suit most. */
    inventory?: {
      /** Objects per page of a listing, 1 to 5000. Defaults to 500. */
      pageSize?: number;

      /** How long an answer may take as a whole, watches excepted. Defaults to 60 s. */
      requestTimeout?: HumanDuration | string;

      /** How long watches are kept before they are renewed. Defaults to 5 min. */
      watchTimeout?: HumanDuration | string;

      /** A watch that is silent for so long is opened anew. Defaults to 150 s. */
      inactivityTimeout?: HumanDuration | string;

      /** A cluster that is silent for so long is asked whether it is still there. Defaults to 20 s. */
      heartbeat?: HumanDuration | string;
    };
  };
}

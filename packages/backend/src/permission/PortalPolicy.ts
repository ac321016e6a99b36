import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { envoyGatewayTrafficReadPermission } from '@envoy-gateway-portal/plugin-envoy-gateway-common';

/**
 * This portal's policy: everybody sees what is exposed and what protects it; how its traffic does is
 * for the owners, and for those named in `permission.trafficReaders`.
 */
export class PortalPolicy implements PermissionPolicy {
  readonly #trafficReaders: ReadonlySet<string>;

  constructor(options: { trafficReaders: readonly string[] }) {
    this.#trafficReaders = new Set(
      options.trafficReaders.map(ref => ref.toLocaleLowerCase('en-US')),
    );
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!isPermission(request.permission, envoyGatewayTrafficReadPermission)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (
      claims.some(ref =>
        this.#trafficReaders.has(ref.toLocaleLowerCase('en-US')),
      )
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    return createCatalogConditionalDecision(
      request.permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
}

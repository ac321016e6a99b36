import { createBackendModule } from '@backstage/backend-plugin-api';
import { NotAllowedError, InputError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** The header the sign-in page names the chosen person in. */
const PERSON_HEADER = 'x-example-person';

/**
 * Signs in whoever the header names, unproved, and therefore only in development: with any other
 * `NODE_ENV` every attempt is refused, and no config can change that.
 */
export const examplePeopleAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {
    return { allowed: process.env.NODE_ENV === 'development' };
  },
  async authenticate({ req }, { allowed }: { allowed: boolean }) {
    if (!allowed) {
      throw new NotAllowedError(
        'auth.providers.example-people: the example people sign in without a password, so they exist in development only (NODE_ENV=development). Configure a real provider: https://backstage.io/docs/auth/',
      );
    }
    const name = req.header(PERSON_HEADER);
    if (!name || !/^[a-z0-9-]{1,63}$/.test(name)) {
      throw new InputError(
        `Header ${PERSON_HEADER} must name a User of the example organisation, such as "priya"`,
      );
    }
    return { result: { name } };
  },
});

export const examplePeopleModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'example-people',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'example-people',
          factory: createProxyAuthProviderFactory({
            authenticator: examplePeopleAuthenticator,
            signInResolver: async ({ result }, ctx) =>
              ctx.signInWithCatalogUser({
                entityRef: {
                  kind: 'User',
                  namespace: 'default',
                  name: result.name,
                },
              }),
          }),
        });
      },
    });
  },
});

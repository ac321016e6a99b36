import { ConfigApi, IdentityApi } from '@backstage/core-plugin-api';

/** Someone the sign-in page offers in development. */
export interface ExamplePerson {
  /** Name of the User entity, or undefined for the guest. */
  name?: string;
  title: string;
  description?: string;
}

export const GUEST: ExamplePerson = {
  title: 'Guest',
  description: 'Look around without a team. Nothing is owned by you.',
};

/** The people `app.examplePeople` names, the guest last; empty outside development. */
export function readExamplePeople(config: ConfigApi): ExamplePerson[] {
  const people =
    config.getOptionalConfigArray('app.examplePeople')?.map(person => ({
      name: person.getString('name'),
      title: person.getString('title'),
      description: person.getOptionalString('description'),
    })) ?? [];
  return people.length ? [...people, GUEST] : [];
}

const STORAGE_KEY = 'envoy-gateway-portal:signed-in-as';

/** Who signed in last, so that a reload does not ask again. */
export function rememberedPerson(
  people: ExamplePerson[],
): ExamplePerson | undefined {
  const name = localStorage.getItem(STORAGE_KEY);
  if (name === null) return undefined;
  return people.find(person => (person.name ?? '') === name);
}

export function rememberPerson(person: ExamplePerson) {
  localStorage.setItem(STORAGE_KEY, person.name ?? '');
}

export function forgetPerson() {
  localStorage.removeItem(STORAGE_KEY);
}

/** The same identity, which forgets the choice when it signs out. */
export function forgettingIdentity(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      forgetPerson();
      await identity.signOut();
    },
  };
}

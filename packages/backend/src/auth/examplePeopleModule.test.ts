import { NotAllowedError, InputError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import { examplePeopleAuthenticator } from './examplePeopleModule';

type Request = Parameters<
  typeof examplePeopleAuthenticator.authenticate
>[0]['req'];

const requestAs = (person: string | undefined) =>
  ({ header: () => person } as unknown as Request);

describe('examplePeopleAuthenticator', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV });
  });
  const authenticate = (environment: string, person: string | undefined) => {
    Object.assign(process.env, { NODE_ENV: environment });
    const context = examplePeopleAuthenticator.initialize({
      config: mockServices.rootConfig(),
    });
    return examplePeopleAuthenticator.authenticate(
      { req: requestAs(person) },
      context,
    );
  };

  it('signs in whom the header names, in development', async () => {
    await expect(authenticate('development', 'priya')).resolves.toEqual({
      result: { name: 'priya' },
    });
  });

  it.each(['production', 'test', ''])(
    'refuses everybody when NODE_ENV is "%s"',
    async environment => {
      await expect(authenticate(environment, 'priya')).rejects.toThrow(
        NotAllowedError,
      );
    },
  );

  it.each([undefined, '', '../pia', 'group:default/platform', 'a'.repeat(64)])(
    'refuses the name %p',
    async person => {
      await expect(authenticate('development', person)).rejects.toThrow(
        InputError,
      );
    },
  );
});

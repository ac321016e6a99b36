import { secret } from '../../../__testUtils__/backends';
import { contentOf, itemOfKind, paths } from '../../../__testUtils__/content';
import { grant } from '../../../__testUtils__/objects';

const judge = (
  spec: Record<string, unknown>,
  more?: Parameters<typeof contentOf>[2],
) => contentOf('SecurityPolicy', spec, more);

const users = { basicAuth: { users: { name: 'users' } } };

describe('users of basic authentication', () => {
  it('are in a Secret, whose content stays unknown', () => {
    const objects = [secret('apps/users', { '.htpasswd': 'eA==' })];
    const { problems, unknown } = judge(users, { objects });
    expect(problems).toEqual([]);
    expect(unknown).toMatchObject({
      reason: 'SecretBytes',
      ref: { namespace: 'apps', name: 'users' },
    });
  });

  it.each<[string, readonly unknown[]]>([
    ['does not exist', []],
    ['has another key', [secret('apps/users', { users: 'eA==' })]],
    ['has nothing there', [secret('apps/users', { '.htpasswd': '' })]],
  ])('are missing where the Secret %s', (_, objects) => {
    expect(paths(judge(users, { objects }))).toEqual(['basicAuth.users']);
  });

  it('depend on Secrets that are not read', () => {
    const settings = { unread: new Set(['/Secret']) };
    expect(judge(users, { settings })).toMatchObject({
      problems: [],
      unknown: { reason: 'NotRead' },
    });
  });

  it('may be in another namespace if that permits it', () => {
    const spec = {
      basicAuth: { users: { name: 'users', namespace: 'infra' } },
    };
    const there = secret('infra/users', { '.htpasswd': 'eA==' });
    const permit = grant(
      'infra/g',
      {
        group: 'gateway.envoyproxy.io',
        kind: 'SecurityPolicy',
        namespace: 'apps',
      },
      { group: '', kind: 'Secret' },
    );
    expect(paths(judge(spec, { objects: [there] }))).toHaveLength(1);
    expect(paths(judge(spec, { objects: [there, permit] }))).toEqual([]);
  });

  it('are looked for where the policy is that gave them', () => {
    const owner = () => itemOfKind('SecurityPolicy', 'infra');
    const objects = [secret('infra/users', { '.htpasswd': 'eA==' })];
    expect(paths(judge(users, { objects, owner }))).toEqual([]);
  });
});

describe('API keys', () => {
  const keys = (...names: string[]) => ({
    apiKeyAuth: { credentialRefs: names.map(name => ({ name })) },
  });

  it('of one client cannot be the same', () => {
    const objects = [secret('apps/a', { one: 'eA==' })];
    expect(judge(keys('a', 'a'), { objects })).toMatchObject({
      problems: [],
      warnings: [],
    });
    expect(judge(keys('a', 'a'), { objects }).unknown).toBeUndefined();
  });

  it('of several clients may be', () => {
    const objects = [
      secret('apps/a', { one: 'eA==' }),
      secret('apps/b', { two: 'eA==' }),
    ];
    expect(judge(keys('a', 'b'), { objects })).toMatchObject({
      problems: [],
      unknown: { reason: 'SecretBytes' },
    });
    expect(paths(judge(keys('a', 'c', 'b'), { objects }))).toEqual([
      'apiKeyAuth.credentialRefs[1]',
    ]);
  });

  it('come from one place each, of routes', () => {
    const spec = {
      apiKeyAuth: {
        credentialRefs: [],
        extractFrom: [{ headers: ['a'] }, { headers: ['a'], params: ['b'] }],
      },
    };
    expect(judge(spec, { route: 'HTTPRoute' }).problems).toEqual([
      expect.objectContaining({
        path: 'apiKeyAuth.extractFrom[1]',
        phase: 'validation',
      }),
    ]);
    expect(judge(spec).problems).toEqual([]);
  });
});

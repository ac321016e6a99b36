import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { EnvoyGatewayInventory } from '@envoy-gateway-portal/plugin-envoy-gateway-node';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { mkdir, symlink } from 'node:fs/promises';
import { parse, parseAllDocuments } from 'yaml';
import { createHttpRouteGenerateAction } from './httpRouteGenerate';

const valid = {
  name: 'payments',
  namespace: 'payments',
  gateway: 'platform/public',
  hostnames: ['api.example.com'],
  paths: ['/payments'],
  backend: { service: 'payments', port: 8080 },
  owner: 'group:default/payments',
};

describe('envoyGateway:httpRoute:generate', () => {
  const workspace = createMockDirectory();
  beforeEach(() => workspace.clear());

  async function generate(
    input: object,
    options: { inventory?: EnvoyGatewayInventory; isDryRun?: boolean } = {},
  ) {
    const outputs: Record<string, any> = {};
    const logs: string[] = [];
    const logger = mockServices.logger.mock();
    logger.info.mockImplementation(
      message => void logs.push(`info ${message}`),
    );
    logger.warn.mockImplementation(
      message => void logs.push(`warn ${message}`),
    );
    const action = createHttpRouteGenerateAction({
      inventory: options.inventory ?? inventoryMock(),
    });
    await action.handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      input,
      logger,
      isDryRun: options.isDryRun,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    } as never);
    return { outputs, logs };
  }

  const manifests = async (input: object) => {
    const { outputs } = await generate(input);
    return parseAllDocuments(outputs.manifests).map(one => one.toJS());
  };

  it('tells where the files are, what is not called for, and which API appears', async () => {
    const { outputs } = await generate(
      { ...valid, rateLimit: { requests: 5, unit: 'Second' } },
      { isDryRun: true },
    );
    expect(outputs).toEqual({
      folder: 'payments/payments',
      files: [
        'payments/payments/httproute.yaml',
        'payments/payments/backendtrafficpolicy.yaml',
      ],
      absentFiles: ['securitypolicy.yaml'],
      manifests: expect.stringMatching(
        /^apiVersion: .*\n---\napiVersion: .*\n$/s,
      ),
      entityRef: 'api:default/payments.payments',
    });
  });

  it('writes the same bytes every time, and takes away what is no longer called for', async () => {
    const protectedInput = {
      ...valid,
      authentication: { type: 'apiKey', apiKey: { secretName: 'keys' } },
    };
    await generate(protectedInput);
    const first = workspace.content();
    await generate(protectedInput);
    expect(workspace.content()).toEqual(first);

    await generate(valid);
    expect(workspace.content()).toEqual({
      payments: {
        payments: { 'httproute.yaml': expect.stringMatching(/[^\n]\n$/) },
      },
    });
  });

  it('takes short and long forms, and what a form leaves empty, for the same', async () => {
    const [long] = await manifests({
      ...valid,
      gateway: { cluster: undefined, namespace: 'platform', name: 'public' },
      paths: [{ value: '/payments', type: 'PathPrefix', methods: [] }],
      backend: { ...valid.backend, namespace: 'payments' },
      authentication: { type: 'none' },
      owner: 'payments',
      title: '',
      description: '',
      system: '',
      cluster: '',
      targetPath: '',
      lifecycle: 'production',
      hostnames: ['api.example.com', 'api.example.com'],
    });
    expect([long]).toEqual(await manifests(valid));
  });

  it('counts clients without keys by address, of either family', async () => {
    const [, limit] = await manifests({
      ...valid,
      rateLimit: { requests: 5, unit: 'Hour', perClient: true },
    });
    const rules = ['0.0.0.0/0', '::/0'].map(value => ({
      clientSelectors: [{ sourceCIDR: { type: 'Distinct', value } }],
      limit: { requests: 5, unit: 'Hour' },
    }));
    expect(limit.spec.rateLimit).toEqual({ local: { rules } });
  });

  it('writes only the authentication that was chosen, whatever else a form holds', async () => {
    const [, security] = await manifests({
      ...valid,
      authentication: {
        type: 'jwt',
        apiKey: { secretName: 'keys' },
        jwt: {
          issuer: 'not an address',
          jwksUri: 'https://login.example.com/keys',
        },
      },
    });
    expect(security.spec).toEqual({
      targetRefs: expect.anything(),
      jwt: {
        providers: [
          {
            name: 'jwt',
            issuer: 'not an address',
            remoteJWKS: { uri: 'https://login.example.com/keys' },
          },
        ],
      },
    });
  });

  it.each(
    [
      'a\nkind: Secret\n---\nkind: Evil',
      'a: &anchor *alias !!js/function <<: {}',
      '"quoted" \'single\' \\ back',
      '{{ template }} ${{ parameters.x }} */ #',
      '# comment',
      '- item',
      '? key',
      '| literal',
      '%TAG ! x',
      '@at `tick',
      "it's",
      'a: b',
      'a:',
      'a:b:-c',
      'https://example.com/a?b#c',
      'tabs\\tand \\n escapes',
      'trailing space ',
      ' leading',
      'on',
      'Yes',
      'NULL',
      '~',
      '010',
      '0o17',
      '0x1F',
      '1e3',
      '.inf',
      '1:30:00',
      '2026-01-01',
      '=',
      'ünï ☃ 𝒳 \u2066rtl',
      'x'.repeat(1999),
      'a\n\n  b\n\tc',
    ].filter(text => !/\t/.test(text)),
  )('keeps %j a text, in YAML 1.1 and 1.2', async description => {
    const { outputs } = await generate({
      ...valid,
      description,
      title: description.replace(/\n/g, ' ').slice(0, 200),
    });
    expect(outputs.manifests).not.toMatch(/^---/m);
    for (const version of ['1.1', '1.2'] as const) {
      const route = parse(outputs.manifests, { version });
      expect(route.metadata.annotations).toEqual({
        'envoy-gateway.backstage.io/title': description
          .replace(/\n/g, ' ')
          .slice(0, 200),
        'envoy-gateway.backstage.io/description': description,
        'envoy-gateway.backstage.io/owner': 'group:default/payments',
        'envoy-gateway.backstage.io/lifecycle': 'production',
      });
      expect(Object.keys(route)).toEqual([
        'apiVersion',
        'kind',
        'metadata',
        'spec',
      ]);
    }
  });

  it('keeps names that look like numbers or words names', async () => {
    const [route] = await manifests({
      ...valid,
      name: '1e3',
      namespace: '010',
      backend: { service: 'on', port: 80 },
      paths: ['/on', "/a:b'c"],
      hostnames: ['*.example.com', '0x1f'],
    });
    expect(route.metadata).toMatchObject({ name: '1e3', namespace: '010' });
    expect(route.spec.rules[0].backendRefs[0].name).toBe('on');
    expect(route.spec.rules[1].matches[0].path.value).toBe("/a:b'c");
    expect(route.spec.hostnames).toEqual(['*.example.com', '0x1f']);
  });

  it('writes nothing when the input is wrong', async () => {
    await expect(
      generate({ ...valid, paths: ['payments'], owner: undefined }),
    ).rejects.toThrow(
      /^Invalid input\. paths\[0\]: must start with \/ .*; owner: Required$/,
    );
    expect(workspace.content()).toEqual({});
  });

  it('writes nowhere but into the workspace', async () => {
    const outside = createMockDirectory();
    for (const targetPath of [
      '../outside',
      'a/../../b',
      '/etc',
      outside.path,
    ]) {
      await expect(generate({ ...valid, targetPath })).rejects.toThrow(
        /outside|not allowed/i,
      );
    }
    await symlink(outside.path, workspace.resolve('link'));
    await expect(generate({ ...valid, targetPath: 'link' })).rejects.toThrow(
      /outside|not allowed/i,
    );
    await mkdir(workspace.resolve('here'));
    await symlink(
      outside.resolve('stolen'),
      workspace.resolve('here', 'httproute.yaml'),
    );
    await expect(generate({ ...valid, targetPath: 'here' })).rejects.toThrow(
      /outside|not allowed/i,
    );
    expect(outside.content()).toEqual({});
  });

  it('warns of a name that breaks metrics, and says how callers get in', async () => {
    const { logs } = await generate({
      ...valid,
      name: 'payments.v2',
      authentication: { type: 'apiKey', apiKey: { secretName: 'keys' } },
    });
    expect(logs).toContainEqual(
      expect.stringMatching(
        /^warn name: Envoy's metrics cut names at the first dot/,
      ),
    );
    expect(logs).toContainEqual(
      expect.stringMatching(
        /^info Callers are let in once Secret payments\/keys holds their keys/,
      ),
    );
  });
});

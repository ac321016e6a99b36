import { execFileSync, spawn } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CRD, GATEWAY, route, SERVICE } from './__testUtils__/manifests';
import { createWorkspace, Workspace } from './__testUtils__/workspace';

let workspace: Workspace;

beforeEach(async () => {
  workspace = await createWorkspace();
});

afterEach(() => workspace.remove());

const ALL = `${GATEWAY}---\n${SERVICE}---\n${route(8080)}`;

/** The findings of a run, as `code object line`. */
async function found(args: readonly string[], stdin?: string) {
  const { code, stdout } = await workspace.run(
    [...args, '--format', 'json'],
    stdin,
  );
  const report = JSON.parse(stdout);
  const words = (findings: any[]) =>
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code: rule, ref, place }) =>
        [rule, ref.name, place?.line].filter(Boolean).join(' '),
      );
  return {
    code,
    report,
    errors: words(report.findings),
    fixed: words(report.fixed ?? []),
    unchanged: words(report.unchanged ?? []),
  };
}

describe('what it reads', () => {
  it('reads files, folders, several documents, lists, JSON and standard input', async () => {
    await workspace.write({
      'a/gateway.yaml': GATEWAY,
      'a/deep/er/service.yml': SERVICE,
      'a/list.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } },
        ],
      }),
      'a/typed.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRouteList\nitems:\n- metadata: { name: listed }\n  spec: { rules: [{}] }\n`,
      'a/notes.txt': 'not read',
      'a/.hidden/x.yaml': '{',
      'a/node_modules/x.yaml': '{',
      'a/values.yaml': 'replicas: 3\n',
    });
    const { code, report } = await found(['./a', '-'], route(8080));
    expect(report.summary.objects).toBe(6);
    expect(report.skipped).toEqual([
      expect.objectContaining({ file: workspace.path('a/values.yaml') }),
    ]);
    expect(report.unreadable).toEqual([]);
    expect(code).toBe(0);
  });

  it('reads YAML as kubectl does', async () => {
    await workspace.write({
      'a.yaml': GATEWAY.replace('port: 80', 'port: 0120').replace(
        'from: All',
        'from: "All"',
      ),
    });
    const { report } = await found(
      ['./a.yaml', '-'],
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { at: 2026-01-02, on: yes }\n',
    );
    expect(report.summary.objects).toBe(3);
    expect(report.unreadable).toEqual([]);
  });

  it('tells what cannot be read, where, and without quoting it', async () => {
    await workspace.write({
      'broken.yaml': `${SERVICE}---\nkind: Secret\ndata:\n  password: hunter2\n  password: hunter3\n---\na: [hunter2\n`,
      'broken.json': '{"password": hunter2}',
    });
    const { code, stdout } = await workspace.run([
      './broken.yaml',
      './broken.json',
      './missing',
    ]);
    expect(code).toBe(2);
    expect(stdout).toContain(
      `${workspace.path('broken.yaml')}:13: the key password is there twice`,
    );
    expect(stdout).toMatch(/broken\.yaml:\d+: it is not YAML/);
    expect(stdout).toContain('broken.json: it is not JSON');
    expect(stdout).toContain('missing: there is no such file');
    expect(stdout).not.toContain('hunter');
    expect(stdout).toContain('in 1 object.');
  });

  it.each([
    ['bytes', Buffer.from([0x61, 0xff, 0xfe]), 'it is no text in UTF-8'],
    [
      'another encoding',
      Buffer.from(route(8080), 'utf16le'),
      'has a control character',
    ],
    ['control characters', 'a: "\u0000"', ':1: it has a control character'],
    [
      'templates',
      'metadata:\n  {{- with .Values.labels }}\n  a: b\n  {{- end }}',
      'it is a template and not YAML: render it first',
    ],
  ])('takes no %s for manifests', async (_, text, message) => {
    await workspace.write({ 'a.yaml': text });
    const { code, stdout } = await workspace.run(['./a.yaml']);
    expect(stdout).toContain(message);
    expect(code).toBe(2);
  });

  it('finds nothing amiss in line ends and byte order marks', async () => {
    await workspace.write({
      'a.yaml': `\ufeff${route(8080).replace(/\n/g, '\r\n')}`,
      'gateway.yaml': GATEWAY,
      'service.yaml': SERVICE.replace('8080', '8081'),
    });
    expect((await found(['./'])).errors).toContain('EG103 pay 16');
  });

  it('reads what a shell makes of a command', async () => {
    const pipe = workspace.path('pipe');
    execFileSync('mkfifo', [pipe]);
    const writing = writeFile(pipe, SERVICE);
    const { report } = await found(['./pipe']);
    await writing;
    expect(report.summary.objects).toBe(1);
  });

  it('wants definitions where it is told there are some', async () => {
    await workspace.write({ 'a.yaml': SERVICE });
    const { code, stdout } = await workspace.run([
      './a.yaml',
      '--crds',
      './a.yaml',
    ]);
    expect(stdout).toContain('no CustomResourceDefinition is there');
    expect(code).toBe(2);
  });

  it('does not follow links out of the folder, or in circles', async () => {
    await workspace.write({
      'outside/secret.yaml': route(1, 'outside'),
      'inside/real/a.yaml': SERVICE,
    });
    await symlink(workspace.path('outside'), workspace.path('inside/out'));
    await symlink(
      workspace.path('outside/secret.yaml'),
      workspace.path('inside/out.yaml'),
    );
    await symlink('.', workspace.path('inside/circle'));
    await symlink('nowhere', workspace.path('inside/dangling.yaml'));
    await symlink('real/a.yaml', workspace.path('inside/again.yaml'));
    const { report, code } = await found(['./inside']);
    expect(code).toBe(0);
    expect(report.summary.objects).toBe(1);
    expect(
      report.skipped.map(({ file }: { file: string }) => file).sort(),
    ).toEqual(
      ['dangling.yaml', 'out', 'out.yaml'].map(name =>
        workspace.path(`inside/${name}`),
      ),
    );
  });

  it.each([
    [
      'aliases of aliases',
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...'bcdefghi'
          .split('')
          .map(
            (name, index) =>
              `${name}: &${name} [${new Array(9)
                .fill(`*${'abcdefghi'[index]}`)
                .join(',')}]`,
          ),
      ].join('\n'),
    ],
    [
      'a cycle',
      'apiVersion: v1\nkind: A\nmetadata: &m\n  name: a\n  self: *m\n',
    ],
    ['deep lists', `a: ${'['.repeat(100_000)}`],
    [
      'deep objects',
      Array.from(
        { length: 1_500 },
        (_, level) => `${' '.repeat(level)}a:`,
      ).join('\n'),
    ],
    ['deep dashes', `${'- '.repeat(100_000)}a`],
    [
      'many merges',
      `a: &a {${Array.from(
        { length: 2_000 },
        (_, index) => `k${index}: 1`,
      )}}\nb: {${new Array(2_000).fill('<<: *a')}}`,
    ],
    [
      'an infinite number',
      'apiVersion: v1\nkind: A\nmetadata: {name: a}\nsize: .inf\n',
    ],
  ])('refuses %s in a moment', async (_, text) => {
    const started = performance.now();
    const { code, stdout } = await workspace.run(['-'], text);
    expect(stdout).toContain('Cannot be read: -');
    expect(code).toBe(2);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('takes many keys in a moment', async () => {
    const text = `${SERVICE}data:\n${Array.from(
      { length: 50_000 },
      (_, index) => `  k${index}: v`,
    ).join('\n')}\n`;
    const started = performance.now();
    expect((await workspace.run(['-'], text)).code).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('moves no cursor with names', async () => {
    const { stdout } = await workspace.run(
      ['-'],
      `${SERVICE.replace(
        'name: pay',
        'name: "a\\e[2J\\u202Eb"',
      )}---\n${SERVICE.replace('name: pay', 'name: "a\\e[2J\\u202Eb"')}`,
    );
    expect(stdout).toContain('EG004');
    // eslint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('what it finds', () => {
  it('finds nothing wrong with what is right', async () => {
    await workspace.write({ 'all.yaml': ALL });
    const { code, stdout } = await workspace.run(['./all.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('0 errors');
    expect(stdout).toContain(
      'Schemas were not checked: no CustomResourceDefinitions were given',
    );
  });

  it('judges references, and names the line', async () => {
    await workspace.write({
      'infra.yaml': `${GATEWAY}---\n${SERVICE}`,
      'route.yaml': `# a comment\n---\n${route(9999)}`,
    });
    const { code, errors } = await found(['./infra.yaml', './route.yaml']);
    expect(errors).toContain('EG103 pay 18');
    expect(code).toBe(1);
  });

  it('counts what it was given nothing of as unknown, unless told otherwise', async () => {
    await workspace.write({ 'a.yaml': `${GATEWAY}---\n${route(9999)}` });
    expect((await found(['./a.yaml'])).errors).toEqual([]);
    expect((await found(['./a.yaml', '--complete'])).errors).toContain(
      'EG103 pay 38',
    );
  });

  it('takes a class it is not given for one of Envoy Gateway', async () => {
    const text = `${GATEWAY.slice(
      GATEWAY.indexOf('---\n') + 4,
    )}---\n${SERVICE}---\n${route(9999)}`;
    const { errors, report } = await found(['-'], text);
    expect(errors).toContainEqual(expect.stringMatching(/^EG103 pay/));
    expect(report.notes).toEqual([
      expect.stringMatching(/^No GatewayClass was given: eg is taken/),
    ]);
    expect((await found(['-', '--complete'], text)).errors).toEqual([
      expect.stringMatching(/^EG116 edge/),
    ]);
  });

  it('says that it judges no routes and policies without their Gateways', async () => {
    const { errors, report } = await found(
      ['-'],
      `${route(9999)}---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: p, namespace: payments }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]
`,
    );
    expect(errors).toEqual([]);
    expect(report.notes).toEqual([
      expect.stringMatching(
        /^No Gateway was given, .*routes and policies \(2\) was not judged/,
      ),
    ]);
  });

  it('tells of each object without a name where it is', async () => {
    const { errors, report } = await found(
      ['-'],
      `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: a }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: 5
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { generateName: a- }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: y }
`,
    );
    expect(errors).toEqual(['EG001 3', 'EG001 7', 'EG001 15']);
    expect(report.findings[2].message).toContain('must be a string: quote it');
  });

  it('knows that controllers make Secrets that are in no file', async () => {
    const withCertificate = (name: string) => `${GATEWAY.replace(
      'protocol: HTTP',
      'protocol: HTTPS',
    ).replace(
      'port: 80',
      `port: 443\n      tls: { certificateRefs: [{ name: ${name} }] }`,
    )}---
apiVersion: v1
kind: Secret
metadata: { name: wrong, namespace: infra }
stringData: { 'tls.crt': x }
`;
    const errors = async (name: string, ...args: string[]) =>
      (await found(['-', ...args], withCertificate(name))).errors.join();
    expect(await errors('made')).toBe('');
    expect(await errors('made', '--complete')).toContain('EG106 edge');
    expect(await errors('wrong')).toContain('EG106 edge');
  });

  it('holds manifests against schemas', async () => {
    await workspace.write({
      'crds/httproute.yaml': CRD,
      'route.yaml': route(8080, 'pay', 'Not-a-host').replace(
        'spec:\n',
        'spec:\n  hostname: typo\n',
      ),
      'empty.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: Empty, namespace: a }\nspec: { rules: [] }\n`,
    });
    const { code, report } = await found([
      './route.yaml',
      './empty.yaml',
      '--crds',
      './crds',
    ]);
    expect(code).toBe(1);
    expect(
      report.findings
        .filter(({ code: rule }: any) => rule.startsWith('EG00'))
        .map(({ code: rule, path, place }: any) => [rule, path, place.line]),
    ).toEqual([
      ['EG002', 'spec.hostname', 7],
      ['EG001', 'spec.hostnames[0]', 12],
      ['EG001', 'metadata.name', 3],
      ['EG001', 'spec', 4],
    ]);
    expect(report.schema).toMatchObject({ checked: 2, unchecked: [] });
  });

  it('finds definitions among the manifests, and says what they do not cover', async () => {
    const { report } = await found(['-'], `${CRD}---\n${ALL}`);
    expect(report.schema.checked).toBe(1);
    expect(report.schema.notes).toEqual([
      'Schemas were not checked for lack of a CustomResourceDefinition: GatewayClass gateway.networking.k8s.io/v1 (1), Gateway gateway.networking.k8s.io/v1 (1)',
    ]);
  });

  it('tells of objects that are there twice', async () => {
    await workspace.write({ 'a.yaml': SERVICE, 'b.yaml': SERVICE });
    const { errors, report } = await found(['./a.yaml', './b.yaml']);
    expect(errors).toEqual(['EG004 pay 1']);
    expect(report.findings[0].message).toContain(
      `${workspace.path('a.yaml')}:1`,
    );
  });

  it('goes by the configuration of Envoy Gateway it finds', async () => {
    const backend = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: Backend
metadata: { name: b, namespace: payments }
spec: { endpoints: [{ ip: { address: 10.0.0.1, port: 80 } }] }
---
`;
    const toBackend = ALL.replace(
      '- name: pay\n          port: 8080',
      '- { name: b, kind: Backend, group: gateway.envoyproxy.io, port: 80 }',
    );
    const config = (enabled: boolean) =>
      `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nextensionApis: { enableBackend: ${enabled} }\n`;
    const map = (text: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy-gateway-config, namespace: x }\ndata:\n  envoy-gateway.yaml: |\n    ${text
        .trim()
        .replace(/\n/g, '\n    ')}\n---\n`;
    const run = async (text: string) =>
      (await found(['-'], `${text}${backend}${toBackend}`)).errors.length > 0;
    expect(await run(`${config(true)}---\n`)).toBe(false);
    expect(await run(`${config(false)}---\n`)).toBe(true);
    expect(await run(map(config(true)))).toBe(false);
    expect(await run(map(config(false)))).toBe(true);
  });

  it('passes over configuration files that look like objects', async () => {
    const { code, report } = await found(
      ['-'],
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    );
    expect(code).toBe(0);
    expect(report.summary.objects).toBe(0);
  });

  it('puts what names no namespace into one', async () => {
    const bare = ALL.replace(/ {2}namespace: payments\n/g, '');
    const { errors } = await found(['-', '--namespace', 'apps'], bare);
    expect(errors).toEqual([]);
    const { report } = await found(['-'], bare);
    expect(report.summary.objects).toBe(4);
  });
});

describe('against what is there', () => {
  beforeEach(() =>
    workspace.write({
      'now/infra.yaml': GATEWAY,
      'now/service.yaml': SERVICE,
      'now/pay.yaml': route(8080),
      'now/old.yaml': route(9999, 'old', 'old.example.com'),
    }),
  );

  it('tells what a change introduces, mends and leaves', async () => {
    await workspace.write({
      'next/pay.yaml': route(1, 'pay'),
      'next/old.yaml': route(8080, 'old', 'old.example.com'),
    });
    const { code, errors, fixed } = await found([
      './next',
      '--against',
      './now',
    ]);
    expect(errors).toContain('EG103 pay 16');
    expect(fixed).toContain('EG103 old 16');
    expect(code).toBe(1);

    const untouched = await found(['./next/old.yaml', '--against', './now']);
    expect(untouched.errors).toEqual([]);
    expect(untouched.code).toBe(0);
  });

  it('finds what others lose, and where they stand', async () => {
    const { errors, code } = await found([
      '--delete',
      'Service/payments/pay',
      '--complete',
      '--against',
      './now',
    ]);
    expect(errors).toContain('EG103 pay 16');
    expect(code).toBe(1);
    const { code: unknown, stderr } = await workspace.run([
      '--delete',
      'Service/payments/none',
      '--against',
      './now',
    ]);
    expect(unknown).toBe(2);
    expect(stderr).toContain(
      '--delete Service/payments/none: not among what --against names',
    );
  });

  it('deletes what is gone from the folder when told to', async () => {
    await workspace.write({
      'next/infra.yaml': GATEWAY,
      'next/pay.yaml': route(8080),
    });
    const kept = await found(['./next', '--against', './now']);
    expect(kept.report.summary.deleted).toBe(0);
    const pruned = await found([
      './next',
      '--against',
      './now',
      '--prune',
      '--complete',
    ]);
    expect(pruned.report.summary.deleted).toBe(2);
    expect(pruned.errors).toContain('EG103 pay 16');
  });

  it('lets what is there win over what is new', async () => {
    const { report } = await found(
      ['-', '--against', './now'],
      route(8080, 'a-newer-one'),
    );
    expect(report.shadowed).toEqual([
      expect.objectContaining({
        route: expect.objectContaining({ name: 'a-newer-one' }),
      }),
    ]);
  });

  it('reads an export of a cluster', async () => {
    await workspace.write({
      'cluster.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'pay', namespace: 'payments' },
            spec: { ports: [{ port: 8080 }] },
          },
        ],
      }),
      'next.yaml': `${GATEWAY}---\n${route(9999)}`,
    });
    const { errors } = await found([
      './next.yaml',
      '--against',
      './cluster.json',
    ]);
    expect(errors).toContain('EG103 pay 38');
  });

  it('says in words what changes', async () => {
    await workspace.write({
      'next.yaml': route(8080, 'pay', 'other.example.com'),
    });
    const { stdout } = await workspace.run([
      './next.yaml',
      '--against',
      './now',
    ]);
    expect(stdout).toContain(
      'HTTPRoute payments/pay on listener http of Gateway infra/edge: pay.example.com → other.example.com',
    );
  });
});

describe('how it is told', () => {
  it('fails from the severity on that is asked for', async () => {
    await workspace.write({ 'all.yaml': ALL });
    const code = async (severity: string) =>
      (await workspace.run(['./all.yaml', '--fail-on', severity])).code;
    expect(await code('error')).toBe(0);
    expect(await code('warning')).toBe(1);
    expect(await code('info')).toBe(1);
  });

  it.each([
    [[]],
    [['--format', 'xml', '.']],
    [['--fail-on', 'never', '.']],
    [['--nonsense']],
    [['--delete', 'Service', '--against', '.']],
    [['--prune', '.']],
    [['-', '--crds', '-']],
  ])('does not understand %j', async args => {
    const { code, stderr, stdout } = await workspace.run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^gateway-lint: .+\nSee gateway-lint --help\.\n$/);
    expect(stdout).toBe('');
  });

  it('prints its help and its version', async () => {
    const help = await workspace.run(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/^Usage: gateway-lint/);
    const version = await workspace.run(['--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('writes SARIF that code scanning takes, of standard input too', async () => {
    const { stdout } = await workspace.run(
      ['-', '--format', 'sarif'],
      `${GATEWAY}---\n${SERVICE}---\n${route(9999)}`,
    );
    const [{ results }] = JSON.parse(stdout).runs;
    expect(results.length).toBeGreaterThan(1);
    expect(results[0].level).toBe('error');
    for (const { locations } of results) {
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe('stdin');
    }
  });

  it('writes SARIF', async () => {
    await workspace.write({
      'a folder/route.yaml': `${GATEWAY}---\n${SERVICE}---\n${route(9999)}`,
      'a folder/broken.yaml': '\n{',
    });
    const { code, stdout } = await workspace.run([
      './a folder',
      '--format',
      'sarif',
    ]);
    expect(code).toBe(2);
    const log = JSON.parse(stdout);
    expect(log).toMatchObject({
      version: '2.1.0',
      $schema: expect.stringContaining('sarif-2.1.0'),
    });
    const [run] = log.runs;
    const { rules } = run.tool.driver;
    const result = run.results.find((one: any) => one.ruleId === 'EG103');
    expect(rules[result.ruleIndex]).toMatchObject({
      id: 'EG103',
      helpUri: expect.stringMatching(/checks\/EG103\.md$/),
      defaultConfiguration: { level: 'error' },
    });
    expect(result).toMatchObject({
      level: 'error',
      message: { text: expect.stringContaining('HTTPRoute payments/pay') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: 'a%20folder/route.yaml',
              uriBaseId: '%SRCROOT%',
            },
            region: { startLine: 47, startColumn: 11 },
          },
          logicalLocations: [
            {
              fullyQualifiedName: expect.stringContaining(
                'HTTPRoute payments/pay spec.rules[0]',
              ),
            },
          ],
        },
      ],
      partialFingerprints: {
        'finding/v1': expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    for (const one of run.results) {
      expect(rules[one.ruleIndex].id).toBe(one.ruleId);
      expect(['error', 'warning', 'note']).toContain(one.level);
    }
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: expect.arrayContaining([
        expect.objectContaining({
          level: 'error',
          locations: [
            {
              physicalLocation: expect.objectContaining({
                artifactLocation: {
                  uri: 'a%20folder/broken.yaml',
                  uriBaseId: '%SRCROOT%',
                },
              }),
            },
          ],
        }),
      ]),
    });
  });
});

it('runs as a command', async () => {
  const child = spawn(
    process.execPath,
    [join(__dirname, '../bin/gateway-lint'), '--fail-on', 'warning', '-'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdin.end(ALL);
  let stdout = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  const code = await new Promise(resolve => {
    child.on('close', resolve);
  });
  expect(stdout).toContain('HTTPRoute payments/pay');
  expect(code).toBe(1);
}, 60_000);

import { GATEWAY, route, SERVICE } from './__testUtils__/manifests';
import { createWorkspace } from './__testUtils__/workspace';

it('goes by the version of Envoy Gateway it is told', async () => {
  const workspace = await createWorkspace();
  try {
    const idle = `${GATEWAY}---\n${SERVICE}---\n${route(8080)}`.replace(
      '- matches:',
      '- sessionPersistence: { idleTimeout: 1s }\n      matches:',
    );
    const codeOf = async (...args: string[]) =>
      (await workspace.run(['-', ...args], idle)).code;
    expect(await codeOf()).toBe(0);
    expect(await codeOf('--envoy-gateway', '1.9')).toBe(0);
    expect(await codeOf('--envoy-gateway', '1.8')).toBe(1);
    const wrong = ['-', '--envoy-gateway', '1.10'];
    const { code, stderr } = await workspace.run(wrong, idle);
    expect(code).toBe(2);
    expect(stderr).toContain('use 1.7, 1.8, 1.9');
  } finally {
    await workspace.remove();
  }
});

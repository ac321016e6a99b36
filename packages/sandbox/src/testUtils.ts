import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Clock } from './clock';

/** A clock that stands still until it is turned. */
export function stoppedClock(start = Date.UTC(2026, 0, 1, 12)): Clock & {
  turn(milliseconds: number): void;
} {
  let now = start;
  return Object.assign(() => now, {
    turn(milliseconds: number) {
      now += milliseconds;
    },
  });
}

/** Writes files below a folder, by path. */
export async function writeFiles(
  folder: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Waits until a check no longer throws; rethrows what it threw last. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  timeoutMs = 2000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

export const GATEWAY_CLASS = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'eg' },
  spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
};

export const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'public', namespace: 'platform' },
  spec: {
    gatewayClassName: 'eg',
    listeners: [
      {
        name: 'http',
        protocol: 'HTTP',
        port: 80,
        hostname: '*.example.com',
        allowedRoutes: { namespaces: { from: 'All' } },
      },
    ],
  },
};

export const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'payments', namespace: 'payments' },
  spec: { ports: [{ name: 'http', port: 8080 }] },
};

export function route(
  name: string,
  options: { hostname?: string; backend?: string } = {},
) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'payments' },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'platform' }],
      hostnames: [options.hostname ?? 'api.example.com'],
      rules: [
        {
          name: 'all',
          matches: [{ path: { type: 'PathPrefix', value: `/${name}` } }],
          backendRefs: [{ name: options.backend ?? 'payments', port: 8080 }],
        },
      ],
    },
  };
}

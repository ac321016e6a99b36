import { readFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { request as httpRequest, RequestOptions } from 'node:http';
import { KubeConfig } from '@kubernetes/client-node';

/** An object of a test: what `kubectl apply` would be given. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  [field: string]: unknown;
}

/** A cluster the tests drive: the kubeconfig file and its current context. */
export interface Cluster {
  file: string;
  context: string;
  server: string;
  /** Base64 of the CA certificate, as a kubeconfig holds it. */
  caData?: string;
  get<T = Manifest>(path: string): Promise<T>;
  /** GET of anything that is not JSON, such as a proxy's statistics. */
  text(path: string): Promise<string>;
  apply(manifest: Manifest): Promise<Manifest>;
  create(path: string, body: unknown): Promise<Manifest>;
  replace(path: string, body: unknown): Promise<Manifest>;
  mergePatch(path: string, body: unknown): Promise<Manifest>;
  /** Succeeds when the object is not there any more, too. */
  delete(manifest: Manifest): Promise<void>;
  close(): void;
}

/** The plural by the rules of English, which those of Kubernetes' kinds follow. */
function pluralOf(kind: string): string {
  const name = kind.toLocaleLowerCase('en-US');
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}

/** The API path of an object. */
export function pathOf(manifest: Manifest): string {
  const root = manifest.apiVersion.includes('/') ? '/apis' : '/api';
  const plural = pluralOf(manifest.kind);
  const { namespace, name } = manifest.metadata;
  const scope = namespace ? `/namespaces/${namespace}` : '';
  return `${root}/${manifest.apiVersion}${scope}/${plural}/${name}`;
}

/** Connects to the current context of a kubeconfig file. */
export function connect(file: string): Cluster {
  const config = new KubeConfig();
  config.loadFromFile(file);
  const current = config.getCurrentCluster();
  const server = current?.server;
  if (!server) throw new Error(`${file} has no current context`);
  const agent = new Agent({ keepAlive: true });

  async function call(
    method: string,
    path: string,
    body?: { type: string; text: string },
  ): Promise<string> {
    const url = new URL(server + path);
    const options: RequestOptions & { agent?: Agent } = {
      method,
      agent,
      headers: {
        accept: 'application/json, text/plain;q=0.9, */*;q=0.8',
        ...(body && {
          'content-type': body.type,
          'content-length': Buffer.byteLength(body.text),
        }),
      },
    };
    await config.applyToHTTPSOptions(options);
    options.agent = url.protocol === 'https:' ? agent : undefined;
    if (url.protocol === 'https:') {
      const { ca, cert, key } = options as Record<string, never>;
      Object.assign(agent.options, { ca, cert, key });
    }
    return await new Promise<string>((resolve, reject) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const req = send(url, options, res => {
        const chunks: Buffer[] = [];
        res.on('data', chunk => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const status = res.statusCode ?? 0;
          if (status < 300) resolve(text);
          else {
            reject(
              Object.assign(
                new Error(
                  `${method} ${path}: ${status} ${text.slice(0, 2000)}`,
                ),
                { status },
              ),
            );
          }
        });
      });
      req.setTimeout(20_000, () =>
        req.destroy(new Error(`${method} ${path}: no answer in 20 s`)),
      );
      req.on('error', reject);
      req.end(body?.text);
    });
  }

  return {
    file,
    context: config.getCurrentContext(),
    server,
    caData:
      current.caData ??
      (current.caFile
        ? readFileSync(current.caFile).toString('base64')
        : undefined),
    get: async path => JSON.parse(await call('GET', path)),
    text: path => call('GET', path),
    apply: async manifest =>
      JSON.parse(
        await call(
          'PATCH',
          `${pathOf(manifest)}?fieldManager=portal-tests&force=true`,
          // JSON is YAML, whose version nobody has to agree on.
          {
            type: 'application/apply-patch+yaml',
            text: JSON.stringify(manifest),
          },
        ),
      ),
    create: async (path, body) =>
      JSON.parse(
        await call('POST', path, {
          type: 'application/json',
          text: JSON.stringify(body),
        }),
      ),
    replace: async (path, body) =>
      JSON.parse(
        await call('PUT', path, {
          type: 'application/json',
          text: JSON.stringify(body),
        }),
      ),
    mergePatch: async (path, body) =>
      JSON.parse(
        await call('PATCH', path, {
          type: 'application/merge-patch+json',
          text: JSON.stringify(body),
        }),
      ),
    delete: async manifest => {
      try {
        await call('DELETE', pathOf(manifest));
      } catch (error) {
        if ((error as { status?: number }).status !== 404) throw error;
      }
    },
    close: () => agent.destroy(),
  };
}

/** The clusters `KUBECONFIG` names, one a file, in its order. */
export function clustersFromEnvironment(): Cluster[] {
  const files = (process.env.KUBECONFIG ?? '').split(':').filter(Boolean);
  if (files.length === 0) {
    throw new Error(
      'KUBECONFIG names no cluster. These tests need one that runs Envoy Gateway: KUBECONFIG=~/.kube/config yarn test:real',
    );
  }
  return files.map(connect);
}

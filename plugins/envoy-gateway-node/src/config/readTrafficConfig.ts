import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { TrafficSourceConfig } from '../types';
import { isLoopback, readBaseUrl } from './clusterUrl';

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const NAME = '[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?';
const SERVICE_PATH = new RegExp(
  `^/api/v1/namespaces/${NAME}/services/(?:https?:)?${NAME}(?::[-a-z0-9]*)?/proxy(?:/[-A-Za-z0-9_]+)*/?$`,
);

/** Where a cluster's traffic figures come from; without configuration, from the proxies themselves. */
export function readTrafficConfig(
  config: Config | undefined,
  path: string,
): TrafficSourceConfig {
  const type = config?.getOptionalString('type') ?? 'proxies';
  switch (type) {
    case 'proxies':
      return { type: 'proxies' };
    case 'none':
      return { type: 'none' };
    case 'prometheus':
      return {
        type,
        ...readPrometheusAddress(config!, path),
        podLabel: readLabel(config!, 'podLabel', 'pod', path),
        namespaceLabel: readLabel(config!, 'namespaceLabel', 'namespace', path),
      };
    default:
      throw new InputError(
        `${path}.type: "${type}" is unknown; write "prometheus", "proxies" or "none"`,
      );
  }
}

function readPrometheusAddress(config: Config, path: string) {
  const url = config.getOptionalString('url');
  const servicePath = config.getOptionalString('servicePath');
  const token = config.getOptionalString('token');
  if ((url === undefined) === (servicePath === undefined)) {
    throw new InputError(
      `${path}: must say where Prometheus is in exactly one way; write "url", or "servicePath" for a Service of the cluster, such as "/api/v1/namespaces/monitoring/services/prometheus:80/proxy"`,
    );
  }
  if (servicePath !== undefined) {
    if (!SERVICE_PATH.test(servicePath)) {
      throw new InputError(
        `${path}.servicePath: is no service proxy path; write /api/v1/namespaces/NAMESPACE/services/NAME:PORT/proxy`,
      );
    }
    if (token !== undefined) {
      throw new InputError(
        `${path}.token: is not sent through the API server; remove it, or reach Prometheus by "url"`,
      );
    }
    return { url: withoutSlash(servicePath), throughApiServer: true };
  }
  const base = readBaseUrl(url!, `${path}.url`);
  if (token !== undefined && base.protocol === 'http:' && !isLoopback(base)) {
    throw new InputError(
      `${path}.url: would send the token unencrypted to ${base.host}; write https://${base.host}`,
    );
  }
  return { url: withoutSlash(base.href), throughApiServer: false, token };
}

function readLabel(
  config: Config,
  key: string,
  fallback: string,
  path: string,
): string {
  const label = config.getOptionalString(key) ?? fallback;
  if (!LABEL.test(label)) {
    throw new InputError(
      `${path}.${key}: is no Prometheus label name; write letters, digits and "_"`,
    );
  }
  return label;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

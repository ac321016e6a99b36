import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { EnvoyGatewayVersion } from '@envoy-gateway-portal/gateway-model';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { printable } from '../connection/printable';
import { readClusterUrl } from './clusterUrl';
import { readTrafficConfig } from './readTrafficConfig';
import { ClusterAccessConfig, ClusterConfig } from './types';

// A cluster's name ends up in annotation values (comma-separated there), labels and URLs.
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9._]{0,61}[A-Za-z0-9])?$/;
const PEM = /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/;
const URL_ONLY = [
  'token',
  'tokenFile',
  'caData',
  'caFile',
  'skipTLSVerify',
] as const;

export function readClusterConfig(config: Config, path: string): ClusterConfig {
  const name = config.getOptionalString('name');
  if (name === undefined) {
    throw new InputError(
      `${path}.name: is missing; write a name for the cluster, such as "production"`,
    );
  }
  if (!NAME.test(name)) {
    throw new InputError(
      `${path}.name: "${printable(
        name,
        80,
      )}" cannot be used as a name; write up to 63 letters, digits, "-", "_" or ".", beginning and ending with a letter or digit`,
    );
  }
  return {
    name,
    title: config.getOptionalString('title'),
    path,
    access: readAccess(config, path),
    envoyGatewayVersion: readVersion(config, path),
    traffic: readTrafficConfig(
      config.getOptionalConfig('traffic'),
      `${path}.traffic`,
    ),
  };
}

const VERSIONS: readonly EnvoyGatewayVersion[] = ['1.7', '1.8', '1.9'];

function readVersion(
  config: Config,
  path: string,
): EnvoyGatewayVersion | undefined {
  // Without quotes, YAML makes a number of it.
  const value = config.getOptional('envoyGatewayVersion');
  if (value === undefined) {
    return undefined;
  }
  const version = VERSIONS.find(one => one === String(value));
  if (!version) {
    throw new InputError(
      `${path}.envoyGatewayVersion: "${printable(
        String(value),
        80,
      )}" is none that is known; write ${VERSIONS.join(
        ', ',
      )}, or leave it out, and the cluster is asked`,
    );
  }
  return version;
}

function readAccess(config: Config, path: string): ClusterAccessConfig {
  const inCluster = config.getOptionalBoolean('inCluster') === true;
  const ways = [
    ...(config.has('kubeconfig') ? ['kubeconfig'] : []),
    ...(inCluster ? ['inCluster'] : []),
    ...(config.has('url') ? ['url'] : []),
  ];
  if (ways.length !== 1) {
    const found = ways.length === 0 ? 'none' : ways.join(' and ');
    throw new InputError(
      `${path}: says how to reach the cluster in ${
        ways.length === 0 ? 'no' : 'more than one'
      } way (${found}); write exactly one of "kubeconfig", "inCluster: true" or "url"`,
    );
  }
  if (ways[0] === 'url') {
    return readUrlAccess(config, path);
  }
  const misplaced = URL_ONLY.find(key => config.has(key));
  if (misplaced) {
    throw new InputError(
      `${path}.${misplaced}: goes with "url", and this cluster is reached by "${ways[0]}"; remove it`,
    );
  }
  return ways[0] === 'inCluster'
    ? { type: 'inCluster' }
    : readKubeconfigAccess(config.getConfig('kubeconfig'), path);
}

function readUrlAccess(config: Config, path: string): ClusterAccessConfig {
  const url = readClusterUrl(config.getString('url'), `${path}.url`);
  const token = config.getOptionalString('token');
  const tokenFile = config.getOptionalString('tokenFile');
  if (token !== undefined && tokenFile !== undefined) {
    throw new InputError(
      `${path}: has both "token" and "tokenFile"; write one of them`,
    );
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token.trim())) {
    throw new InputError(
      `${path}.token: contains characters that no bearer token has; write the token alone, without "Bearer"`,
    );
  }
  const caData = config.getOptionalString('caData');
  const caFile = config.getOptionalString('caFile');
  const skipTLSVerify = config.getOptionalBoolean('skipTLSVerify') ?? false;
  if (caData !== undefined && caFile !== undefined) {
    throw new InputError(
      `${path}: has both "caData" and "caFile"; write one of them`,
    );
  }
  if (skipTLSVerify && (caData !== undefined || caFile !== undefined)) {
    throw new InputError(
      `${path}.skipTLSVerify: is true although a certificate authority is given; remove one of them`,
    );
  }
  return {
    type: 'url',
    url,
    token: token?.trim(),
    tokenFile: tokenFile === undefined ? undefined : resolve(tokenFile),
    ca: caData === undefined ? undefined : readCaData(caData, `${path}.caData`),
    caFile: caFile === undefined ? undefined : resolve(caFile),
    skipTLSVerify,
  };
}

function readCaData(value: string, path: string): string {
  const pem = PEM.test(value)
    ? value
    : Buffer.from(value, 'base64').toString('utf8');
  if (!PEM.test(pem)) {
    throw new InputError(
      `${path}: is no PEM certificate; write the base64 text of "certificate-authority-data", or the PEM itself`,
    );
  }
  return pem;
}

function readKubeconfigAccess(
  config: Config,
  path: string,
): ClusterAccessConfig {
  return {
    type: 'kubeconfig',
    file: resolve(config.getOptionalString('file') ?? defaultFile(path)),
    context: config.getOptionalString('context'),
    allowExec: config.getOptionalBoolean('allowExec') ?? false,
  };
}

function defaultFile(path: string): string {
  const fromEnvironment = process.env.KUBECONFIG;
  if (!fromEnvironment) {
    return join(homedir(), '.kube', 'config');
  }
  if (fromEnvironment.includes(delimiter)) {
    throw new InputError(
      `${path}.kubeconfig.file: is missing, and the environment variable KUBECONFIG names several files; write the one that describes this cluster`,
    );
  }
  return fromEnvironment;
}

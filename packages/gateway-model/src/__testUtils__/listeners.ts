import { createSnapshot } from '../snapshot';
import { createBackendStage } from '../translation/backends';
import { judgeGateways, judgeListeners } from '../translation/listeners';
import { DEFAULT_TRANSLATION_SETTINGS } from '../translation/settings';
import {
  CertificateFacts,
  PredictedCondition,
  RouteContext,
  TranslationSettings,
} from '../translation/types';
import { createWorld } from '../translation/world';
import { gateway, gatewayClass, namespace, policy, RawObject } from './objects';

type Spec = Record<string, unknown>;

export const envoyProxy = (path: string, spec: Spec) =>
  policy('EnvoyProxy', path, spec);

/** The GatewayClass `eg` with an EnvoyProxy for its parameters. */
export const classWith = (path: string): RawObject => {
  const [ns, name] = path.split('/');
  const raw = gatewayClass();
  const parametersRef = {
    group: 'gateway.envoyproxy.io',
    kind: 'EnvoyProxy',
    namespace: ns,
    name,
  };
  return { ...raw, spec: { ...raw.spec, parametersRef } };
};

export const gatewayWith = (
  path: string,
  listeners: unknown[],
  spec: Spec,
): RawObject => {
  const raw = gateway(path, listeners);
  return { ...raw, spec: { ...raw.spec, ...spec } };
};

export const listenerSet = (
  path: string,
  listeners: unknown[],
  parentRef: Spec = { namespace: 'infra', name: 'eg' },
): RawObject => {
  const [ns, name] = path.split('/');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    metadata: { namespace: ns, name },
    spec: { parentRef, listeners },
  };
};

/** A Secret of a certificate; its text names the facts {@link readCertificates} gives of it. */
export const tlsSecret = (path: string, text: string): RawObject => {
  const [ns, name] = path.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: ns, name },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': text, 'tls.key': 'withheld' },
  } as RawObject;
};

/** Reads certificates of these tests: `ALGORITHM NAME,NAME YEAR`, one a line. */
export function readCertificates(text: string): CertificateFacts[] | undefined {
  const facts = text.split('\n').map(line => {
    const [publicKeyAlgorithm, names = '', until = '2099'] = line.split(' ');
    return {
      publicKeyAlgorithm,
      dnsNames: names.replace('CN=', '').split(','),
      commonNameOnly: names.startsWith('CN='),
      notBefore: '2020-01-01T00:00:00Z',
      notAfter: `${until}-01-01T00:00:00Z`,
    };
  });
  return facts.every(one => /^(RSA|ECDSA)$/.test(one.publicKeyAlgorithm))
    ? facts
    : undefined;
}

/** The stage of listeners, and the statuses after it, for objects in the order given. */
export function listenersOf(
  objects: readonly unknown[],
  settings: Partial<TranslationSettings> = {},
  routes: readonly RouteContext[] = [],
) {
  const known = objects.some(one => (one as RawObject).kind === 'GatewayClass');
  const snapshot = createSnapshot(
    [
      ...(known ? [] : [gatewayClass()]),
      namespace('infra', { team: 'infra' }),
      namespace('apps', { team: 'apps' }),
      ...objects,
    ],
    { order: 'given' },
  );
  const world = createWorld(snapshot, {
    ...DEFAULT_TRANSLATION_SETTINGS,
    unread: new Set(),
    now: '2026-01-01T00:00:00Z',
    readCertificates,
    ...settings,
  });
  const stage = judgeListeners(world);
  const backends = createBackendStage(world, stage);
  return {
    world,
    stage,
    backends,
    statuses: judgeGateways(world, stage, routes, backends),
  };
}

/** Conditions as `Type=Status/Reason`, sorted. */
export function shortly(
  conditions: readonly PredictedCondition[] | undefined,
): string[] {
  return (conditions ?? [])
    .map(({ type, status, reason }) => `${type}=${status}/${reason}`)
    .sort();
}

export const GOOD = [
  'Accepted=True/Accepted',
  'Programmed=True/Programmed',
  'ResolvedRefs=True/ResolvedRefs',
];

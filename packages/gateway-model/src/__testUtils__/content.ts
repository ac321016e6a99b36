import { JsonObject } from '../json';
import { judgeContent } from '../translation/content';
import {
  CertificateFacts,
  ClientContentInput,
  ContentInput,
  ContentOutcome,
  EffectiveKind,
  Item,
  RouteKind,
  TranslationSettings,
} from '../translation/types';
import { listenersOf, readCertificates } from './listeners';
import { gateway } from './objects';

/** A PEM block of some bytes, one per character. */
export function pem(label: string, bytes: string): string {
  return `-----BEGIN ${label}-----\n${btoa(bytes)}\n-----END ${label}-----\n`;
}

/** Reads PEM blocks whose bytes are `ALGORITHM NAMES YEAR`, and such lines themselves. */
function readPem(text: string): CertificateFacts[] | undefined {
  const body = text.split('\n').filter(line => !line.startsWith('-----'));
  return readCertificates(
    text.startsWith('-----') ? atob(body.join('')) : text,
  );
}

interface Circumstances {
  objects?: readonly unknown[];
  settings?: Partial<TranslationSettings>;
  scope?: ClientContentInput['scope'];
  /** Names of the listeners the policy is put onto; without them, all. */
  on?: readonly string[];
  /** The route targeted, in `apps`; without it, the policy is the Gateway's. */
  route?: RouteKind;
  /** Spec of the ClientTrafficPolicy in force on every listener. */
  clientTraffic?: JsonObject;
  /** Who gave a value, of a merged policy. */
  owner?: ContentInput['owner'];
}

/** A policy, or a route, as the stages read it. */
export function itemOfKind(
  kind: string,
  namespace: string,
  spec: JsonObject = {},
): Item {
  return {
    group: 'gateway.envoyproxy.io',
    kind,
    namespace,
    name: 'policy',
    metadata: { namespace, name: 'policy' },
    spec,
    object: { spec },
  };
}

/**
 * What the content of a policy in `apps` comes to on the Gateway `infra/eg`, which is added with an HTTP
 * listener if it is not among the objects. Every kind is read.
 */
export function contentOf(
  kind: EffectiveKind,
  spec: JsonObject,
  {
    objects = [],
    settings,
    scope,
    on,
    route,
    clientTraffic,
    owner,
  }: Circumstances = {},
): ContentOutcome {
  const known = objects.some(one => (one as JsonObject).kind === 'Gateway');
  const { world, stage, backends } = listenersOf(
    known ? objects : [gateway('infra/eg'), ...objects],
    { readCertificates: readPem, ...settings },
  );
  const [eg] = stage.gateways;
  const item = itemOfKind(kind, 'apps', spec);
  return judgeContent(world, backends, {
    kind,
    spec,
    policy: item,
    owner: owner ?? (() => item),
    gateway: eg,
    listeners: eg.listeners.filter(({ name }) => !on || on.includes(name)),
    clientTraffic: () => clientTraffic,
    ...(route && {
      route: {
        item: itemOfKind(route, 'apps'),
        kind: route,
        hostnames: [],
        parents: [],
      },
    }),
    client: {
      scope: scope ?? 'gateway',
      gateways: stage.gateways,
      routes: [],
    },
  });
}

/** Where the problems are. */
export const paths = ({ problems }: ContentOutcome): string[] =>
  problems.map(({ path }) => path);

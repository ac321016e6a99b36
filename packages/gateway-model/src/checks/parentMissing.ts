import { listAt, objectAt, stringAt } from '../json';
import { GATEWAY_API_GROUP } from '../resources/references';
import { Item, Translation } from '../translation/types';
import { Check, Found, refOfItem } from './check';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** What an object attaches itself to, and where it says so. */
interface Attachment {
  path: string;
  kind: string;
  /** Absent for kinds without namespaces. */
  namespace?: string;
  name: string;
}

function parentsOf(route: Item): Attachment[] {
  return listAt(route.spec, 'parentRefs').flatMap((ref, index) => {
    const kind = stringAt(ref, 'kind') ?? 'Gateway';
    const isOurs =
      (stringAt(ref, 'group') ?? GATEWAY_API_GROUP) === GATEWAY_API_GROUP &&
      (kind === 'Gateway' || kind === 'ListenerSet');
    return isOurs
      ? [
          {
            path: `spec.parentRefs[${index}]`,
            kind,
            namespace: stringAt(ref, 'namespace') ?? route.namespace,
            name: stringAt(ref, 'name') ?? '',
          },
        ]
      : [];
  });
}

function gatewayOf(listenerSet: Item): Attachment[] {
  const ref = objectAt(listenerSet.spec, 'parentRef');
  return (stringAt(ref, 'kind') ?? 'Gateway') === 'Gateway'
    ? [
        {
          path: 'spec.parentRef',
          kind: 'Gateway',
          namespace: stringAt(ref, 'namespace') ?? listenerSet.namespace,
          name: stringAt(ref, 'name') ?? '',
        },
      ]
    : [];
}

function classOf(gateway: Item): Attachment[] {
  const name = stringAt(gateway.spec, 'gatewayClassName') ?? '';
  return [{ path: 'spec.gatewayClassName', kind: 'GatewayClass', name }];
}

const ATTACHING: ReadonlyArray<[string, (item: Item) => Attachment[]]> = [
  ['Gateway', classOf],
  ['ListenerSet', gatewayOf],
  ...ROUTES.map(kind => [kind, parentsOf] as [string, typeof parentsOf]),
];

function* missing(
  { world }: Translation,
  item: Item,
  attachments: readonly Attachment[],
): Generator<Found> {
  for (const { path, kind, namespace, name } of attachments) {
    const found = world.lookup({
      group: GATEWAY_API_GROUP,
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
    });
    if (found === 'missing') {
      const words = namespace === undefined ? name : `${namespace}/${name}`;
      yield {
        ref: refOfItem(item),
        path,
        message: `${kind} ${words} does not exist, so nothing is served there; Envoy Gateway reports no error.`,
        remedy:
          namespace === undefined
            ? 'Create it, or name one that exists.'
            : 'Create it, or name one that exists; a namespace that is left out is the object’s own.',
      };
    }
  }
}

export const parentMissing: Check = {
  code: 'EG116',
  title: 'What it attaches to does not exist',
  description:
    'A route, ListenerSet or Gateway that names a parent or class that is not there serves nothing, and no controller says so.',
  severity: 'error',
  *find(translation) {
    for (const [kind, attachmentsOf] of ATTACHING) {
      for (const item of translation.world.items(GATEWAY_API_GROUP, kind)) {
        yield* missing(translation, item, attachmentsOf(item));
      }
    }
  },
};

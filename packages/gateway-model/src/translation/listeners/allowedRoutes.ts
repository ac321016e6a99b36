import { listAt, objectAt, stringAt } from '../../json';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { isLabelSelector } from '../labelSelector';
import { ListenerDraft, setCondition, setInvalid, tlsModeOf } from './draft';

const HTTP_KINDS = ['HTTPRoute', 'GRPCRoute'];

const KINDS_OF_PROTOCOL: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', HTTP_KINDS],
  ['HTTPS', HTTP_KINDS],
  ['TLS', ['TCPRoute', 'TLSRoute']],
  ['TCP', ['TCPRoute']],
  ['UDP', ['UDPRoute']],
]);

/** Kinds of routes a listener can take; `undefined` for a protocol Envoy Gateway does not speak. */
function possibleKinds(draft: ListenerDraft): readonly string[] | undefined {
  return draft.protocol === 'TLS' && tlsModeOf(draft) === 'Passthrough'
    ? ['TLSRoute']
    : KINDS_OF_PROTOCOL.get(draft.protocol);
}

function refuseKinds(draft: ListenerDraft, message: string): void {
  setCondition(draft, 'ResolvedRefs', 'False', 'InvalidRouteKinds', message);
  draft.sound = false;
}

/** Which kinds of routes a listener takes: those its protocol can, less those it does not list. */
export function judgeAllowedKinds(draft: ListenerDraft): void {
  const possible = possibleKinds(draft);
  if (!possible) {
    draft.sound = false;
    setCondition(
      draft,
      'Accepted',
      'False',
      'UnsupportedProtocol',
      `The protocol ${draft.protocol} is not supported: it must be HTTP, HTTPS, TLS, TCP or UDP`,
    );
    return;
  }
  const listed = listAt(draft.spec, 'allowedRoutes', 'kinds');
  if (listed.length === 0) {
    draft.supportedKinds = possible.map(kind => ({
      group: GATEWAY_API_GROUP,
      kind,
    }));
    return;
  }
  const kinds = listed.map(one => ({
    group: stringAt(one, 'group') ?? GATEWAY_API_GROUP,
    kind: stringAt(one, 'kind') ?? '',
  }));
  const known = kinds.filter(({ group }) => group === GATEWAY_API_GROUP);
  if (known.length < kinds.length) {
    refuseKinds(draft, `Routes must be of the group ${GATEWAY_API_GROUP}`);
  }
  draft.supportedKinds = known.filter(({ kind }) => possible.includes(kind));
  const refused = known.filter(({ kind }) => !possible.includes(kind));
  if (refused.length > 0) {
    const names = refused.map(({ kind }) => kind).join(', ');
    refuseKinds(
      draft,
      `A listener of this kind takes ${possible.join(', ')}, not ${names}`,
    );
  }
}

/** Whether the namespaces routes may come from are told in a way that can be understood. */
export function judgeAllowedNamespaces(draft: ListenerDraft): void {
  const namespaces = objectAt(draft.spec, 'allowedRoutes', 'namespaces');
  if (stringAt(namespaces, 'from') !== 'Selector') {
    return;
  }
  const selector = objectAt(namespaces, 'selector');
  if (!selector) {
    setInvalid(
      draft,
      'allowedRoutes.namespaces.from is Selector, but there is no selector',
    );
  } else if (!isLabelSelector(selector)) {
    setInvalid(
      draft,
      'allowedRoutes.namespaces.selector is not a valid label selector',
    );
  }
}

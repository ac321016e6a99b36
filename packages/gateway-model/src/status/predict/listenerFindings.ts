import { mayRefer } from '../../policy/referenceGrants';
import { Condition, Gateway, Listener } from '../../resources';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { Snapshot } from '../../snapshot';

/** What is wrong with a listener: the conditions that stand before the summary is written. */
export type Finding = Pick<
  Condition,
  'type' | 'status' | 'reason' | 'message'
> & {
  status: 'True' | 'False';
};

const HTTP_KINDS = ['HTTPRoute', 'GRPCRoute'];

/** The kinds of route a listener can take by its protocol. */
function protocolKinds({ protocol, tls }: Listener): readonly string[] {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return HTTP_KINDS;
    case 'TLS':
      return tls?.mode === 'Passthrough'
        ? ['TLSRoute']
        : ['TCPRoute', 'TLSRoute'];
    case 'TCP':
      return ['TCPRoute'];
    case 'UDP':
      return ['UDPRoute'];
    default:
      return [];
  }
}

export function supportedKinds(
  listener: Listener,
): Array<{ group: string; kind: string }> {
  const possible = protocolKinds(listener);
  const { kinds } = listener.allowedRoutes;
  return kinds.length === 0
    ? possible.map(kind => ({ group: GATEWAY_API_GROUP, kind }))
    : kinds.filter(
        ({ group, kind }) =>
          group === GATEWAY_API_GROUP && possible.includes(kind),
      );
}

export function notProgrammed(message: string): Finding {
  return { type: 'Programmed', status: 'False', reason: 'Invalid', message };
}

function kindFindings(listener: Listener): Finding[] {
  const possible = protocolKinds(listener);
  if (possible.length === 0) {
    return [
      {
        type: 'Accepted',
        status: 'False',
        reason: 'UnsupportedProtocol',
        message: `Protocol ${listener.protocol} is unsupported, must be HTTP, HTTPS, TCP or UDP.`,
      },
    ];
  }
  const supported = supportedKinds(listener);
  const refused = listener.allowedRoutes.kinds.filter(
    one => !supported.includes(one),
  );
  return refused.slice(-1).map(({ group, kind }) => ({
    type: 'ResolvedRefs',
    status: 'False',
    reason: 'InvalidRouteKinds',
    message:
      group === GATEWAY_API_GROUP
        ? `${kind} is not supported, kind must be one of [${(supported.length
            ? supported.map(one => one.kind)
            : possible
          ).join(' ')}]`
        : `Group is not supported, group must be ${GATEWAY_API_GROUP}`,
  }));
}

function namespaceFindings({ allowedRoutes }: Listener): Finding[] {
  const { from, selector } = allowedRoutes.namespaces;
  return from === 'Selector' && selector === undefined
    ? [
        notProgrammed(
          'The allowedRoutes.namespaces.selector field must be specified when allowedRoutes.namespaces.from is set to "Selector".',
        ),
      ]
    : [];
}

/** Whether certificates may be referred to; what is in them no portal reads. */
function certificateFindings(
  snapshot: Snapshot,
  gateway: Gateway,
  listener: Listener,
): Finding[] {
  const refs = listener.tls?.certificateRefs ?? [];
  if (refs.length === 0) {
    return [notProgrammed('Listener must have at least 1 TLS certificate ref')];
  }
  const refused = refs.filter(
    ({ namespace, name, kind }) =>
      !mayRefer(
        snapshot,
        {
          group: GATEWAY_API_GROUP,
          kind: 'Gateway',
          namespace: gateway.metadata.namespace,
        },
        { group: '', kind, namespace, name },
      ),
  );
  if (refused.length === 0) {
    return [];
  }
  const errors = refused
    .map(
      ref =>
        `certificate refs ${refs.indexOf(ref)}: Certificate ref to secret ${
          ref.namespace
        }/${ref.name} not permitted by any ReferenceGrant.`,
    )
    .join('\n');
  return refused.length === refs.length
    ? [
        {
          type: 'ResolvedRefs',
          status: 'False',
          reason: 'RefNotPermitted',
          message: `No valid secrets exist: ${errors}`,
        },
      ]
    : [
        {
          type: 'ResolvedRefs',
          status: 'False',
          reason: 'PartiallyInvalidCertificateRef',
          message: `Some secrets are invalid: ${errors}`,
        },
      ];
}

function tlsFindings(
  snapshot: Snapshot,
  gateway: Gateway,
  listener: Listener,
): Finding[] {
  const { protocol, tls } = listener;
  switch (protocol) {
    case 'HTTP':
    case 'TCP':
    case 'UDP':
      return tls
        ? [
            notProgrammed(
              `Listener must not have TLS set when protocol is ${protocol}.`,
            ),
          ]
        : [];
    case 'HTTPS':
    case 'TLS':
      if (!tls) {
        return [
          notProgrammed(
            `Listener must have TLS set when protocol is ${protocol}.`,
          ),
        ];
      }
      if (protocol === 'TLS') {
        return [];
      }
      return tls.mode === undefined || tls.mode === 'Terminate'
        ? certificateFindings(snapshot, gateway, listener)
        : [
            {
              ...notProgrammed(
                `TLS ${tls.mode} mode is not supported, TLS mode must be Terminate.`,
              ),
              reason: 'UnsupportedTLSMode',
            },
          ];
    default:
      return [];
  }
}

function hostnameFindings({ protocol, hostname }: Listener): Finding[] {
  return hostname !== undefined && (protocol === 'TCP' || protocol === 'UDP')
    ? [
        notProgrammed(
          `Listener must not have hostname set when protocol is ${protocol}.`,
        ),
      ]
    : [];
}

/** What is wrong with a listener by itself; of several findings of one type the last stands. */
export function listenerFindings(
  snapshot: Snapshot,
  gateway: Gateway,
  listener: Listener,
): Finding[] {
  const findings = [
    ...namespaceFindings(listener),
    ...kindFindings(listener),
    ...tlsFindings(snapshot, gateway, listener),
    ...hostnameFindings(listener),
  ];
  return [...new Map(findings.map(one => [one.type, one])).values()];
}

import { listAt, objectAt } from '../../json';
import { GATEWAY_API_GROUP } from '../../resources/references';
import { servingCertificates } from '../certificates';
import { World } from '../types';
import {
  CertificateDoubt,
  ListenerDraft,
  setCondition,
  setInvalid,
  tlsModeOf,
} from './draft';

/** As if the certificates were otherwise than presumed. */
function suppose(draft: ListenerDraft, doubt: CertificateDoubt): void {
  const message = 'Not all of its certificates can be served';
  setCondition(draft, 'ResolvedRefs', 'False', doubt, message);
  draft.sound &&= doubt === 'PartiallyInvalidCertificateRef';
}

function judgeCertificates(
  world: World,
  draft: ListenerDraft,
  doubt: CertificateDoubt | undefined,
): void {
  const refs = listAt(draft.spec, 'tls', 'certificateRefs');
  if (refs.length === 0) {
    setInvalid(draft, 'A listener that terminates TLS needs a certificateRef');
    return;
  }
  if (doubt) {
    suppose(draft, doubt);
    return;
  }
  const { problem, usable, dnsNames, sds, unknown, doubts } =
    servingCertificates(
      world,
      {
        group: draft.listenerSet?.group ?? GATEWAY_API_GROUP,
        kind: draft.listenerSet?.kind ?? 'Gateway',
        namespace: draft.ownerNamespace,
      },
      refs,
    );
  if (problem) {
    const { reason, message } = problem;
    setCondition(draft, 'ResolvedRefs', 'False', reason, message, unknown);
  }
  draft.sound &&= usable;
  draft.unknown = unknown;
  draft.doubts = doubts;
  draft.servesSds = sds;
  // Upstream keeps the names of HTTPS listeners alone: others do not share connections.
  draft.certificateNames = draft.protocol === 'HTTPS' ? dnsNames : [];
}

/** Whether a listener's TLS settings fit its protocol, and its certificates can be served. */
export function judgeTls(
  world: World,
  draft: ListenerDraft,
  doubt?: CertificateDoubt,
): void {
  const tls = objectAt(draft.spec, 'tls');
  const mode = tlsModeOf(draft);
  switch (draft.protocol) {
    case 'HTTP':
    case 'TCP':
    case 'UDP':
      if (tls) {
        setInvalid(draft, `A ${draft.protocol} listener cannot have tls`);
      }
      return;
    case 'HTTPS':
      if (!tls) {
        setInvalid(draft, 'An HTTPS listener needs tls');
      } else if (mode !== undefined && mode !== 'Terminate') {
        setCondition(
          draft,
          'Programmed',
          'False',
          'UnsupportedTLSMode',
          `An HTTPS listener must terminate TLS: the mode ${mode} is not supported`,
        );
        draft.sound = false;
      } else {
        judgeCertificates(world, draft, doubt);
      }
      return;
    case 'TLS':
      if (!tls) {
        setInvalid(draft, 'A TLS listener needs tls');
      } else if (mode === 'Terminate') {
        judgeCertificates(world, draft, doubt);
      } else if (
        mode === 'Passthrough' &&
        listAt(tls, 'certificateRefs').length > 0
      ) {
        setInvalid(
          draft,
          'A listener that passes TLS through cannot have certificateRefs',
        );
      }
      return;
    default:
  }
}

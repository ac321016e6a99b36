import { listAt, stringAt } from '../json';
import { dataText } from '../translation/certificates';
import { Check, refOfItem } from './check';
import { listenerPath, listenersByOwner } from './listeners';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Certificates are renewed about a third of their 90 days before they expire; less than this is late. */
const SOON_DAYS = 21;

export const certificateExpiring: Check = {
  code: 'EG207',
  title: 'Certificate expires soon',
  description:
    'A certificate that is not renewed in time takes every host of its listener down for clients that verify it.',
  severity: 'warning',
  *find(translation) {
    const { settings, lookup } = translation.world;
    const now = Date.parse(settings.now ?? '');
    if (Number.isNaN(now) || !settings.readCertificates) {
      return;
    }
    for (const { owner, listeners } of listenersByOwner(translation)) {
      for (const listener of listeners) {
        const refs = listAt(listener.spec, 'tls', 'certificateRefs');
        for (const [index, ref] of refs.entries()) {
          const name = stringAt(ref, 'name') ?? '';
          const namespace =
            stringAt(ref, 'namespace') ?? listener.ownerNamespace;
          const secret = lookup({ group: '', kind: 'Secret', namespace, name });
          if (secret === 'missing' || secret === 'unread') {
            continue;
          }
          const pem = dataText(secret, 'tls.crt');
          const [leaf] = (pem && settings.readCertificates(pem)) || [];
          const days = leaf && (Date.parse(leaf.notAfter) - now) / DAY_MS;
          if (days === undefined || !(days < SOON_DAYS)) {
            continue;
          }
          yield {
            ref: refOfItem(owner),
            path: `${listenerPath(
              owner,
              listener,
            )}.tls.certificateRefs[${index}]`,
            ...(days < 0 && { severity: 'error' as const }),
            message:
              days < 0
                ? `The certificate of Secret ${namespace}/${name} expired on ${leaf.notAfter}.`
                : `The certificate of Secret ${namespace}/${name} expires in ${Math.floor(
                    days,
                  )} days, on ${leaf.notAfter}.`,
            remedy: 'Renew it, and see why it was not renewed by itself.',
          };
        }
      }
    }
  },
};

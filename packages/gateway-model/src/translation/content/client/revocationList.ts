import { pemBlocks } from '../../certificates';
import { decodeBase64 } from '../dataReference';
import {
  DER_BIT_STRING,
  DER_GENERALIZED_TIME,
  DER_INTEGER,
  DER_SEQUENCE,
  DER_UTC_TIME,
  derElements,
  DerElement,
  derTime,
} from './der';

interface RevocationTimes {
  thisUpdate: number;
  nextUpdate?: number;
}

const isTime = (element: DerElement | undefined) =>
  element?.tag === DER_UTC_TIME || element?.tag === DER_GENERALIZED_TIME;

/** When a revocation list holds (RFC 5280, 5.1); `undefined` when the bytes are none of version 2. */
function revocationTimes(bytes: string): RevocationTimes | undefined {
  const outer = derElements(bytes);
  const list = outer?.length === 1 ? derElements(outer[0].content) : undefined;
  if (
    outer?.[0]?.tag !== DER_SEQUENCE ||
    list?.[0]?.tag !== DER_SEQUENCE ||
    list[1]?.tag !== DER_SEQUENCE ||
    list[2]?.tag !== DER_BIT_STRING
  ) {
    return undefined;
  }
  const [version, algorithm, issuer, from, to] =
    derElements(list[0].content) ?? [];
  const thisUpdate = derTime(from);
  if (
    version?.tag !== DER_INTEGER ||
    version.content !== '\u0001' ||
    algorithm?.tag !== DER_SEQUENCE ||
    issuer?.tag !== DER_SEQUENCE ||
    thisUpdate === undefined
  ) {
    return undefined;
  }
  const nextUpdate = derTime(to);
  if (isTime(to) && nextUpdate === undefined) {
    return undefined;
  }
  return { thisUpdate, nextUpdate };
}

/** What is wrong with a certificate revocation list in PEM; `undefined` when nothing is. */
export function revocationListProblem(
  pem: string,
  now: string | undefined,
): string | undefined {
  const block = pemBlocks(pem)[0];
  if (!block) {
    return 'is not PEM encoded';
  }
  const times = revocationTimes(decodeBase64(block.base64) ?? '');
  if (!times) {
    return 'cannot be read';
  }
  const at = now === undefined ? undefined : Date.parse(now);
  if (at === undefined || Number.isNaN(at)) {
    return undefined;
  }
  if (times.nextUpdate !== undefined && at > times.nextUpdate) {
    return `was due to be replaced at ${new Date(
      times.nextUpdate,
    ).toISOString()}`;
  }
  return at < times.thisUpdate
    ? `does not hold before ${new Date(times.thisUpdate).toISOString()}`
    : undefined;
}

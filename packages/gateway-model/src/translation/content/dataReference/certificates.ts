import { describeRef, ObjectRef } from '../../../resources';
import { pemBlocks } from '../../certificates';
import { CertificateFacts, Unknown, World } from '../../types';
import { withheld } from './readReference';

/** Whether a bundle of CA certificates holds a usable one. */
export type CaBundleState =
  | { state: 'valid' }
  | { state: 'invalid'; message: string }
  | { state: 'unknown'; unknown: Unknown };

function isCurrent(facts: CertificateFacts, now: string | undefined): boolean {
  if (now === undefined) {
    return true;
  }
  const at = Date.parse(now);
  return !(at > Date.parse(facts.notAfter) || at < Date.parse(facts.notBefore));
}

/** Expired and unreadable members of a bundle are left out; there must be one that is neither. */
export function judgeCaBundle(
  world: World,
  data: string,
  object: ObjectRef,
): CaBundleState {
  const { readCertificates, now } = world.settings;
  const name = describeRef(object);
  const blocks = pemBlocks(data);
  if (blocks.length === 0) {
    return {
      state: 'invalid',
      message: `${name} holds no PEM encoded certificate`,
    };
  }
  if (!readCertificates) {
    return { state: 'unknown', unknown: withheld(object) };
  }
  const usable = blocks.some(block => {
    const certificates = readCertificates(block.text);
    return (
      certificates !== undefined &&
      certificates.every(facts => isCurrent(facts, now))
    );
  });
  return usable
    ? { state: 'valid' }
    : {
        state: 'invalid',
        message: `${name} holds no CA certificate that can be read and is in force`,
      };
}

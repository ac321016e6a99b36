import {
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../../json';
import { describeRef } from '../../../resources';
import { Item, Unknown, World } from '../../types';
import {
  asReference,
  judgeCaBundle,
  referencedData,
  Referrer,
} from '../dataReference';
import { isKnownCipher } from './ciphers';
import { Problem } from '../problem';
import { revocationListProblem } from './revocationList';

export interface TlsFindings {
  problems: readonly Problem[];
  unknown?: Unknown;
}

/** Modes in which a client certificate is checked against CA certificates, which then must be there. */
const VERIFYING: ReadonlySet<string> = new Set([
  'VerifyIfGiven',
  'RequireAndVerify',
]);

/** How client certificates are treated. `optional` is the deprecated way to say so. */
export function clientValidationMode(spec: JsonObject): string {
  const validation = objectAt(spec, 'tls', 'clientValidation');
  return (
    stringAt(validation, 'mode') ??
    (booleanAt(validation, 'optional') ? 'VerifyIfGiven' : 'RequireAndVerify')
  );
}

function found(path: string, message: string): TlsFindings {
  return { problems: [{ path, message: `${path}: ${message}` }] };
}

/** What a list of references to PEM data comes to: the first that is bad ends it. */
function judgeReferences(
  references: readonly unknown[],
  path: string,
  judge: (reference: JsonObject) => string | { unknown: Unknown } | undefined,
): TlsFindings {
  let unknown: Unknown | undefined;
  for (const [index, reference] of references.entries()) {
    const outcome = judge(asReference(reference));
    if (typeof outcome === 'string') {
      return { ...found(`${path}[${index}]`, outcome), unknown };
    }
    unknown ??= outcome?.unknown;
  }
  return { problems: [], unknown };
}

function judgeCaReferences(
  world: World,
  from: Referrer,
  references: readonly unknown[],
): TlsFindings {
  return judgeReferences(
    references,
    'tls.clientValidation.caCertificateRefs',
    reference => {
      const data = referencedData(world, from, reference, ['ca.crt']);
      if (data.state !== 'found') {
        return data.state === 'invalid' ? data.message : data;
      }
      const bundle = judgeCaBundle(world, data.data, data.object);
      if (bundle.state === 'valid') {
        return undefined;
      }
      return bundle.state === 'invalid' ? bundle.message : bundle;
    },
  );
}

function judgeRevocationLists(
  world: World,
  from: Referrer,
  references: readonly unknown[],
): TlsFindings {
  return judgeReferences(
    references,
    'tls.clientValidation.crl.refs',
    reference => {
      const data = referencedData(world, from, reference, ['ca.crl']);
      if (data.state !== 'found') {
        return data.state === 'invalid' ? data.message : data;
      }
      const problem = revocationListProblem(data.data, world.settings.now);
      return (
        problem &&
        `the revocation list in ${describeRef(data.object)} ${problem}`
      );
    },
  );
}

/** What is wrong with the TLS settings, on a listener at which TLS ends. Envoy Gateway stops at the first thing. */
export function judgeTls(
  world: World,
  policy: Item,
  spec: JsonObject,
): TlsFindings {
  const cipher = listAt(spec, 'tls', 'ciphers').find(
    one => typeof one !== 'string' || !isKnownCipher(one),
  );
  if (cipher !== undefined) {
    return found('tls.ciphers', `Envoy knows no cipher suite ${cipher}`);
  }
  const validation = objectAt(spec, 'tls', 'clientValidation');
  if (!validation) {
    return { problems: [] };
  }
  const from = {
    group: policy.group,
    kind: policy.kind,
    namespace: policy.namespace,
  };
  const references = listAt(validation, 'caCertificateRefs');
  const authorities = judgeCaReferences(world, from, references);
  if (authorities.problems.length > 0) {
    return authorities;
  }
  const mode = clientValidationMode(spec);
  if (references.length === 0 && VERIFYING.has(mode)) {
    return found(
      'tls.clientValidation',
      `mode ${mode} needs caCertificateRefs${
        stringAt(validation, 'mode') === undefined &&
        booleanAt(validation, 'optional')
          ? ' (optional: true is that mode)'
          : ''
      }`,
    );
  }
  const revocation = judgeRevocationLists(
    world,
    from,
    listAt(validation, 'crl', 'refs'),
  );
  return {
    problems: revocation.problems,
    unknown: authorities.unknown ?? revocation.unknown,
  };
}

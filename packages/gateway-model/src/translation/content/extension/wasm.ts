import {
  booleanAt,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '../../../json';
import { describeRef } from '../../../resources';
import { dataKeys } from '../../certificates';
import { Item, World } from '../../types';
import { parseUrl } from '../../values';
import { referencedData, referencedSecret, Referrer } from '../dataReference';
import { EntryFindings, entryFindings, Findings } from './findings';

const PULL_SECRET_KEY = '.dockerconfigjson';

function fetched(url: string): EntryFindings {
  return {
    unknown: {
      reason: 'ExternalFetch',
      message: `It depends on the module that Envoy Gateway fetches from ${url}`,
    },
  };
}

/** The CA certificates to fetch with: there must be some, whatever they are. */
function judgeCa(
  world: World,
  from: Referrer,
  source: JsonObject,
): EntryFindings {
  const tls = objectAt(source, 'tls');
  if (!tls) {
    return {};
  }
  const reference = objectAt(tls, 'caCertificateRef') ?? {};
  const data = referencedData(world, from, reference, ['ca.crt']);
  switch (data.state) {
    case 'invalid':
      return { problem: data.message };
    case 'unknown':
      return { unknown: data.unknown };
    default:
      return {};
  }
}

function judgePullSecret(
  world: World,
  from: Referrer,
  source: JsonObject,
): EntryFindings {
  const reference = objectAt(source, 'pullSecretRef');
  if (!reference) {
    return {};
  }
  const secret = referencedSecret(world, from, reference);
  switch (secret.state) {
    case 'invalid':
      return { problem: secret.message };
    case 'unknown':
      return { unknown: secret.unknown };
    default:
      return dataKeys(secret.item).includes(PULL_SECRET_KEY)
        ? {}
        : {
            problem: `${describeRef(
              secret.item,
            )} has no ${PULL_SECRET_KEY}, which a pull secret needs`,
          };
  }
}

function judgeHttp(
  world: World,
  from: Referrer,
  source: JsonObject,
): EntryFindings {
  const url = stringAt(source, 'url') ?? '';
  const ca = judgeCa(world, from, source);
  if (ca.problem !== undefined) {
    return ca;
  }
  const scheme = parseUrl(url)?.scheme;
  return scheme === 'http' || scheme === 'https' || scheme === 'oci'
    ? fetched(url)
    : { problem: `${url} is not a URL a module can be fetched from` };
}

function judgeImage(
  world: World,
  from: Referrer,
  source: JsonObject,
): EntryFindings {
  const ca = judgeCa(world, from, source);
  if (ca.problem !== undefined) {
    return ca;
  }
  const secret = judgePullSecret(world, from, source);
  return secret.problem === undefined
    ? fetched(stringAt(source, 'url') ?? '')
    : secret;
}

function judgeModule(
  world: World,
  from: Referrer,
  module: unknown,
): EntryFindings {
  const type = stringAt(module, 'code', 'type') ?? '';
  const http = objectAt(module, 'code', 'http');
  const image = objectAt(module, 'code', 'image');
  if (type === 'HTTP') {
    return http
      ? judgeHttp(world, from, http)
      : { problem: 'code.http is missing' };
  }
  if (type === 'Image') {
    return image
      ? judgeImage(world, from, image)
      : { problem: 'code.image is missing' };
  }
  return { problem: `there is no source of modules of type ${type}` };
}

/** Wasm modules: what they are fetched with must be there. What is fetched is not known here. */
export function judgeWasm(
  world: World,
  spec: JsonObject,
  owner: Item,
): Findings {
  const from = {
    group: owner.group,
    kind: owner.kind,
    namespace: owner.namespace,
  };
  return entryFindings(
    'wasm',
    listAt(spec, 'wasm').map(module => ({
      findings: judgeModule(world, from, module),
      failOpen: booleanAt(module, 'failOpen') === true,
    })),
  );
}

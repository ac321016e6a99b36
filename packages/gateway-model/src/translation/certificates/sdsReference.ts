import { describeRef } from '../../resources/objectRef';
import { refOfItem } from '../refOfItem';
import { Item, Unknown } from '../types';
import { parseUrl } from '../values';
import { dataText, hasData } from './secretData';

export interface SdsJudgement {
  problem?: string;
  unknown?: Unknown;
}

const UNIX_URL = /^unix:(?:\/\/([^/?#]*))?(\/[^?#]*)?(?:[?#]|$)/i;

/** SDS servers are reached by a Unix domain socket alone (upstream `utils/net.ParseURL`). */
function isSocketUrl(url: string): boolean {
  const match = UNIX_URL.exec(url);
  const [, authority = '', path = ''] = match ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return (
    match !== null &&
    parseUrl(url) !== undefined &&
    (host === '' || host === '.') &&
    host + path !== ''
  );
}

/** Whether a Secret of the SDS type names a certificate and where to get it (upstream `ir.NewSDSConfig`). */
export function sdsProblem(secret: Item): SdsJudgement {
  const name = describeRef(secret);
  for (const key of ['secretName', 'url']) {
    if (!hasData(secret, key)) {
      return { problem: `${name} has no ${key}, which an SDS Secret needs` };
    }
  }
  const url = dataText(secret, 'url');
  if (url === undefined) {
    return {
      unknown: {
        reason: 'SecretBytes',
        message: `It depends on the url in ${name}`,
        ref: refOfItem(secret),
      },
    };
  }
  return isSocketUrl(url)
    ? {}
    : { problem: `The url in ${name} is not that of a Unix domain socket` };
}

import { EntityLink } from '@backstage/catalog-model';
import { Exposure } from '@envoy-gateway-portal/gateway-model';
import { plainText } from './text';

/** More links than a card can show help nobody; the tab lists every exposure. */
const MAX_LINKS = 10;
const MAX_URL_LENGTH = 2048;
const MAX_TITLE_LENGTH = 100;

function webUrl(text: string | undefined): URL | undefined {
  if (!text || text.length > MAX_URL_LENGTH || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && !url.username && !url.password ? url : undefined;
}

/** Links to where an API answers: http and https alone, each once, a bounded number of them. */
export function exposureLinks(exposures: Iterable<Exposure>): EntityLink[] {
  const links = new Map<string, EntityLink>();
  for (const exposure of exposures) {
    if (links.size >= MAX_LINKS) {
      break;
    }
    const url = webUrl(exposure.url);
    if (url && !links.has(url.href)) {
      links.set(url.href, {
        url: url.href,
        title: plainText(`${url.host}${url.pathname}`, MAX_TITLE_LENGTH),
      });
    }
  }
  return [...links.values()];
}

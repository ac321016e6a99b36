import { Exposure } from '../exposure';
import { isConcreteHost } from '../exposure/url';

/** An OpenAPI Server Object. */
export interface Server {
  url: string;
  description?: string;
  variables?: Record<string, { default: string }>;
}

const DEFAULT_PORTS = { http: 80, https: 443 };

function authority({ scheme, port }: Exposure, host: string): string {
  return port === DEFAULT_PORTS[scheme] ? host : `${host}:${port}`;
}

/** An address as a host of a URL; nothing when it is neither an IP address nor a hostname. */
function addressHost(address: string): string | undefined {
  if (/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address)) {
    return `[${address}]`;
  }
  return isConcreteHost(address) ? address : undefined;
}

function serversOf(exposure: Exposure): Server[] {
  const { scheme, host } = exposure;
  if (host === '*') {
    const addresses = exposure.addresses.flatMap(
      address => addressHost(address) ?? [],
    );
    return addresses.map(address => ({
      url: `${scheme}://${authority(exposure, address)}`,
      description: 'Answers for every hostname',
    }));
  }
  if (host.startsWith('*.')) {
    const domain = host.slice(2);
    return isConcreteHost(domain)
      ? [
          {
            url: `${scheme}://${authority(exposure, `{subdomain}.${domain}`)}`,
            description: `Answers for every name below ${domain}`,
            variables: { subdomain: { default: 'www' } },
          },
        ]
      : [];
  }
  return isConcreteHost(host)
    ? [{ url: `${scheme}://${authority(exposure, host)}` }]
    : [];
}

/** The servers of exposures by URL. Hosts that cannot stand in a URL are left out. */
export function serversByUrl(
  exposures: readonly Exposure[],
): Map<string, Server> {
  const servers = new Map<string, Server>();
  for (const exposure of exposures) {
    for (const server of serversOf(exposure)) {
      servers.set(server.url, server);
    }
  }
  return servers;
}

/** Servers without repetition, in the order of their URLs: https before http, so that it comes first. */
export function sortServers(servers: Iterable<Server>): Server[] {
  const rank = ({ url }: Server) => (url.startsWith('https:') ? 0 : 1);
  return [...servers].sort(
    (a, b) => rank(a) - rank(b) || (a.url < b.url ? -1 : Number(a.url > b.url)),
  );
}

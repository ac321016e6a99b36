import { at, listAt, objectAt, stringAt } from '../../../json';
import { ContentInput, ListenerContext } from '../../types';
import { Problem } from '../problem';

const PATH = 'authorization.rules';

const DETECTIONS = ['xForwardedFor', 'customHeader', 'directSourceIP'];

/** What a rule may ask about a place, and the databases that can tell. */
const DATABASES: ReadonlyArray<
  readonly [field: string, databases: readonly string[]]
> = [
  ['country', ['countryDbSource', 'cityDbSource']],
  ['region', ['cityDbSource']],
  ['city', ['cityDbSource']],
  ['asn', ['asnDbSource']],
  ['isp', ['ispDbSource']],
  ['anonymous', ['anonymousIpDbSource']],
];

function locations(spec: unknown): readonly unknown[] {
  return listAt(spec, 'authorization', 'rules').flatMap(rule =>
    listAt(rule, 'principal', 'clientIPGeoLocations'),
  );
}

/** How the listener's ClientTrafficPolicy finds clients' addresses must be said, and be one way that geography has. */
function detectionProblem(detection: unknown): string | undefined {
  if (!objectAt(detection)) {
    return 'needs clientIPDetection in a ClientTrafficPolicy';
  }
  const modes = DETECTIONS.filter(mode => at(detection, mode) !== undefined);
  if (modes.length !== 1) {
    return `needs clientIPDetection with one of ${DETECTIONS.join(', ')}`;
  }
  return listAt(detection, 'xForwardedFor', 'trustedCIDRs').length > 0
    ? 'cannot be used with clientIPDetection.xForwardedFor.trustedCIDRs'
    : undefined;
}

function databaseProblem(
  geoIp: unknown,
  asked: readonly unknown[],
): string | undefined {
  if (!objectAt(geoIp)) {
    return 'needs geoIP in the EnvoyProxy';
  }
  const type = stringAt(geoIp, 'provider', 'type') ?? '';
  const maxMind = objectAt(geoIp, 'provider', 'maxMind');
  if (type !== 'MaxMind' || !maxMind) {
    return 'needs geoIP.provider.maxMind in the EnvoyProxy';
  }
  const lacking = DATABASES.find(
    ([field, databases]) =>
      asked.some(location => at(location, field) !== undefined) &&
      databases.every(database => at(maxMind, database) === undefined),
  );
  return (
    lacking &&
    `asks for ${lacking[0]}, which needs ${lacking[1].join(
      ' or ',
    )} in the EnvoyProxy's geoIP`
  );
}

/** Whether rules about where clients are can be kept on a listener. */
export function geoIpProblem(
  { spec, gateway, clientTraffic }: ContentInput,
  listener: ListenerContext,
): Problem | undefined {
  const asked = locations(spec);
  const isHttp = listener.protocol === 'HTTP' || listener.protocol === 'HTTPS';
  if (asked.length === 0 || !isHttp) {
    return undefined;
  }
  const message =
    detectionProblem(at(clientTraffic(listener), 'clientIPDetection')) ??
    databaseProblem(at(gateway.envoyProxy?.spec, 'geoIP'), asked);
  return message === undefined
    ? undefined
    : { path: PATH, message: `clientIPGeoLocations ${message}` };
}

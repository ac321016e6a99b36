import {
  at,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
} from '@envoy-gateway-portal/gateway-model';
import { ifTrue, stringMatch } from '../fields';

const VALUE = /^[!-~](?:[\t ]?[!-~])*$/;

function isUsable(header: unknown): boolean {
  const name = stringAt(header, 'name') ?? '';
  return (
    name !== '' &&
    !/[/:]/.test(name) &&
    VALUE.test(stringAt(header, 'value') ?? '')
  );
}

/** The first of each name, whatever its case. */
function unique<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter(item => {
    const name = nameOf(item).toLowerCase();
    const known = seen.has(name);
    seen.add(name);
    return !known;
  });
}

/** Headers to put on a message, to take off by name and to take off by match; empty lists count as absent. */
function modifier(modifications: unknown): {
  add?: JsonObject[];
  remove?: unknown[];
  removeOnMatch?: JsonObject[];
} {
  const of = (field: string, how: JsonObject) =>
    listAt(modifications, field)
      .filter(isUsable)
      .map(header => ({
        name: stringAt(header, 'name') ?? '',
        value: [stringAt(header, 'value') ?? ''],
        append: false,
        addIfAbsent: false,
        ...how,
      }));
  const add = unique(
    [
      ...of('add', { append: true }),
      ...of('set', {}),
      ...of('addIfAbsent', { addIfAbsent: true }),
    ],
    ({ name }) => name,
  );
  const remove = unique(
    listAt(modifications, 'remove').filter(name => name !== ''),
    String,
  );
  const matches = listAt(modifications, 'removeOnMatch')
    .filter(match => (stringAt(match, 'value') ?? '') !== '')
    .map(match => stringMatch(match));
  return {
    add: add.length > 0 ? add : undefined,
    remove: remove.length > 0 ? remove : undefined,
    removeOnMatch: matches.length > 0 ? matches : undefined,
  };
}

const MODES_WITH_DETAILS = ['AppendForward', 'SanitizeSet'];

function clientCertificate(settings: unknown): JsonObject | undefined {
  const forwarded = objectAt(settings, 'xForwardedClientCert');
  const mode = stringAt(forwarded, 'mode') ?? 'Sanitize';
  const details = listAt(forwarded, 'certDetailsToAdd');
  return (
    forwarded && {
      mode,
      certDetailsToAdd:
        MODES_WITH_DETAILS.includes(mode) && details.length > 0
          ? details
          : undefined,
    }
  );
}

export function headers(spec: JsonObject): JsonObject | undefined {
  const settings = objectAt(spec, 'headers');
  const early = modifier(at(settings, 'earlyRequestHeaders'));
  const late = modifier(at(settings, 'lateResponseHeaders'));
  return (
    settings && {
      enableEnvoyHeaders: ifTrue(at(settings, 'enableEnvoyHeaders')),
      disableRateLimitHeaders: ifTrue(at(settings, 'disableRateLimitHeaders')),
      withUnderscoresAction:
        at(settings, 'withUnderscoresAction') ?? 'RejectRequest',
      requestID:
        at(settings, 'requestID') ??
        (at(settings, 'preserveXRequestID') === true
          ? 'PreserveOrGenerate'
          : undefined),
      xForwardedClientCert: clientCertificate(settings),
      earlyAddRequestHeaders: early.add,
      earlyRemoveRequestHeaders: early.remove,
      earlyRemoveRequestHeadersOnMatch: early.removeOnMatch,
      lateAddResponseHeaders: late.add,
      lateRemoveResponseHeaders: late.remove,
      lateRemoveResponseHeadersOnMatch: late.removeOnMatch,
    }
  );
}

export function host(spec: JsonObject): JsonObject | undefined {
  const strip = at(spec, 'headers', 'host', 'stripTrailingHostDot');
  return strip === undefined
    ? undefined
    : { stripTrailingHostDot: ifTrue(strip) };
}

import {
  CelFunc,
  celFunc,
  CelInput,
  CelList,
  celList,
  celMethod,
  CelScalar,
  CelValue,
  listType,
  mapType,
} from '@bufbuild/cel';
import {
  Address,
  formatAddress,
  maskPrefix,
  parseAddress,
  parsePrefix,
  Prefix,
  prefixContains,
} from '../values/addresses';
import { STRING_FORMATS } from '../values/formats';
import { parseRequestUrl } from '../values/goUrl';
import {
  asPrefix,
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  qualifiedName,
} from '../metadata/names';
import { opaqueText, opaqueType, opaqueValue } from './opaqueTypes';
import { asInteger, asNumber, fromInteger, parseQuantity } from './quantity';

const { BOOL, DOUBLE, DYN, INT, STRING } = CelScalar;
const LIST = listType(DYN);
const QUANTITY = opaqueType('Quantity');
const IP = opaqueType('IP');
const CIDR = opaqueType('CIDR');
const URL_TYPE = opaqueType('URL');
const FORMAT = opaqueType('Format');

/** The value, or an error, which CEL reads as "the rule cannot be evaluated". */
function need<T>(value: T | undefined, words: string): T {
  if (value === undefined) {
    throw new Error(words);
  }
  return value;
}

// ---------------------------------------------------------------- quantities (upstream library/quantity.go)

const quantityOf = (text: string) =>
  need(parseQuantity(text), `not a quantity: ${text}`);
/** The canonical text of a quantity is the number of its billionths. */
const nanos = (value: CelValue) => BigInt(opaqueText(value) || 0);
const quantity = (value: bigint) => opaqueValue('Quantity', String(value));

function compare(a: bigint, b: bigint): bigint {
  if (a === b) {
    return 0n;
  }
  return a < b ? -1n : 1n;
}

const quantities: CelFunc[] = [
  celFunc(
    'quantity',
    [STRING],
    QUANTITY,
    text => quantity(quantityOf(text)) as never,
  ),
  celFunc(
    'isQuantity',
    [STRING],
    BOOL,
    text => parseQuantity(text) !== undefined,
  ),
  celMethod('sign', QUANTITY, [], INT, function sign() {
    return compare(nanos(this), 0n);
  }),
  celMethod('isInteger', QUANTITY, [], BOOL, function isInteger() {
    return asInteger(nanos(this)) !== undefined;
  }),
  celMethod('asInteger', QUANTITY, [], INT, function toInteger() {
    return need(asInteger(nanos(this)), 'not an integer');
  }),
  celMethod('asApproximateFloat', QUANTITY, [], DOUBLE, function toFloat() {
    return asNumber(nanos(this));
  }),
  celMethod('isGreaterThan', QUANTITY, [QUANTITY], BOOL, function more(other) {
    return nanos(this) > nanos(other);
  }),
  celMethod('isLessThan', QUANTITY, [QUANTITY], BOOL, function less(other) {
    return nanos(this) < nanos(other);
  }),
  celMethod('compareTo', QUANTITY, [QUANTITY], INT, function compareTo(other) {
    return compare(nanos(this), nanos(other));
  }),
  celMethod('add', QUANTITY, [QUANTITY], QUANTITY, function add(other) {
    return quantity(nanos(this) + nanos(other)) as never;
  }),
  celMethod('add', QUANTITY, [INT], QUANTITY, function addInt(other) {
    return quantity(nanos(this) + fromInteger(other)) as never;
  }),
  celMethod('sub', QUANTITY, [QUANTITY], QUANTITY, function sub(other) {
    return quantity(nanos(this) - nanos(other)) as never;
  }),
  celMethod('sub', QUANTITY, [INT], QUANTITY, function subInt(other) {
    return quantity(nanos(this) - fromInteger(other)) as never;
  }),
];

// ---------------------------------------------------------------- addresses (library/ip.go, library/cidr.go)

function addressOf(text: string): Address | undefined {
  const address = parseAddress(text);
  return address && !address.mapped && address.zone === ''
    ? address
    : undefined;
}

function prefixOf(text: string): Prefix | undefined {
  const prefix = parsePrefix(text);
  return prefix && !prefix.address.mapped ? prefix : undefined;
}

const neededAddress = (text: string) =>
  need(addressOf(text), `not an IP address: ${text}`);
const neededPrefix = (text: string) =>
  need(prefixOf(text), `not a CIDR: ${text}`);
const ip = (address: Address) =>
  opaqueValue('IP', formatAddress(address)) as never;
const cidr = ({ address, bits }: Prefix) =>
  opaqueValue('CIDR', `${formatAddress(address)}/${bits}`) as never;

const isIn = (ranges: readonly string[]) => {
  const prefixes = ranges.map(neededPrefix);
  return (address: Address) =>
    prefixes.some(prefix => prefixContains(prefix, address));
};
const isLoopback = isIn(['127.0.0.0/8', '::1/128']);
const isUnspecified = isIn(['0.0.0.0/32', '::/128']);
const isLinkLocalUnicast = isIn(['169.254.0.0/16', 'fe80::/10']);
const isLinkLocalMulticast = isIn(['224.0.0.0/24', 'ff02::/16']);
const isMulticast = isIn(['224.0.0.0/4', 'ff00::/8']);
const isBroadcast = isIn(['255.255.255.255/32']);

const addressQuestions: Record<string, (address: Address) => boolean> = {
  isLoopback,
  isUnspecified,
  isLinkLocalUnicast,
  // As Go asks it: any ff02, ff12, … (`a[1] & 0x0f == 2`).
  isLinkLocalMulticast: address =>
    isLinkLocalMulticast(address) ||
    (address.family === 6 &&
      address.value >> 120n === 0xffn &&
      ((address.value >> 112n) & 0xfn) === 2n),
  isGlobalUnicast: address =>
    !isUnspecified(address) &&
    !isLoopback(address) &&
    !isMulticast(address) &&
    !isBroadcast(address) &&
    !isLinkLocalUnicast(address),
};

function containsPrefix(outer: Prefix, inner: Prefix): boolean {
  return prefixContains(outer, inner.address) && outer.bits <= inner.bits;
}

const addresses: CelFunc[] = [
  celFunc('isIP', [STRING], BOOL, text => addressOf(text) !== undefined),
  celFunc('ip', [STRING], IP, text => ip(neededAddress(text))),
  celFunc(
    'ip.isCanonical',
    [STRING],
    BOOL,
    text => formatAddress(neededAddress(text)) === text,
  ),
  celFunc('string', [IP], STRING, value => opaqueText(value)),
  celMethod('family', IP, [], INT, function family() {
    return BigInt(neededAddress(opaqueText(this)).family);
  }),
  ...Object.entries(addressQuestions).map(([name, question]) =>
    celMethod(name, IP, [], BOOL, function ask() {
      return question(neededAddress(opaqueText(this)));
    }),
  ),
  celFunc('isCIDR', [STRING], BOOL, text => prefixOf(text) !== undefined),
  celFunc('cidr', [STRING], CIDR, text => cidr(neededPrefix(text))),
  celFunc('string', [CIDR], STRING, value => opaqueText(value)),
  celMethod('containsIP', CIDR, [STRING], BOOL, function contains(text) {
    return prefixContains(neededPrefix(opaqueText(this)), neededAddress(text));
  }),
  celMethod('containsIP', CIDR, [IP], BOOL, function contains(other) {
    return prefixContains(
      neededPrefix(opaqueText(this)),
      neededAddress(opaqueText(other)),
    );
  }),
  celMethod('containsCIDR', CIDR, [STRING], BOOL, function contains(text) {
    return containsPrefix(neededPrefix(opaqueText(this)), neededPrefix(text));
  }),
  celMethod('containsCIDR', CIDR, [CIDR], BOOL, function contains(other) {
    return containsPrefix(
      neededPrefix(opaqueText(this)),
      neededPrefix(opaqueText(other)),
    );
  }),
  celMethod('ip', CIDR, [], IP, function toIp() {
    return ip(neededPrefix(opaqueText(this)).address);
  }),
  celMethod('prefixLength', CIDR, [], INT, function length() {
    return BigInt(neededPrefix(opaqueText(this)).bits);
  }),
  celMethod('masked', CIDR, [], CIDR, function masked() {
    return cidr(maskPrefix(neededPrefix(opaqueText(this))));
  }),
];

// ---------------------------------------------------------------- URLs (library/urls.go)

const neededUrl = (text: string) =>
  need(parseRequestUrl(text.split('#')[0]), `not a URL: ${text}`);

function queryOf(text: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  for (const part of neededUrl(text).rawQuery.split('&')) {
    if (part !== '' && !part.includes(';')) {
      const [key, ...rest] = part.split('=');
      const name = decodeQuery(key);
      query.set(name, [
        ...(query.get(name) ?? []),
        decodeQuery(rest.join('=')),
      ]);
    }
  }
  return query;
}

function decodeQuery(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

const urls: CelFunc[] = [
  celFunc('isURL', [STRING], BOOL, text => parseRequestUrl(text) !== undefined),
  celFunc('url', [STRING], URL_TYPE, text => {
    need(parseRequestUrl(text), `not a URL: ${text}`);
    return opaqueValue('URL', text) as never;
  }),
  celMethod('getScheme', URL_TYPE, [], STRING, function scheme() {
    return neededUrl(opaqueText(this)).scheme;
  }),
  celMethod('getHost', URL_TYPE, [], STRING, function host() {
    return neededUrl(opaqueText(this)).host;
  }),
  celMethod('getHostname', URL_TYPE, [], STRING, function hostname() {
    return neededUrl(opaqueText(this)).hostname;
  }),
  celMethod('getPort', URL_TYPE, [], STRING, function port() {
    return neededUrl(opaqueText(this)).port;
  }),
  celMethod('getEscapedPath', URL_TYPE, [], STRING, function path() {
    return encodeURI(decodeQueryless(neededUrl(opaqueText(this)).rawPath));
  }),
  celMethod('getQuery', URL_TYPE, [], mapType(STRING, LIST), function query() {
    return queryOf(opaqueText(this));
  }),
];

function decodeQueryless(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

// ---------------------------------------------------------------- named formats (library/format.go)

/** An optional value is a list of one item, or of none: CEL here knows no optionals of its own. */
export function optional(value: CelInput | undefined): CelList {
  return celList(value === undefined ? [] : [value]);
}

const strFormat = (name: string) => (text: string) =>
  STRING_FORMATS.get(name)?.(text) ? undefined : `is no ${name}`;

const FORMATS: Record<string, (text: string) => string | undefined> = {
  dns1123Label,
  dns1123Subdomain,
  dns1035Label,
  qualifiedName,
  labelValue,
  dns1123LabelPrefix: asPrefix(dns1123Label),
  dns1123SubdomainPrefix: asPrefix(dns1123Subdomain),
  dns1035LabelPrefix: asPrefix(dns1035Label),
  uri: strFormat('uri'),
  uuid: strFormat('uuid'),
  byte: strFormat('byte'),
  date: strFormat('date'),
  datetime: strFormat('datetime'),
};

const formats: CelFunc[] = [
  ...Object.keys(FORMATS).map(name =>
    celFunc(
      `format.${name}`,
      [],
      FORMAT,
      () => opaqueValue('Format', name) as never,
    ),
  ),
  celFunc('format.named', [STRING], LIST, name =>
    optional(
      Object.prototype.hasOwnProperty.call(FORMATS, name)
        ? opaqueValue('Format', name)
        : undefined,
    ),
  ),
  celMethod('validate', FORMAT, [STRING], LIST, function validate(text) {
    const problem = FORMATS[opaqueText(this)](text);
    return optional(problem === undefined ? undefined : [problem]);
  }),
  celMethod('hasValue', LIST, [], BOOL, function hasValue() {
    return this.size > 0;
  }),
  celMethod('value', LIST, [], DYN, function value() {
    return need(this.get(0), 'the optional has no value');
  }),
  celMethod('orValue', LIST, [DYN], DYN, function orValue(other) {
    return this.size > 0 ? need(this.get(0), 'no value') : other;
  }),
];

/** What Kubernetes adds to CEL for its own notions; lists and sets are in `listFunctions.ts`. */
export const KUBERNETES_FUNCTIONS: readonly CelFunc[] = [
  ...quantities,
  ...addresses,
  ...urls,
  ...formats,
];

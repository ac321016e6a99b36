import { dns1123Label, dns1123Subdomain } from '../metadata/names';
import { parseAddress, parsePrefix } from './addresses';
import { parseRequestUrl } from './goUrl';

type Format = (value: string) => boolean;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(.\d+)?(z|[+-]\d{2}:\d{2})$/;
const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const MAC =
  /^([0-9a-f]{2}([:-][0-9a-f]{2}){5}|[0-9a-f]{2}([:-][0-9a-f]{2}){7}|[0-9a-f]{2}([:-][0-9a-f]{2}){19}|[0-9a-f]{4}(\.[0-9a-f]{4}){2}|[0-9a-f]{4}(\.[0-9a-f]{4}){3}|[0-9a-f]{4}(\.[0-9a-f]{4}){9})$/i;
/** A name without dots has at most one dash, behind its first letter. */
const HOST_NAME = /^[a-zA-Z0-9\p{S}\p{L}](-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?$/u;
const HOST_LABEL =
  /^[a-zA-Z0-9\p{S}\p{L}]([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?$/u;
const LAST_HOST_LABEL = /^[a-zA-Z\p{L}]{2,63}$/u;
const MAIL = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"]+$/;
const GO_DURATION = /^[+-]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;
const LOOSE_DURATION =
  /\d\s*(ns|nano\w*|us|µs|micro\w*|ms|milli\w*|s|sec\w*|m|min\w*|h|hr|hour\w*|d|day\w*|w|wk|week\w*)(?![A-Za-zµ])/i;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(value: string): boolean {
  const [, year, month, day] = (DATE.exec(value) ?? []).map(Number);
  if (!month || !day || month > 12 || day > DAYS[month - 1]) {
    return false;
  }
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month !== 2 || day < 29 || leap;
}

function isDateTime(value: string): boolean {
  const [date, clock] = value.toLowerCase().split('t');
  const parts = clock === undefined ? null : TIME.exec(clock);
  return (
    parts !== null &&
    isDate(date) &&
    parts[1] <= '23' &&
    parts[2] <= '59' &&
    parts[3] <= '59'
  );
}

function isHostname(value: string): boolean {
  if (value.length > 255) {
    return false;
  }
  const labels = value.split('.');
  if (labels.length === 1) {
    return value.length <= 63 && HOST_NAME.test(value);
  }
  return (
    labels.every(label => label.length <= 63 && HOST_LABEL.test(label)) &&
    LAST_HOST_LABEL.test(labels[labels.length - 1])
  );
}

function isEmail(value: string): boolean {
  if (value.length > 1000) {
    return false;
  }
  const bracketed = /<([^<>]*)>$/.exec(value.trim());
  return MAIL.test(bracketed ? bracketed[1] : value.trim());
}

const uuid = (version: string, variant = '[0-9a-f]'): Format => {
  const pattern = new RegExp(
    `^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`,
    'i',
  );
  return value => pattern.test(value);
};

/**
 * Formats of strings that the API server checks, by their names without dashes (upstream
 * `kube-openapi/pkg/validation/strfmt`, which differs from JSON Schema in nearly all of them).
 */
export const STRING_FORMATS: ReadonlyMap<string, Format> = new Map<
  string,
  Format
>([
  ['byte', value => BASE64.test(value)],
  ['date', isDate],
  ['datetime', isDateTime],
  [
    'duration',
    value =>
      value.length <= 1000 &&
      (value === '0' || GO_DURATION.test(value) || LOOSE_DURATION.test(value)),
  ],
  ['email', isEmail],
  ['hostname', isHostname],
  [
    'ipv4',
    value => value.includes('.') && parseAddress(value, true)?.zone === '',
  ],
  ['ipv6', value => value.includes(':') && parseAddress(value)?.zone === ''],
  ['cidr', value => parsePrefix(value, true) !== undefined],
  ['mac', value => MAC.test(value)],
  ['uri', value => parseRequestUrl(value) !== undefined],
  ['uuid', uuid('[0-9a-f]')],
  ['uuid3', uuid('3')],
  ['uuid4', uuid('4', '[89ab]')],
  ['uuid5', uuid('5', '[89ab]')],
  ['k8sshortname', value => dns1123Label(value) === undefined],
  ['k8slongname', value => dns1123Subdomain(value) === undefined],
]);

/** Formats the API server checks and we do not: no kind of Gateway API or Envoy Gateway has them. */
export const UNJUDGED_FORMATS: ReadonlySet<string> = new Set([
  'bsonobjectid',
  'creditcard',
  'hexcolor',
  'isbn',
  'isbn10',
  'isbn13',
  'rgbcolor',
  'ssn',
]);

const INT64 = 2 ** 63;

/** Formats of numbers; an integer without a format is an `int64`. */
export const NUMBER_FORMATS: ReadonlyMap<string, (value: number) => boolean> =
  new Map([
    ['int32', value => value >= -(2 ** 31) && value < 2 ** 31],
    ['int64', value => value >= -INT64 && value < INT64],
    ['float', value => Number.isFinite(Math.fround(value))],
  ]);

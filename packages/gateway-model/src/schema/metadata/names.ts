/**
 * How Kubernetes wants names to be spelt (upstream `apimachinery/pkg/api/validate/content`). Each says what is
 * wrong, or nothing.
 */
export type NameRule = (value: string) => string | undefined;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const RFC1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const KEY_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

function rule(max: number, pattern: RegExp, words: string): NameRule {
  return value => {
    // Length first: it bounds what the pattern has to look at. Kubernetes counts bytes, which are characters here.
    if (value.length > max) {
      return `must be no longer than ${max} characters`;
    }
    return pattern.test(value) ? undefined : words;
  };
}

export const dns1123Label = rule(
  63,
  LABEL,
  "must consist of lower case letters, digits and '-', and begin and end with a letter or digit",
);

export const dns1123Subdomain = rule(
  253,
  SUBDOMAIN,
  "must consist of lower case letters, digits, '-' and '.', and begin and end with a letter or digit",
);

export const dns1035Label = rule(
  63,
  RFC1035_LABEL,
  "must consist of lower case letters, digits and '-', begin with a letter and end with a letter or digit",
);

export const labelValue = rule(
  63,
  LABEL_VALUE,
  "must be empty, or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
);

const keyName = rule(
  63,
  KEY_NAME,
  "must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
);

/** A key of labels and annotations, and a finalizer: a name, with a domain before it if it likes. */
export const qualifiedName: NameRule = value => {
  const parts = value.split('/');
  if (parts.length > 2) {
    return "must be a name, or a domain, '/' and a name";
  }
  const name = parts[parts.length - 1];
  const domain = parts.length === 2 ? parts[0] : undefined;
  if (domain !== undefined) {
    const problem = dns1123Subdomain(domain);
    if (problem) {
      return `the part before the '/' ${problem}`;
    }
  }
  const problem = keyName(name);
  return problem && domain !== undefined
    ? `the part after the '/' ${problem}`
    : problem;
};

/** A prefix to which something is added: a dash at its end is no end. */
export function asPrefix(nameRule: NameRule): NameRule {
  return value =>
    nameRule(
      value.length > 1 && value.endsWith('-')
        ? `${value.slice(0, -2)}a`
        : value,
    );
}

/** What may stand in an URL's path (upstream `IsPathSegmentName`). */
export const pathSegment: NameRule = value => {
  if (value === '.' || value === '..') {
    return `may not be '${value}'`;
  }
  return /[/%]/.test(value) ? "may not contain '/' or '%'" : undefined;
};

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const OCTET = /^(?:0|[1-9]\d{0,2})$/;

/** Kubernetes' `IsDNS1123Subdomain`; it does not limit single labels. */
export function isDnsSubdomain(name: string): boolean {
  return (
    name.length <= 253 && name.split('.').every(label => LABEL.test(label))
  );
}

function isIPv4Address(name: string): boolean {
  const octets = name.split('.');
  return (
    octets.length === 4 &&
    octets.every(octet => OCTET.test(octet) && Number(octet) <= 255)
  );
}

/** Why a hostname cannot be put into a request or redirect; `undefined` when it can. */
export function hostnameProblem(hostname: string): string | undefined {
  if (!isDnsSubdomain(hostname)) {
    return `Hostname "${hostname}" is no DNS name.`;
  }
  if (isIPv4Address(hostname)) {
    return `Hostname "${hostname}" is an IP address.`;
  }
  return hostname.split('.').some(label => label.length > 63)
    ? `Hostname "${hostname}" has a label of more than 63 characters.`
    : undefined;
}

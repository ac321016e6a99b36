const LONGEST = 253;
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** Whether a text is a DNS subdomain as Kubernetes reads RFC 1123: lower case; single labels may be of any length. */
export function isDnsSubdomain(text: string): boolean {
  return (
    text.length <= LONGEST && text.split('.').every(label => LABEL.test(label))
  );
}

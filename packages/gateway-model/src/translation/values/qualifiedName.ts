const LONGEST_NAME = 63;
const LONGEST_PREFIX = 253;
const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PREFIX =
  /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Whether Kubernetes takes a text for the name of something, such as a label: a domain and a slash may precede it. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts[parts.length - 1];
  const prefix = parts.length === 2 ? parts[0] : undefined;
  return (
    parts.length <= 2 &&
    name.length <= LONGEST_NAME &&
    NAME.test(name) &&
    (prefix === undefined ||
      (prefix.length <= LONGEST_PREFIX && PREFIX.test(prefix)))
  );
}

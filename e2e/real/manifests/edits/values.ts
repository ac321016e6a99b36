/** A text of some length. */
export const longest = (length: number) => 'a'.repeat(length);

/** As many references to Services. */
export const backends = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `s-${index}`,
    port: 80,
  }));

/** A reference to a Gateway. */
export const gateway = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: 'a',
};

/** A CustomResourceDefinition of `example.com/v1`, kind `Thing`, whose `spec` has this schema. */
export function thingCrd(
  spec: object,
  options: { status?: boolean; scope?: string; versions?: object[] } = {},
) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Thing', plural: 'things' },
      scope: options.scope ?? 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          ...(options.status && { subresources: { status: {} } }),
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec,
                status: {
                  type: 'object',
                  properties: { phase: { type: 'string' } },
                },
              },
            },
          },
        },
        ...(options.versions ?? []),
      ],
    },
  };
}

export function thing(spec: unknown, metadata: object = {}) {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'a', namespace: 'b', ...metadata },
    spec,
  };
}

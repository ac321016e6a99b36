import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (name: string, input: object) =>
  stringify({
    steps: [
      {
        id: 'generate',
        action: 'envoyGateway:httpRoute:generate',
        name,
        input,
      },
    ],
  });

/** Each of these is run by httpRouteGenerate.examples.test.ts, and what it writes is compared. */
export const examples: TemplateExample[] = [
  {
    description: 'Expose a path to everybody',
    example: step('Write the HTTPRoute', {
      name: 'payments',
      namespace: 'payments',
      gateway: 'platform/public',
      hostnames: ['api.example.com'],
      paths: ['/payments'],
      backend: { service: 'payments', port: 8080 },
      owner: 'group:default/payments',
    }),
  },
  {
    description: 'Ask for an API key, and limit each client',
    example: step('Write the manifests', {
      name: 'payments',
      namespace: 'payments',
      cluster: 'production',
      gateway: 'platform/public',
      hostnames: ['api.example.com'],
      paths: [
        { value: '/payments', methods: ['GET', 'POST'] },
        { value: '/payments/health', type: 'Exact', methods: ['GET'] },
      ],
      backend: { service: 'payments', port: 8080 },
      authentication: {
        type: 'apiKey',
        apiKey: { secretName: 'payments-api-keys' },
      },
      rateLimit: { requests: 20, unit: 'Minute', perClient: true },
      owner: 'group:default/payments',
      lifecycle: 'experimental',
      title: 'Payments API',
      description: 'Take and refund payments.',
      system: 'system:default/commerce',
    }),
  },
  {
    description:
      'Ask for a token of an identity provider, on one listener of the Gateway, and limit the whole route',
    example: step('Write the manifests', {
      name: 'invoices',
      namespace: 'payments',
      gateway: { namespace: 'platform', name: 'public', sectionName: 'https' },
      hostnames: ['api.example.com', 'invoices.example.com'],
      paths: ['/invoices'],
      backend: { service: 'invoices', port: 8080, namespace: 'billing' },
      authentication: {
        type: 'jwt',
        jwt: {
          issuer: 'https://login.example.com/',
          jwksUri: 'https://login.example.com/.well-known/jwks.json',
          audiences: ['invoices'],
        },
      },
      rateLimit: { requests: 100, unit: 'Second' },
      owner: 'group:default/payments',
      targetPath: 'manifests',
    }),
  },
];

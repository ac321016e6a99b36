import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import { parse } from 'yaml';
import { createHttpRouteGenerateAction } from './httpRouteGenerate';
import { examples } from './httpRouteGenerate.examples';

const route = (text: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
${text}`;
const policy = (kind: string, name: string, text: string) =>
  `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: ${kind}
metadata:
  name: ${name}
  namespace: payments
spec:
  targetRefs:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      name: ${name}
${text}`;

/** The files each example writes, byte by byte. */
const expected: object[] = [
  {
    payments: {
      payments: {
        'httproute.yaml': route(`metadata:
  name: payments
  namespace: payments
  annotations:
    envoy-gateway.backstage.io/owner: group:default/payments
    envoy-gateway.backstage.io/lifecycle: production
spec:
  parentRefs:
    - name: public
      namespace: platform
  hostnames:
    - api.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /payments
      backendRefs:
        - name: payments
          port: 8080
`),
      },
    },
  },
  {
    payments: {
      payments: {
        'httproute.yaml': route(`metadata:
  name: payments
  namespace: payments
  annotations:
    envoy-gateway.backstage.io/title: 'Payments API'
    envoy-gateway.backstage.io/description: 'Take and refund payments.'
    envoy-gateway.backstage.io/owner: group:default/payments
    envoy-gateway.backstage.io/lifecycle: experimental
    envoy-gateway.backstage.io/system: system:default/commerce
spec:
  parentRefs:
    - name: public
      namespace: platform
  hostnames:
    - api.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /payments
          method: GET
        - path:
            type: PathPrefix
            value: /payments
          method: POST
      backendRefs:
        - name: payments
          port: 8080
    - matches:
        - path:
            type: Exact
            value: /payments/health
          method: GET
      backendRefs:
        - name: payments
          port: 8080
`),
        'securitypolicy.yaml': policy(
          'SecurityPolicy',
          'payments',
          `  apiKeyAuth:
    credentialRefs:
      - name: payments-api-keys
    extractFrom:
      - headers:
          - x-api-key
`,
        ),
        'backendtrafficpolicy.yaml': policy(
          'BackendTrafficPolicy',
          'payments',
          `  rateLimit:
    local:
      rules:
        - clientSelectors:
            - headers:
                - name: x-api-key
                  type: Distinct
          limit:
            requests: 20
            unit: Minute
`,
        ),
      },
    },
  },
  {
    manifests: {
      'httproute.yaml': route(`metadata:
  name: invoices
  namespace: payments
  annotations:
    envoy-gateway.backstage.io/owner: group:default/payments
    envoy-gateway.backstage.io/lifecycle: production
spec:
  parentRefs:
    - name: public
      namespace: platform
      sectionName: https
  hostnames:
    - api.example.com
    - invoices.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /invoices
      backendRefs:
        - name: invoices
          namespace: billing
          port: 8080
`),
      'securitypolicy.yaml': policy(
        'SecurityPolicy',
        'invoices',
        `  jwt:
    providers:
      - name: login.example.com
        issuer: https://login.example.com/
        audiences:
          - invoices
        remoteJWKS:
          uri: https://login.example.com/.well-known/jwks.json
`,
      ),
      'backendtrafficpolicy.yaml': policy(
        'BackendTrafficPolicy',
        'invoices',
        `  rateLimit:
    local:
      rules:
        - limit:
            requests: 100
            unit: Second
`,
      ),
    },
  },
];

describe('examples of envoyGateway:httpRoute:generate', () => {
  const workspace = createMockDirectory();
  beforeEach(() => workspace.clear());

  it('has an expectation for every example', () => {
    expect(expected).toHaveLength(examples.length);
  });

  it.each(
    examples.map(({ description, example }, index) => ({
      description,
      example,
      files: expected[index],
    })),
  )('$description', async ({ example, files }) => {
    const [step] = parse(example).steps;
    const action = createHttpRouteGenerateAction({
      inventory: inventoryMock({
        clusters: [{ name: 'production', hasSynced: false }],
      }),
    });
    expect(step.action).toBe(action.id);

    await action.handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      logger: mockServices.logger.mock(),
      input: step.input,
    } as never);

    expect(workspace.content()).toEqual(files);
  });
});

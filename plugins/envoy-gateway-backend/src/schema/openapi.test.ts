import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import * as wire from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { inventoryMock } from '@envoy-gateway-portal/plugin-envoy-gateway-node/testUtils';
import express from 'express';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createRouter } from '../http/createRouter';
import { componentEntity, gatewayEntity } from '../__testUtils__/entities';
import {
  apiKeyPolicy,
  BASICS,
  condition,
  httpRoute,
  rule,
  service,
} from '../__testUtils__/manifests';
import { TrafficSource } from '../traffic/types';
import { spec } from './openapi';

const document = parse(
  readFileSync(resolve(__dirname, 'openapi.yaml'), 'utf8'),
);

const SCHEMAS: Record<string, z.ZodType> = {
  Overview: wire.overviewSchema,
  Traffic: wire.trafficSchema,
  ClustersResponse: wire.clustersResponseSchema,
  GatewaysResponse: wire.gatewaysResponseSchema,
};

interface JsonSchema {
  $ref?: string;
  type?: string;
  const?: string;
  enum?: string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  oneOf?: JsonSchema[];
}

/** What of a schema decides which values fit, with references followed. */
function shapeOf(schema: JsonSchema): unknown {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop() ?? '';
    return shapeOf(document.components.schemas[name]);
  }
  return {
    type: schema.type,
    enum: schema.const === undefined ? schema.enum : [schema.const],
    properties: schema.properties && mapValues(schema.properties, shapeOf),
    required: schema.required && [...schema.required].sort(),
    items: schema.items && shapeOf(schema.items),
    oneOf: schema.oneOf?.map(shapeOf),
  };
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R) {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, map(value)]),
  );
}

describe('openapi.yaml', () => {
  it('is what the generated router validates by', () => {
    expect(spec).toEqual(document);
  });

  it.each(Object.keys(SCHEMAS))(
    'describes %s as the wire schema does',
    name => {
      expect(shapeOf(document.components.schemas[name])).toEqual(
        shapeOf(z.toJSONSchema(SCHEMAS[name]) as JsonSchema),
      );
    },
  );
});

const counting: TrafficSource = {
  title: 'Test',
  handles: () => true,
  read: async ({ routes, window }) => ({
    generated: false,
    coveredSeconds: 60,
    problem: { reason: 'Partial', message: 'One.', remedy: 'Two.' },
    rules: routes.flatMap(({ namespace, name }) => ({
      namespace,
      name,
      index: 0,
      window: {
        requests: 10,
        errors: 1,
        rate: 0.5,
        latency: { bounds: [10, Infinity], counts: [9, 10] },
      },
      steps: window.stepEnds.map(() => ({ requests: 1, errors: 0, rate: 1 })),
    })),
  }),
};

it('holds for what is answered, with all that can stand in it', async () => {
  const inventory = inventoryMock({
    clusters: [
      {
        name: 'production',
        title: 'Production',
        objects: [
          ...BASICS,
          service('payments', {
            labels: { 'backstage.io/kubernetes-id': 'payments-service' },
          }),
          apiKeyPolicy(),
          httpRoute('payments', {
            rules: [
              {
                ...rule('/payments', 'payments', 'pay'),
                timeouts: { request: '10s', backendRequest: '5s' },
                retry: { attempts: 3 },
              },
              rule('/gone', 'gone'),
            ],
            conditions: [
              [
                condition('Accepted', 'True', 'Accepted'),
                condition('ResolvedRefs', 'False', 'BackendNotFound'),
              ],
            ],
          }),
        ],
        status: { lastContact: '2026-11-01T10:00:00Z', error: 'slow' },
      },
      { name: 'staging', hasSynced: false },
    ],
  });
  const app = express();
  app.use(
    await createRouter({
      validateResponses: true,
      inventory,
      sources: { added: [counting], prometheus: counting, proxies: counting },
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      catalog: catalogServiceMock({
        entities: [
          componentEntity('payments-service'),
          gatewayEntity('platform', 'public'),
        ],
      }),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions({ result: AuthorizeResult.ALLOW }),
    }),
  );
  app.use(mockErrorHandler());
  const component = '/entities/component/default/payments-service';
  const gateway = '/entities/api/default/platform.public_gateway';

  for (const [path, name] of [
    [`${component}/overview`, 'Overview'],
    [`${gateway}/overview`, 'Overview'],
    [`${component}/traffic?windowSeconds=60`, 'Traffic'],
    ['/clusters', 'ClustersResponse'],
    ['/gateways', 'GatewaysResponse'],
  ]) {
    const { status, body } = await request(app).get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(SCHEMAS[name].parse(body)).toEqual(body);
  }
});

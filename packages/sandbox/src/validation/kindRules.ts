import { FieldRule } from './fieldRules';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const HOSTNAME =
  /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const CONTROLLER =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/\S+$/;
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
];
const PORT = { type: 'integer', min: 1, max: 65535 } as const;
const NAME = { type: 'string', min: 1, max: 253 } as const;

/** How a kind's names are spelt. */
export function namePattern(kind: string): { pattern: RegExp; max: number } {
  switch (kind) {
    case 'Service':
      return { pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/, max: 63 };
    case 'Namespace':
      return { pattern: LABEL, max: 63 };
    default:
      return { pattern: SUBDOMAIN, max: 253 };
  }
}

const policyRules: FieldRule[] = [
  { path: 'spec', type: 'object', required: true },
  { path: 'spec.targetRefs', type: 'array', max: 16 },
  { path: 'spec.targetRefs[].group', type: 'string', required: true, max: 253 },
  { path: 'spec.targetRefs[].kind', type: 'string', required: true, max: 63 },
  { path: 'spec.targetRefs[].name', ...NAME, required: true },
  { path: 'spec.targetRefs[].sectionName', ...NAME, pattern: SUBDOMAIN },
  { path: 'spec.targetRef', type: 'object' },
  { path: 'spec.targetRef.name', ...NAME, required: true },
  { path: 'spec.targetSelectors', type: 'array' },
  { path: 'spec.targetSelectors[].kind', type: 'string', required: true },
  {
    path: 'spec.mergeType',
    type: 'string',
    values: ['StrategicMerge', 'JSONMerge', 'Replace'],
  },
];

/**
 * What the API server asks of each kind's fields: the part of the CRDs' schemas that matters for
 * attachment, matching and policy.
 */
export const KIND_RULES: Record<string, readonly FieldRule[]> = {
  GatewayClass: [
    { path: 'spec', type: 'object', required: true },
    {
      path: 'spec.controllerName',
      type: 'string',
      required: true,
      pattern: CONTROLLER,
    },
  ],
  Gateway: [
    { path: 'spec', type: 'object', required: true },
    { path: 'spec.gatewayClassName', ...NAME, required: true },
    { path: 'spec.listeners', type: 'array', required: true, min: 1, max: 64 },
    {
      path: 'spec.listeners[].name',
      ...NAME,
      required: true,
      pattern: SUBDOMAIN,
    },
    { path: 'spec.listeners[].port', ...PORT, required: true },
    {
      path: 'spec.listeners[].protocol',
      type: 'string',
      required: true,
      min: 1,
    },
    { path: 'spec.listeners[].hostname', ...NAME, pattern: HOSTNAME },
    {
      path: 'spec.listeners[].allowedRoutes.namespaces.from',
      type: 'string',
      values: ['All', 'Selector', 'Same'],
    },
    {
      path: 'spec.listeners[].tls.mode',
      type: 'string',
      values: ['Terminate', 'Passthrough'],
    },
  ],
  HTTPRoute: [
    { path: 'spec', type: 'object', required: true },
    { path: 'spec.hostnames', type: 'array', max: 16 },
    { path: 'spec.hostnames[]', ...NAME, pattern: HOSTNAME },
    { path: 'spec.parentRefs', type: 'array', max: 32 },
    { path: 'spec.parentRefs[].name', ...NAME, required: true },
    { path: 'spec.parentRefs[].namespace', ...NAME, pattern: LABEL },
    { path: 'spec.parentRefs[].sectionName', ...NAME, pattern: SUBDOMAIN },
    { path: 'spec.parentRefs[].port', ...PORT },
    { path: 'spec.rules', type: 'array', min: 1, max: 16 },
    { path: 'spec.rules[].name', ...NAME, pattern: SUBDOMAIN },
    { path: 'spec.rules[].matches', type: 'array', max: 64 },
    {
      path: 'spec.rules[].matches[].path.type',
      type: 'string',
      values: ['Exact', 'PathPrefix', 'RegularExpression'],
    },
    { path: 'spec.rules[].matches[].path.value', type: 'string', max: 1024 },
    {
      path: 'spec.rules[].matches[].method',
      type: 'string',
      values: METHODS,
    },
    { path: 'spec.rules[].matches[].headers', type: 'array', max: 16 },
    {
      path: 'spec.rules[].matches[].headers[].name',
      type: 'string',
      required: true,
      min: 1,
      max: 256,
    },
    {
      path: 'spec.rules[].matches[].headers[].value',
      type: 'string',
      required: true,
      min: 1,
      max: 4096,
    },
    { path: 'spec.rules[].matches[].queryParams', type: 'array', max: 16 },
    {
      path: 'spec.rules[].matches[].queryParams[].name',
      type: 'string',
      required: true,
      min: 1,
      max: 256,
    },
    {
      path: 'spec.rules[].matches[].queryParams[].value',
      type: 'string',
      required: true,
      min: 1,
      max: 1024,
    },
    { path: 'spec.rules[].filters', type: 'array', max: 16 },
    { path: 'spec.rules[].filters[].type', type: 'string', required: true },
    { path: 'spec.rules[].backendRefs', type: 'array', max: 16 },
    { path: 'spec.rules[].backendRefs[].name', ...NAME, required: true },
    { path: 'spec.rules[].backendRefs[].port', ...PORT },
    {
      path: 'spec.rules[].backendRefs[].weight',
      type: 'integer',
      min: 0,
      max: 1_000_000,
    },
  ],
  ReferenceGrant: [
    { path: 'spec', type: 'object', required: true },
    { path: 'spec.from', type: 'array', required: true, min: 1, max: 16 },
    { path: 'spec.from[].group', type: 'string', required: true },
    { path: 'spec.from[].kind', type: 'string', required: true },
    { path: 'spec.from[].namespace', ...NAME, required: true },
    { path: 'spec.to', type: 'array', required: true, min: 1, max: 16 },
    { path: 'spec.to[].group', type: 'string', required: true },
    { path: 'spec.to[].kind', type: 'string', required: true },
  ],
  SecurityPolicy: policyRules,
  BackendTrafficPolicy: policyRules,
  ClientTrafficPolicy: policyRules,
  EnvoyExtensionPolicy: policyRules,
  Backend: [
    { path: 'spec', type: 'object', required: true },
    { path: 'spec.endpoints', type: 'array', min: 1, max: 64 },
  ],
  Service: [
    { path: 'spec.ports', type: 'array' },
    { path: 'spec.ports[].port', ...PORT, required: true },
  ],
  Pod: [
    { path: 'spec', type: 'object', required: true },
    { path: 'spec.containers', type: 'array', required: true, min: 1 },
    { path: 'spec.containers[].name', ...NAME, required: true },
  ],
};

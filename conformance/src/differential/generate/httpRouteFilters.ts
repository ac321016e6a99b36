import { JsonObject } from '@envoy-gateway-portal/gateway-model';
import { add, Draft, ENVOY_GATEWAY } from './draft';
import { FILTER_NAMES } from './filters';

const SPECS: readonly JsonObject[] = [
  { directResponse: { statusCode: 418 } },
  { directResponse: { statusCode: 204 } },
  {
    directResponse: {
      contentType: 'text/plain',
      statusCode: 410,
      body: { type: 'Inline', inline: 'gone' },
    },
  },
  {
    directResponse: {
      statusCode: 410,
      body: {
        type: 'ValueRef',
        valueRef: { group: '', kind: 'ConfigMap', name: 'body' },
      },
    },
  },
  {
    directResponse: {
      statusCode: 410,
      body: {
        type: 'ValueRef',
        valueRef: { group: '', kind: 'ConfigMap', name: 'missing' },
      },
    },
  },
  {
    urlRewrite: {
      path: {
        type: 'ReplaceRegexMatch',
        replaceRegexMatch: { pattern: '^/(v[0-9])/', substitution: '/\\1/' },
      },
    },
  },
  {
    urlRewrite: {
      path: {
        type: 'ReplaceRegexMatch',
        replaceRegexMatch: { pattern: '(unclosed', substitution: 'x' },
      },
    },
  },
  { urlRewrite: { hostname: { type: 'Backend' } } },
  {
    urlRewrite: {
      hostname: { type: 'Header', header: 'x-host' },
      appendXForwardedHost: false,
    },
  },
  {
    urlRewrite: {
      hostname: {
        type: 'PathRegex',
        pathRegex: {
          pattern: '^/([^/]+)/',
          substitution: '\\1.example.net',
        },
      },
    },
  },
  {
    credentialInjection: {
      credential: { valueRef: { name: 'credential' } },
    },
  },
  {
    credentialInjection: { credential: { valueRef: { name: 'missing' } } },
  },
  { directResponse: {} },
  {
    directResponse: {
      statusCode: 403,
      header: { set: [{ name: 'x-refused', value: 'yes' }] },
    },
    matches: [
      {
        cookies: [
          { name: 'beta', value: 'no' },
          { name: 'tenant', type: 'RegularExpression', value: 'o.*' },
        ],
      },
      { cookies: [{ name: 'alpha', value: 'yes' }] },
    ],
  },
  {
    urlRewrite: { hostname: { type: 'Backend' } },
    credentialInjection: {
      header: 'x-credential',
      overwrite: true,
      credential: { valueRef: { name: 'credential' } },
    },
  },
  {
    matches: [{ cookies: [{ name: 'beta', type: 'Exact', value: 'yes' }] }],
  },
  {
    matches: [
      {
        cookies: [{ name: 'beta', type: 'RegularExpression', value: '[a-z' }],
      },
    ],
  },
];

export function addHttpRouteFilters(draft: Draft): void {
  const { random, namespaces } = draft;
  for (const namespace of namespaces) {
    for (const name of FILTER_NAMES.filter(one => one !== 'missing')) {
      add(
        draft,
        `${ENVOY_GATEWAY}/v1alpha1`,
        'HTTPRouteFilter',
        { namespace, name },
        { spec: random.pick(SPECS) },
      );
    }
  }
}

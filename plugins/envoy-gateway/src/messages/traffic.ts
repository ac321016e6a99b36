/** How the traffic does. */
export const trafficMessages = {
  tiles: {
    title: 'Traffic at a glance',
    requestRate: 'Requests per second',
    errorShare: 'Errors (5xx)',
    p95: 'Latency p95',
    requests: 'Requests',
    latencies: 'p50 {{p50}} · p99 {{p99}}',
    inWindow: 'in {{window}}',
    ofAll: 'of the answers of backends',
    average: 'over {{window}}',
    without: 'without {{clusters}}',
  },
  missing: {
    figure: 'no figure: {{why}}',
    noSource: 'no traffic source is set up for this cluster',
    noSourceAnywhere: 'no traffic source is set up',
    noRequests: 'no request was counted in this window',
    notReported: 'the traffic source does not report it',
    denied: 'not visible to you',
    failed: 'the traffic could not be read',
    loading: 'reading the traffic',
    notStated: 'not stated',
  },
  charts: {
    title: 'Traffic in {{window}}',
    requestRate: 'Requests per second',
    errorShare: 'Errors (5xx)',
    p95: 'Latency p95',
    summary:
      '{{name}} from {{from}} to {{to}}: lowest {{lowest}}, highest {{highest}}, latest {{latest}}',
    nothing: '{{name}}: nothing to draw',
    noPoints: 'No figures in this window',
    showTable: 'Show as table',
    hideTable: 'Hide table',
    tableCaption: 'Figures of {{window}}, newest first',
    time: 'Time',
    denied:
      'You may see what is exposed, but not its traffic. That takes the permission {{permission}}; ask {{whom}}.',
    failed: 'The traffic could not be read: {{message}}',
  },
  sources: {
    title: 'Where the figures come from',
    prometheus: 'Prometheus',
    proxies: "the proxies' own statistics",
    custom: 'a traffic source of this portal',
    none: 'no traffic source',
    covered: 'covering {{covered}} of {{window}}',
    generated: 'Generated traffic (sandbox)',
    generatedHint:
      'The proxies say that their statistics are generated. No real client sent these requests.',
    upstream:
      'Counted on the way to the backends: what Envoy answers itself (401, 403, 429, redirects) is in no figure.',
  },
} as const;

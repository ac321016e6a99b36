/** The Gateway picker. */
export const pickerMessages = {
  picker: {
    title: 'Gateway',
    description: 'The Gateway the route attaches to.',
    placeholder: 'Search by name, cluster or hostname',
    loading: 'Reading the Gateways of all clusters',
    noMatch: 'No Gateway matches',
    empty:
      'There is no Gateway of Envoy Gateway in any cluster. Ask the platform team to create one.',
    failed: 'The Gateways could not be read: {{message}}',
    denied:
      'You may not list Gateways. This takes the permission {{permission}}; ask whoever runs this portal.',
    retry: 'Try again',
    incomplete:
      'Gateways of cluster {{cluster}} are missing from this list: {{reason}}',
    gone: 'The chosen Gateway {{gateway}} is not in the list.',
    required: 'Choose a Gateway.',
    option: '{{namespace}}/{{name}} — {{cluster}}',
    listener: '{{hostname}} · {{protocol}} {{port}}',
    anyHostname: 'any hostname',
    moreListeners_one: '+ {{count}} more listener',
    moreListeners_other: '+ {{count}} more listeners',
    fromAll: 'takes routes from all namespaces',
    fromSome: 'takes routes from selected namespaces',
    fromSame: 'takes routes from namespace {{namespace}} only',
    noListeners: 'no listeners',
  },
} as const;

/** How an entity stands, and what is said when there is nothing to show. */
export const summaryMessages = {
  tab: {
    name: 'Envoy',
  },
  summary: {
    live_one: 'Live in {{count}} place',
    live_other: 'Live in all {{count}} places',
    partlyLive: 'Live in {{live}} of {{places}} places',
    liveWithProblems: 'Live, with problems',
    down_one: 'Not live',
    down_other: 'Not live in any of {{count}} places',
    noVerdict: 'No verdict yet',
    notExposed: 'Nothing is exposed yet',
    unknown: 'Unknown: no cluster that could tell can be read',
    gatewayOnly: 'No route is attached yet',
    place:
      'A place is a route on one of its parents in a cluster. It is live when the controller has accepted the version of the route that stands now.',
    where: 'Found in {{clusters}}',
    remedy: 'What to do:',
    more_one: 'Show {{count}} more problem',
    more_other: 'Show {{count}} more problems',
    fewer: 'Show the worst problem only',
    window: 'Window of the figures',
    window15m: '15 min',
    window1h: '1 h',
    window15mLong: 'the last 15 minutes',
    window1hLong: 'the last hour',
    windowOther: 'the last {{duration}}',
    refresh: 'Refresh now',
    refreshing: 'Refreshing',
    updated: 'updated {{ago}}',
    refreshFailed:
      'Could not refresh, showing what was read {{ago}}: {{message}}',
  },
  ago: {
    now: 'just now',
    seconds: '{{amount}} s ago',
    minutes: '{{amount}} min ago',
    hours: '{{amount}} h ago',
  },
  states: {
    loading: 'Reading what this entity exposes',
    emptyTitle: 'Nothing is exposed yet',
    emptyBody:
      'This page would show where {{entity}} can be reached through Envoy Gateway, who may call it, its limits, and how its traffic does, rule by rule.',
    emptyHow:
      'It fills itself as soon as an HTTPRoute that sends requests to this entity’s Services is applied to a cluster.',
    emptyApi: 'What this entity stands for is in no cluster any more.',
    unknownTitle: 'What is exposed is not known',
    unknownBody:
      'Not every cluster that could tell can be read, so nothing is concluded from not finding anything.',
    emptyAction: 'Expose an HTTP API',
    deniedTitle: 'You may not see what this entity exposes',
    deniedBody:
      'This takes the permission {{permission}} on this entity. Ask {{whom}}.',
    deniedOwner: 'its owner {{owner}}, or whoever runs this portal',
    deniedNoOwner: 'whoever runs this portal',
    signedOutTitle: 'You are not signed in',
    signedOutBody: 'Sign in again and come back.',
    notFoundTitle: 'The backend does not know this entity',
    notFoundBody:
      'Either the catalog has just removed it, or the Envoy Gateway backend plugin is not installed.',
    failedTitle: 'This could not be read',
    unreachableTitle: 'The backend does not answer',
    unreachableBody:
      'Check your connection. If others see this too, the Envoy Gateway backend plugin may be down.',
    retry: 'Try again',
  },
} as const;

import { Check, refOfItem } from './check';

export const dottedName: Check = {
  code: 'EG401',
  title: 'Dots in a name break statistics',
  description:
    'Envoy Gateway names clusters of the proxies after the route. Statistics are split at dots, so that the figures of such a route appear under cut names and mix with those of others.',
  severity: 'warning',
  *find({ routes }) {
    for (const { item } of routes) {
      if (item.name.includes('.')) {
        yield {
          ref: refOfItem(item),
          path: 'metadata.name',
          message: `The name ${item.name} has a dot, so the figures of the route cannot be told by their labels.`,
          remedy: 'Use dashes instead of dots.',
        };
      }
    }
  },
};

import { ListenerProjection } from '../types';
import { expectedClient } from './expected';
import { observedClient } from './observed';

/** What a ClientTrafficPolicy decides of a listener. */
export const client: ListenerProjection = {
  observed: observedClient,
  expected: expectedClient,
};

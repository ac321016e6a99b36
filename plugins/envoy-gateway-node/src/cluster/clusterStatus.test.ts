import {
  createSnapshot,
  RESOURCE_KINDS,
} from '@envoy-gateway-portal/gateway-model';
import { KindState } from '../reflector/types';
import { rollUpStatus } from './clusterStatus';

const watching: KindState = { phase: 'watching', hasSynced: true, objects: 1 };
const absent: KindState = { phase: 'absent', hasSynced: false, objects: 0 };
const pending: KindState = { phase: 'pending', hasSynced: false, objects: 0 };
const failing: KindState = {
  phase: 'failing',
  hasSynced: true,
  objects: 1,
  error: 'It broke.',
};
const forbidden: KindState = {
  phase: 'forbidden',
  hasSynced: false,
  objects: 0,
  error: 'Not allowed.',
};

function rollUp(states: KindState[], lost?: string) {
  const { phase, error } = rollUpStatus({
    name: 'production',
    kinds: states.map((state, index) => ({
      kind: RESOURCE_KINDS[index],
      state,
    })),
    snapshot: createSnapshot(),
    lost,
  });
  return [phase, error];
}

describe('rollUpStatus', () => {
  it.each([
    [
      [watching, absent],
      ['synced', undefined],
    ],
    [
      [pending, pending],
      ['connecting', undefined],
    ],
    [
      [watching, pending],
      ['connecting', undefined],
    ],
    [
      [pending, failing],
      ['connecting', expect.stringContaining('It broke.')],
    ],
    [
      [failing, forbidden, absent],
      ['unreachable', 'It broke.'],
    ],
    [
      [watching, failing],
      [
        'degraded',
        'Gateway cannot be read now, and what was known last is shown. It broke.',
      ],
    ],
    [
      [watching, forbidden, failing],
      ['degraded', 'Gateway, ListenerSet cannot be read now. Not allowed.'],
    ],
  ])('calls %j what it is', (states, expected) => {
    expect(rollUp(states)).toEqual(expected);
  });

  it('believes the silence of a lost cluster more than its open watches', () => {
    expect(rollUp([watching, watching], 'Nobody answers.')).toEqual([
      'unreachable',
      'Nobody answers.',
    ]);
  });
});

import { condition, gateway } from '../__testUtils__/objects';
import { createSnapshot } from '../snapshot';
import { readGatewayVerdicts, readListenerVerdict } from './readGateway';

const accepted = condition('Accepted', 'True');
const resolved = condition('ResolvedRefs', 'True');

describe('readGatewayVerdicts', () => {
  const read = (status: unknown) => {
    const snapshot = createSnapshot([{ ...gateway('infra/eg'), status }]);
    const [found] = snapshot.gateways;
    return {
      ...readGatewayVerdicts(found),
      listener: readListenerVerdict(found, 'http'),
    };
  };

  it('tells acceptance and programming apart', () => {
    expect(
      read({
        conditions: [
          accepted,
          condition('Programmed', 'False', 'AddressNotAssigned'),
        ],
      }),
    ).toMatchObject({
      accepted: { state: 'accepted' },
      programmed: { state: 'rejected', reason: 'AddressNotAssigned' },
    });
    expect(
      read({
        conditions: [
          condition('Accepted', 'Unknown', 'Pending'),
          condition('Programmed', 'Unknown', 'Pending'),
        ],
      }),
    ).toMatchObject({
      accepted: { state: 'noVerdict' },
      programmed: { state: 'noVerdict' },
    });
  });

  it('is partly valid when only some listeners are', () => {
    expect(
      read({ conditions: [condition('Accepted', 'True', 'ListenersNotValid')] })
        .accepted,
    ).toMatchObject({
      state: 'partlyValid',
      problems: [{ type: 'Accepted', reason: 'ListenersNotValid' }],
    });
    expect(
      read({
        conditions: [condition('Accepted', 'False', 'ListenersNotValid')],
      }).accepted.state,
    ).toBe('rejected');
    expect(
      read({
        conditions: [
          condition('Accepted', 'True', 'ListenersNotValid', {
            observedGeneration: 0,
          }),
        ],
      }).accepted.state,
    ).toBe('stale');
  });

  it.each<[string, unknown[], string, string[]]>([
    [
      'accepted',
      [accepted, condition('Programmed', 'True'), resolved],
      'accepted',
      [],
    ],
    [
      'an invalid certificate',
      [
        accepted,
        condition('Programmed', 'False', 'Invalid'),
        condition('ResolvedRefs', 'False', 'InvalidCertificateRef'),
      ],
      'partlyValid',
      ['Invalid', 'InvalidCertificateRef'],
    ],
    [
      'a conflict, of which acceptance is not told',
      [
        condition('Conflicted', 'True', 'HostnameConflict'),
        condition('Programmed', 'False', 'Invalid'),
        resolved,
      ],
      'rejected',
      ['Invalid', 'HostnameConflict'],
    ],
    [
      'overlapping certificates, a warning',
      [
        accepted,
        condition('OverlappingTLSConfig', 'True', 'OverlappingHostnames'),
      ],
      'accepted',
      ['OverlappingHostnames'],
    ],
    [
      'refused',
      [condition('Accepted', 'False', 'UnsupportedProtocol')],
      'rejected',
      [],
    ],
    ['silence', [], 'noVerdict', []],
  ])('reads a listener: %s', (_, conditions, state, reasons) => {
    const verdict = read({
      listeners: [{ name: 'http', conditions }],
    }).listener;
    expect(verdict.state).toBe(state);
    expect(verdict.problems.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('has no verdict on a listener that status does not name', () => {
    expect(read({}).listener).toEqual({
      state: 'noVerdict',
      problems: [],
      conditions: [],
    });
  });
});

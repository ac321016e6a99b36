import {
  gateway,
  listener,
  policy,
  RawObject,
  target,
} from '../../__testUtils__/objects';
import { policiesOf } from '../../__testUtils__/policies';

const SP = 'SecurityPolicy';

const tcpRoute = (name: string, ruleName?: string): RawObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'TCPRoute',
  metadata: { namespace: 'infra', name },
  spec: {
    parentRefs: [{ name: 'eg' }],
    rules: [ruleName === undefined ? {} : { name: ruleName }],
  },
});

const security = (name: string, targetRef: object, defaultAction = 'Deny') =>
  policy(SP, `infra/${name}`, {
    targetRefs: [targetRef],
    authorization: { defaultAction },
  });

const eg = gateway('infra/eg', [listener('tcp', { protocol: 'TCP' })]);

describe('policies of TCPRoutes on one listener', () => {
  it('are applied to the route that is served, whichever they name', () => {
    const { effective } = policiesOf([
      eg,
      tcpRoute('served'),
      tcpRoute('late'),
      security('ofLate', target('TCPRoute', 'late')),
      security('ofGateway', target('Gateway', 'eg'), 'Allow'),
    ]);
    expect(effective(SP, 'served', 0, 'tcp')).toMatchObject({
      winner: { name: 'ofLate' },
      level: 'route',
      spec: { authorization: { defaultAction: 'Deny' } },
    });
  });

  it('come in the order in which they are applied', () => {
    const { effective } = policiesOf([
      eg,
      tcpRoute('served'),
      tcpRoute('late'),
      security('ofLate', target('TCPRoute', 'late')),
      security('ofServed', target('TCPRoute', 'served'), 'Allow'),
    ]);
    expect(effective(SP, 'served', 0, 'tcp')?.winner.name).toBe('ofLate');
  });

  it('count with a rule where the rule that is served has its name', () => {
    const winner = (ruleName: string) =>
      policiesOf([
        eg,
        tcpRoute('served', ruleName),
        tcpRoute('late', 'one'),
        security('ofLate', target('TCPRoute', 'late', 'one')),
      ]).effective(SP, 'served', 0, 'tcp')?.winner.name;
    expect(winner('one')).toBe('ofLate');
    expect(winner('two')).toBeUndefined();
  });
});

import { Decision } from '../compare';
import { report, summary } from './report';

function decision(outcome: Decision['outcome'], kind = 'Gateway'): Decision {
  return {
    kind,
    case: 'one',
    object: 'Gateway a/b',
    outcome,
    expected: ['Accepted=True/Accepted'],
    got: ['Accepted=False/Invalid'],
    unknown:
      outcome === 'undecidable'
        ? { reason: 'SecretBytes', message: 'It depends on a key' }
        : undefined,
  };
}

describe('report', () => {
  const decisions = [
    decision('agreed'),
    decision('agreed'),
    decision('disagreed'),
    decision('undecidable', 'HTTPRoute'),
  ];

  it('ends with the figures, undecidables apart', () => {
    expect(summary(decisions)).toBe(
      '3 decided, 2 agreed, 1 disagreed, 1 undecidable',
    );
    expect(report(decisions, { verbose: false }).split('\n').pop()).toBe(
      summary(decisions),
    );
  });

  it('names every disagreement and every undecidable', () => {
    const text = report(decisions, { verbose: false });
    expect(text).toContain('Gateway: one: Gateway a/b');
    expect(text).toContain('Envoy Gateway: ["Accepted=True/Accepted"]');
    expect(text).toContain('SecretBytes: It depends on a key');
  });

  it('shows forty disagreements unless all are asked for', () => {
    const many = Array.from({ length: 50 }, () => decision('disagreed'));
    expect(report(many, { verbose: false })).toContain('(10 more');
    expect(report(many, { verbose: true })).not.toContain('more;');
  });
});

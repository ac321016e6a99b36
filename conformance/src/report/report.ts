import { Decision } from '../compare';
import { table } from './table';

interface Tally {
  cases: Set<string>;
  agreed: number;
  disagreed: number;
  undecidable: number;
}

function tallyByKind(decisions: readonly Decision[]): Map<string, Tally> {
  const byKind = new Map<string, Tally>();
  for (const { kind, case: name, outcome } of decisions) {
    let tally = byKind.get(kind);
    if (!tally) {
      tally = { cases: new Set(), agreed: 0, disagreed: 0, undecidable: 0 };
      byKind.set(kind, tally);
    }
    tally.cases.add(name);
    tally[outcome] += 1;
  }
  return byKind;
}

function figures(decisions: readonly Decision[]): string {
  const rows = [...tallyByKind(decisions)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, { cases, agreed, disagreed, undecidable }]) => [
      kind,
      cases.size,
      agreed + disagreed,
      agreed,
      disagreed,
      undecidable,
    ]);
  return table(
    ['', 'cases', 'decided', 'agreed', 'disagreed', 'undecidable'],
    rows,
  );
}

function count(
  decisions: readonly Decision[],
  outcome: Decision['outcome'],
): number {
  return decisions.filter(decision => decision.outcome === outcome).length;
}

/** The one line everything comes down to. */
export function summary(decisions: readonly Decision[]): string {
  const agreed = count(decisions, 'agreed');
  const disagreed = count(decisions, 'disagreed');
  const undecidable = count(decisions, 'undecidable');
  return `${
    agreed + disagreed
  } decided, ${agreed} agreed, ${disagreed} disagreed, ${undecidable} undecidable`;
}

function disagreement(decision: Decision): string {
  const shown = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  return [
    `${decision.kind}: ${decision.case}: ${decision.object}`,
    `    Envoy Gateway: ${shown(decision.expected)}`,
    `    model:         ${shown(decision.got)}`,
  ].join('\n');
}

function undecided({ kind, case: name, object, unknown }: Decision): string {
  return `${kind}: ${name}: ${object}: ${unknown?.reason}: ${unknown?.message}`;
}

/** Disagreements shown unless all are asked for. */
const SHOWN = 40;

/** The run as text: figures, disagreements, undecidables, and the line they come down to. */
export function report(
  decisions: readonly Decision[],
  options: { verbose: boolean },
): string {
  const ofOutcome = (outcome: Decision['outcome']) =>
    decisions
      .filter(decision => decision.outcome === outcome)
      .sort((a, b) => (a.kind < b.kind ? -1 : Number(a.kind > b.kind)));
  const wrong = ofOutcome('disagreed');
  const unknown = ofOutcome('undecidable');
  const shown = options.verbose ? wrong : wrong.slice(0, SHOWN);
  const left = wrong.length - shown.length;
  return [
    figures(decisions),
    ...(wrong.length ? ['', 'Disagreed:', ...shown.map(disagreement)] : []),
    ...(left ? [`(${left} more; --verbose shows all)`] : []),
    ...(unknown.length ? ['', 'Undecidable:', ...unknown.map(undecided)] : []),
    '',
    summary(decisions),
  ].join('\n');
}

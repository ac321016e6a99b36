import {
  AttachmentChange,
  describeRef,
  FindingSeverity,
  ListenerRef,
  ObjectRef,
  PolicyChange,
} from '@envoy-gateway-portal/gateway-model';
import { Place } from '../input';
import { LintResult, LocatedFinding } from '../run';
import { bySeverity, countSeverities, Report, uncheckedWords } from './report';

type Paint = (
  text: string,
  style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green',
) => string;

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

const painter =
  (colour: boolean): Paint =>
  (text, style) =>
    colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;

const STYLES: Record<FindingSeverity, 'red' | 'yellow' | 'cyan'> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** More changes than anyone reads; the other formats have them all. */
const MAX_CHANGES = 50;

/** Longer than any sentence of ours; what is longer repeats what somebody wrote. */
const MAX_LINE = 2_000;

/** Documents passed over that are named; the other formats name them all. */
const MAX_SKIPPED = 3;

/** Names come from whoever wrote the manifests: none of them moves the terminal's cursor or turns the line around. */
function printable(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > MAX_LINE ? `${plain.slice(0, MAX_LINE)}…` : plain;
}

function at({ file, line }: Place): string {
  return `${file}:${line}`;
}

function byObject(
  findings: readonly LocatedFinding[],
): Array<{ ref: ObjectRef; findings: LocatedFinding[] }> {
  const groups = new Map<
    string,
    { ref: ObjectRef; findings: LocatedFinding[] }
  >();
  for (const finding of findings) {
    const key = JSON.stringify(finding.ref);
    const group = groups.get(key);
    if (group) {
      group.findings.push(finding);
    } else {
      groups.set(key, { ref: finding.ref, findings: [finding] });
    }
  }
  return [...groups.values()];
}

function findingLines(
  findings: readonly LocatedFinding[],
  paint: Paint,
): string[] {
  return byObject(findings).flatMap(group => {
    const sorted = [...group.findings].sort((a, b) =>
      bySeverity(a.severity, b.severity),
    );
    return [
      paint(printable(describeRef(group.ref)), 'bold'),
      ...sorted.flatMap(({ severity, code, message, remedy, place }) => [
        `  ${paint(severity, STYLES[severity])} ${code} ${printable(message)}`,
        `    ${paint(
          [place && printable(at(place)), printable(remedy)]
            .filter(Boolean)
            .join('  '),
          'dim',
        )}`,
      ]),
      '',
    ];
  });
}

function listenerWords({ gateway, listenerSet, name }: ListenerRef): string {
  return `listener ${name} of ${describeRef(listenerSet ?? gateway)}`;
}

const hosts = (hostnames: readonly string[]) =>
  hostnames.length === 0 ? 'nothing' : hostnames.join(', ');

function attachmentWords({
  route,
  listener,
  before,
  after,
}: AttachmentChange): string {
  return `${describeRef(route)} on ${listenerWords(listener)}: ${hosts(
    before,
  )} → ${hosts(after)}`;
}

function policyWords(change: PolicyChange): string {
  const { kind, listener, route, rule, before, after, values } = change;
  const place = route
    ? `rule ${rule} of ${describeRef(route)} on ${listenerWords(listener)}`
    : listenerWords(listener);
  const named = (ref: ObjectRef | undefined) =>
    ref ? `${ref.namespace}/${ref.name}` : 'none';
  const fields = values
    .slice(0, 5)
    .map(({ path }) => path.join('.'))
    .join(', ');
  return `${kind} on ${place}: ${named(before)} → ${named(after)}${
    fields && ` (${fields}${values.length > 5 ? ', …' : ''})`
  }`;
}

function section(title: string, lines: readonly string[], paint: Paint) {
  if (lines.length === 0) {
    return [];
  }
  const more = lines.length - MAX_CHANGES;
  return [
    paint(title, 'bold'),
    ...lines.slice(0, MAX_CHANGES).map(line => `  ${printable(line)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    '',
  ];
}

function changeLines(changes: LintResult['changes'], paint: Paint): string[] {
  if (!changes) {
    return [];
  }
  const { conditions, attachments, shadowed, policyChanges } = changes;
  const state = (condition?: { status: string; reason: string }) =>
    condition ? `${condition.status} (${condition.reason})` : 'absent';
  return [
    ...section(
      'Conditions that change',
      conditions.map(
        ({ ref, about, before, after }) =>
          `${describeRef(ref)}${about ? `, ${about}` : ''}: ${
            (after ?? before)?.type
          } ${state(before)} → ${state(after)}`,
      ),
      paint,
    ),
    ...section('Hosts served', attachments.map(attachmentWords), paint),
    ...section('Policies in force', policyChanges.map(policyWords), paint),
    ...section(
      'Matches shadowed',
      shadowed.map(({ message }) => message),
      paint,
    ),
  ];
}

const plural = (count: number, word: string) =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

function skippedWords({ skipped }: Report): string[] {
  const more = skipped.length - MAX_SKIPPED;
  return [
    ...skipped
      .slice(0, MAX_SKIPPED)
      .map(
        ({ file, line, message }) =>
          `Passed over: ${file}${line ? `:${line}` : ''}: ${message}`,
      ),
    ...(more > 0
      ? [`Passed over: ${more} more (--format json names them)`]
      : []),
  ];
}

/** For people. */
export function textOutput(report: Report, colour: boolean): string {
  const paint = painter(colour);
  const counts = countSeverities(report.findings);
  const found = counts.error + counts.warning + counts.info > 0;
  const summary = found
    ? [
        plural(counts.error, 'error'),
        plural(counts.warning, 'warning'),
        `${counts.info} info`,
      ].join(', ')
    : 'Nothing found';
  const scope = [
    plural(report.objects, 'object'),
    ...(report.deleted > 0 ? [`${report.deleted} deleted`] : []),
    ...(report.against
      ? [
          `${plural(report.fixed.length, 'finding')} mended`,
          `${report.unchanged.length} left as they were`,
        ]
      : []),
  ].join(', ');
  const notes = [
    ...report.unreadable.map(
      ({ file, line, message }) =>
        `Cannot be read: ${file}${line ? `:${line}` : ''}: ${message}`,
    ),
    ...skippedWords(report),
    ...report.notes,
    ...uncheckedWords(report),
  ];
  return [
    ...findingLines(report.findings, paint),
    ...changeLines(report.changes, paint),
    ...notes.map(note => paint(printable(note), 'yellow')),
    paint(`${summary} in ${scope}.`, counts.error > 0 ? 'red' : 'green'),
    '',
  ].join('\n');
}

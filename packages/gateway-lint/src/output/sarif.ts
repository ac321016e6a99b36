import {
  describeRef,
  FindingSeverity,
} from '@envoy-gateway-portal/gateway-model';
import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Unreadable } from '../input';
import { helpUri, LocatedFinding, RULES } from '../run';
import { bySeverity, Report, uncheckedWords } from './report';

const LEVELS: Record<FindingSeverity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** What code scanning takes of one run; of more, it takes nothing. */
const MAX_RESULTS = 25_000;

/** A file as SARIF names it: relative to the folder the command runs in, where it is below it. */
function artifactLocation(file: string, folder: string) {
  // Code scanning takes no run with a result that is in no file.
  if (file === '-') {
    return { uri: 'stdin', uriBaseId: '%SRCROOT%' };
  }
  const path = resolve(folder, file);
  const way = relative(folder, path);
  const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  const encoded = (outside ? path : way)
    .split(sep)
    .map(encodeURIComponent)
    .join('/');
  return outside
    ? { uri: `file://${encoded}` }
    : { uri: encoded, uriBaseId: '%SRCROOT%' };
}

function fingerprint({ code, ref, path }: LocatedFinding): string {
  return createHash('sha256')
    .update(JSON.stringify([code, ref, path ?? '']))
    .digest('hex');
}

function resultOf(finding: LocatedFinding, folder: string) {
  const { code, severity, ref, path, message, remedy, place } = finding;
  const name = describeRef(ref);
  return {
    ruleId: code,
    ruleIndex: RULES.findIndex(rule => rule.code === code),
    level: LEVELS[severity],
    message: { text: `${name}: ${message} ${remedy}` },
    locations: [
      {
        ...(place && {
          physicalLocation: {
            artifactLocation: artifactLocation(place.file, folder),
            region: { startLine: place.line, startColumn: place.column },
          },
        }),
        logicalLocations: [
          {
            fullyQualifiedName: path ? `${name} ${path}` : name,
            kind: 'resource',
          },
        ],
      },
    ],
    partialFingerprints: { 'finding/v1': fingerprint(finding) },
  };
}

function notification(
  level: 'error' | 'note',
  text: string,
  folder: string,
  at?: Unreadable,
) {
  return {
    level,
    message: { text },
    ...(at && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifactLocation(at.file, folder),
            ...(at.line !== undefined && { region: { startLine: at.line } }),
          },
        },
      ],
    }),
  };
}

/** SARIF 2.1.0, as code scanning reads it. */
export function sarifOutput(report: Report, folder: string): string {
  const results = [...report.findings]
    .sort((a, b) => bySeverity(a.severity, b.severity))
    .slice(0, MAX_RESULTS);
  const left = report.findings.length - results.length;
  const notes = [
    ...report.notes,
    ...uncheckedWords(report),
    ...(left > 0 ? [`Left out: ${left} findings of the least severity`] : []),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'gateway-lint',
            version: report.version,
            informationUri:
              'https://github.com/envoy-gateway-portal/envoy-gateway-portal',
            rules: RULES.map(({ code, title, description, severity }) => ({
              id: code,
              name: title,
              shortDescription: { text: title },
              fullDescription: { text: description },
              helpUri: helpUri(code),
              help: { text: `${description} See ${helpUri(code)}` },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.unreadable.length === 0,
            toolExecutionNotifications: [
              ...report.unreadable.map(one =>
                notification('error', one.message, folder, one),
              ),
              ...report.skipped.map(one =>
                notification('note', one.message, folder, one),
              ),
              ...notes.map(text => notification('note', text, folder)),
            ],
          },
        ],
        results: results.map(finding => resultOf(finding, folder)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

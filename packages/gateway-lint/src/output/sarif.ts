import {
  describeRef,
  FindingSeverity,
} from '@envoy-gateway-portal/gateway-model';
import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Unreadable } from '../input';
import { helpUri, LocatedFinding, RULES } from '../run';
import { Report, uncheckedWords } from './report';

const LEVELS: Record<FindingSeverity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A file as SARIF names it: relative to the folder the command runs in, where it is below it. */
function artifactLocation(file: string, folder: string) {
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
        ...(place &&
          place.file !== '-' && {
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
    ...(at &&
      at.file !== '-' && {
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
              ...uncheckedWords(report).map(text =>
                notification('note', text, folder),
              ),
            ],
          },
        ],
        results: report.findings.map(finding => resultOf(finding, folder)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

import { countSeverities, Report, uncheckedWords } from './report';
import { helpUri } from '../run';
import { LocatedFinding } from '../run';

const withHelp = (finding: LocatedFinding) => ({
  ...finding,
  helpUri: helpUri(finding.code),
});

/** Everything there is to tell, for programs. */
export function jsonOutput(report: Report): string {
  const { changes } = report;
  return `${JSON.stringify(
    {
      version: report.version,
      summary: {
        objects: report.objects,
        deleted: report.deleted,
        ...countSeverities(report.findings),
      },
      findings: report.findings.map(withHelp),
      ...(report.against && {
        fixed: report.fixed.map(withHelp),
        unchanged: report.unchanged.map(withHelp),
        ...changes,
      }),
      schema: { ...report.schema, notes: uncheckedWords(report) },
      notes: report.notes,
      unreadable: report.unreadable,
      skipped: report.skipped,
    },
    undefined,
    2,
  )}\n`;
}

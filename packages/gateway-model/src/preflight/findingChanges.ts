import { Finding } from '../checks';
import { kindKey, refKey } from '../resources/objectRef';

/** What makes two findings the same: not the words, which may count or list. */
function keyOf({ code, ref, path }: Finding): string {
  return [code, kindKey(ref), refKey(ref), path ?? ''].join('\n');
}

function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) {
      group.push(finding);
    } else {
      groups.set(key, [finding]);
    }
  }
  return groups;
}

/** Findings that are new, gone, and still there. Of several with one key, as many are unchanged as there were. */
export function findingChanges(
  before: readonly Finding[],
  after: readonly Finding[],
): { introduced: Finding[]; fixed: Finding[]; unchanged: Finding[] } {
  const old = grouped(before);
  const now = grouped(after);
  const beyond = (
    groups: Map<string, Finding[]>,
    others: Map<string, Finding[]>,
  ) =>
    [...groups].flatMap(([key, group]) =>
      group.slice(others.get(key)?.length ?? 0),
    );
  return {
    introduced: beyond(now, old),
    fixed: beyond(old, now),
    unchanged: [...now].flatMap(([key, group]) =>
      group.slice(0, old.get(key)?.length ?? 0),
    ),
  };
}

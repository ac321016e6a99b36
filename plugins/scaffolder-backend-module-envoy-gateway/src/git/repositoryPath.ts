import { InputError } from '@backstage/errors';

const MAX_LENGTH = 1024;
const MAX_SEGMENTS = 32;

/** Characters some file systems drop from names, which would turn `.g<U+200C>it` into `.git`. */
const IGNORED_BY_FILE_SYSTEMS =
  /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;

// eslint-disable-next-line no-control-regex -- control characters are what is refused
const FORBIDDEN_CHARACTERS = /[\u0000-\u001f\u007f\\:]/;

/** Git's own folder, in every spelling a file system may take for it. */
const GIT_FOLDER = /^(?:\.git|git~\d+)[\s.]*$/i;

function problemOf(segment: string): string | undefined {
  if (segment === '.' || segment === '..') {
    return `contains "${segment}"`;
  }
  if (FORBIDDEN_CHARACTERS.test(segment)) {
    return 'contains a backslash, a colon or a control character';
  }
  if (IGNORED_BY_FILE_SYSTEMS.test(segment)) {
    return 'contains an invisible character';
  }
  return GIT_FOLDER.test(segment)
    ? "leads into Git's own folder, .git"
    : undefined;
}

/**
 * Splits a path inside a repository into its segments, and refuses every path that leads anywhere else.
 * The empty path and `.` are the repository's root.
 *
 * @param field - what the path came from, for the message
 */
export function parseRepositoryPath(path: string, field: string): string[] {
  const refuse = (reason: string) =>
    new InputError(
      `${field} ${JSON.stringify(
        path.slice(0, 200),
      )} ${reason}: give a path inside the repository, such as clusters/production`,
    );
  if (path.length > MAX_LENGTH) {
    throw refuse(`is longer than ${MAX_LENGTH} characters`);
  }
  if (path.startsWith('/')) {
    throw refuse('starts at the root of the file system');
  }
  if (path === '' || path === '.' || path === './') {
    return [];
  }
  const segments = path.replace(/^\.\//, '').replace(/\/$/, '').split('/');
  if (segments.length > MAX_SEGMENTS) {
    throw refuse(`is deeper than ${MAX_SEGMENTS} folders`);
  }
  for (const segment of segments) {
    const problem = segment === '' ? 'contains "//"' : problemOf(segment);
    if (problem) {
      throw refuse(problem);
    }
  }
  return segments;
}

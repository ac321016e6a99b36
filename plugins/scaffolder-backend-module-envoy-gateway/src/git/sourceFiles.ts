import { InputError, NotFoundError } from '@backstage/errors';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseRepositoryPath } from './repositoryPath';

const MAX_FILES = 1000;
const MAX_TOTAL_BYTES = 32 * 1024 * 1024;

/** A file to publish. */
export interface SourceFile {
  /** Below the folder it is read from, with forward slashes. */
  segments: string[];
  content: Buffer;
  executable: boolean;
}

/**
 * Reads every file below a folder of the workspace, sorted by path. Links are refused: what they lead
 * to may lie outside the workspace, and would be published.
 *
 * @param folder - absolute, already known to lie inside the workspace
 * @param field - what the folder came from, for the messages
 */
export async function readSourceFiles(
  folder: string,
  field: string,
): Promise<SourceFile[]> {
  const root = await fs.lstat(folder).catch(() => undefined);
  if (!root) {
    throw new NotFoundError(
      `${field} does not exist in the workspace: let an earlier step write it`,
    );
  }
  if (!root.isDirectory()) {
    throw new InputError(`${field} is not a folder of the workspace`);
  }
  const files: SourceFile[] = [];
  let bytes = 0;

  const read = async (above: string[]): Promise<void> => {
    const entries = await fs.readdir(path.join(folder, ...above), {
      withFileTypes: true,
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const segments = [...above, entry.name];
      const shown = segments.join('/');
      if (above.length === 0 && entry.isDirectory() && entry.name === '.git') {
        continue; // a workspace may itself be a checkout
      }
      parseRepositoryPath(shown, `A file of ${field}`);
      if (entry.isDirectory()) {
        await read(segments);
      } else if (entry.isFile()) {
        const file = path.join(folder, ...segments);
        const { mode, size } = await fs.stat(file);
        bytes += size;
        if (files.length >= MAX_FILES || bytes > MAX_TOTAL_BYTES) {
          throw new InputError(
            `${field} holds more than ${MAX_FILES} files or ${MAX_TOTAL_BYTES} bytes: publish the folder that is meant, not the whole workspace`,
          );
        }
        files.push({
          segments,
          content: await fs.readFile(file),
          // eslint-disable-next-line no-bitwise -- a file mode is a set of bits
          executable: (mode & 0o100) !== 0,
        });
      } else {
        throw new InputError(
          `${field} contains ${shown}, which is neither a file nor a folder: links are not published`,
        );
      }
    }
  };
  await read([]);
  if (files.length === 0) {
    throw new InputError(`${field} contains no file to publish`);
  }
  return files;
}

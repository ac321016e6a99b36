import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { MAIN_BRANCH, runGit } from '../git';
import { MAX_YAML_BYTES } from '../yaml/readYaml';

/** A file of the GitOps tree, or why it cannot be read. */
export interface ManifestFile {
  /** From the root of the tree, with `/`. */
  path: string;
  /** Changes when the content does. */
  version: string;
  /** Absent where `problem` says why. */
  text?: string;
  problem?: string;
}

/** One state of the tree under `clusters/`. */
export interface ManifestTree {
  revision: string;
  files: ManifestFile[];
}

/** Where manifests come from. */
export interface ManifestSource {
  /** The newest revision, without reading it. */
  revision(): Promise<string>;
  read(revision: string): Promise<ManifestTree>;
}

const ROOT = 'clusters';
const MAX_FILES = 5000;
const TOO_LARGE = `The file is larger than ${MAX_YAML_BYTES} bytes: split it`;

function isManifest(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/(^|\/)\.[^/]*$/.test(path);
}

interface TreeEntry {
  path: string;
  id: string;
  regular: boolean;
  size: number;
}

/** Lines of `git ls-tree -r -l -z`. */
function parseEntries(output: Buffer): TreeEntry[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [info, path] = line.split('\t', 2);
      const [mode, , id, size] = info.split(/ +/);
      return { path, id, regular: mode.startsWith('100'), size: Number(size) };
    });
}

/** Contents of `git cat-file --batch`, in the order they were asked for. */
function parseBlobs(output: Buffer, count: number): string[] {
  const texts: string[] = [];
  let position = 0;
  for (let index = 0; index < count; index++) {
    const end = output.indexOf(0x0a, position);
    const size = Number(
      output.subarray(position, end).toString('latin1').split(' ')[2],
    );
    texts.push(output.subarray(end + 1, end + 1 + size).toString('utf8'));
    position = end + 1 + size + 1;
  }
  return texts;
}

/** The manifests on the main branch of a bare repository. Blobs are read once and remembered. */
export function gitManifestSource(repository: string): ManifestSource {
  const env = { GIT_DIR: repository };
  let known = new Map<string, string>();
  return {
    async revision() {
      const output = await runGit(
        ['for-each-ref', '--format=%(objectname)', `refs/heads/${MAIN_BRANCH}`],
        { env },
      );
      return output.toString('utf8').trim();
    },
    async read(revision) {
      if (!revision) return { revision, files: [] };
      const listing = await runGit(
        ['ls-tree', '-r', '-l', '-z', '--full-tree', revision, '--', ROOT],
        { env },
      );
      const entries = parseEntries(listing).filter(({ path }) =>
        isManifest(path),
      );
      if (entries.length > MAX_FILES) {
        throw new Error(
          `The repository has ${entries.length} manifests under ${ROOT}/; at most ${MAX_FILES} are applied`,
        );
      }
      const readable = entries.filter(
        ({ regular, size }) => regular && size <= MAX_YAML_BYTES,
      );
      const missing = [
        ...new Set(readable.map(({ id }) => id).filter(id => !known.has(id))),
      ];
      const blobs = missing.length
        ? parseBlobs(
            await runGit(['cat-file', '--batch'], {
              env,
              input: `${missing.join('\n')}\n`,
            }),
            missing.length,
          )
        : [];
      const fresh = new Map(missing.map((id, index) => [id, blobs[index]]));
      known = new Map(
        readable.map(({ id }) => [id, known.get(id) ?? fresh.get(id) ?? '']),
      );
      const files = entries.map(({ path, id, regular, size }): ManifestFile => {
        if (!regular) {
          return { path, version: id, problem: 'Only plain files are read' };
        }
        return size > MAX_YAML_BYTES
          ? { path, version: id, problem: TOO_LARGE }
          : { path, version: id, text: known.get(id) };
      });
      return { revision, files };
    },
  };
}

/** The manifests of a folder, as it is now: what stands in for the repository where there is no git. */
export function folderManifestSource(folder: string): ManifestSource {
  async function readFiles(): Promise<ManifestFile[]> {
    const entries = await readdir(join(folder, ROOT), {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    return Promise.all(
      files
        .map(file => ({
          file,
          path: relative(folder, file).split(sep).join(posix.sep),
        }))
        .filter(({ path }) => isManifest(path))
        .map(async ({ file, path }): Promise<ManifestFile> => {
          if ((await stat(file)).size > MAX_YAML_BYTES) {
            return { path, version: 'too large', problem: TOO_LARGE };
          }
          const text = await readFile(file, 'utf8');
          const version = createHash('sha256').update(text).digest('hex');
          return { path, version, text };
        }),
    );
  }
  return {
    async revision() {
      const hash = createHash('sha256');
      for (const { path, version } of await readFiles()) {
        hash.update(`${path}\0${version}\0`);
      }
      return `folder-${hash.digest('hex').slice(0, 12)}`;
    },
    read: async revision => ({ revision, files: await readFiles() }),
  };
}

import { createReadStream, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { readManifests } from './readManifests';
import { Input } from './types';

/** Far above a cluster's worth of manifests; reading takes time that grows with it. */
const MAX_FILE = 64 * 1024 * 1024;
const MAX_TOTAL = 256 * 1024 * 1024;
const MAX_FILES = 100_000;
const MAX_DEPTH = 50;

const IS_MANIFEST = /\.(ya?ml|json)$/i;

interface Walk {
  input: Input;
  /** Bytes that may still be read. */
  left: number;
  files: number;
  /** What was read already, by its real path: files named twice, and symbolic links in circles. */
  seen: Set<string>;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read',
    ELOOP: 'its symbolic links go in circles',
    EISDIR: 'it is a folder',
  };
  return words[code ?? ''] ?? message;
}

async function readText(stream: Readable, walk: Walk): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > Math.min(MAX_FILE, walk.left)) {
      stream.destroy();
      throw new Error(
        size > MAX_FILE
          ? `it is larger than ${MAX_FILE / 1024 / 1024} MiB`
          : `all files together are larger than ${MAX_TOTAL / 1024 / 1024} MiB`,
      );
    }
    chunks.push(Buffer.from(chunk));
  }
  walk.left -= size;
  return decode(Buffer.concat(chunks));
}

/** Text that is no UTF-8 is no manifest: with its letters replaced, another object would be judged. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is no text in UTF-8');
  }
}

async function readStream(
  file: string,
  stream: Readable,
  walk: Walk,
): Promise<void> {
  const { manifests, unreadable, skipped } = readManifests(
    file,
    await readText(stream, walk),
  );
  for (const manifest of manifests) walk.input.manifests.push(manifest);
  walk.input.unreadable.push(...unreadable);
  walk.input.skipped.push(...skipped);
}

async function readFolder(
  folder: string,
  root: string,
  depth: number,
  walk: Walk,
): Promise<void> {
  const real = await realpath(folder);
  if (walk.seen.has(real)) {
    return;
  }
  walk.seen.add(real);
  const skip = (file: string, message: string) =>
    walk.input.skipped.push({ file, message });
  if (depth > MAX_DEPTH) {
    skip(folder, `folders are nested deeper than ${MAX_DEPTH}`);
    return;
  }
  const names = (await readdir(folder)).sort();
  for (const name of names) {
    const path = join(folder, name);
    if (name.startsWith('.') || name === 'node_modules') {
      continue;
    }
    const status = await lstat(path);
    const target = status.isSymbolicLink()
      ? await targetOf(path, root)
      : status;
    if (target === undefined) {
      skip(path, 'a symbolic link leads out of the folder, or nowhere');
    } else if (target.isDirectory()) {
      await readFolder(path, root, depth + 1, walk);
    } else if (target.isFile() && IS_MANIFEST.test(name)) {
      await readFile(path, walk);
    }
  }
}

/** What a symbolic link stands for, where that is inside the folder that is read. */
async function targetOf(
  path: string,
  root: string,
): Promise<Stats | undefined> {
  try {
    const way = relative(root, await realpath(path));
    return way === '..' || way.startsWith(`..${sep}`)
      ? undefined
      : await stat(path);
  } catch {
    return undefined;
  }
}

/** A pipe, as a shell makes one of a command, has no path of its own. */
async function identityOf(path: string): Promise<string> {
  return (await stat(path)).isFile() ? await realpath(path) : path;
}

async function readFile(path: string, walk: Walk): Promise<void> {
  try {
    const identity = await identityOf(path);
    if (walk.seen.has(identity)) {
      return;
    }
    walk.seen.add(identity);
    walk.files += 1;
    if (walk.files > MAX_FILES) {
      throw new Error(`there are more than ${MAX_FILES} files`);
    }
    await readStream(path, createReadStream(path), walk);
  } catch (error) {
    walk.input.unreadable.push({ file: path, message: reasonOf(error) });
  }
}

/** Reads files, folders and `-`, which is standard input. */
export async function readPaths(
  paths: readonly string[],
  stdin: Readable,
): Promise<Input> {
  const walk: Walk = {
    input: { manifests: [], unreadable: [], skipped: [] },
    left: MAX_TOTAL,
    files: 0,
    seen: new Set(),
  };
  for (const path of paths) {
    try {
      if (path === '-') {
        await readStream('-', stdin, walk);
      } else if ((await stat(path)).isDirectory()) {
        await readFolder(path, await realpath(path), 0, walk);
      } else {
        await readFile(path, walk);
      }
    } catch (error) {
      walk.input.unreadable.push({ file: path, message: reasonOf(error) });
    }
  }
  return walk.input;
}

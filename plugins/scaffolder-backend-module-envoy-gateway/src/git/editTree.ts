import { ConflictError } from '@backstage/errors';
import git, { TreeEntry } from 'isomorphic-git';
import { ObjectStore } from './objectStore';
import { SourceFile } from './sourceFiles';

const FILE = '100644';
const EXECUTABLE = '100755';
const FOLDER = '040000';
const LINK = '120000';

/** What stands in for bytes that are no text. */
const UNREADABLE = '\ufffd';

/** What a publish does to one path of the repository. */
export type FileChange = {
  path: string;
  change: 'added' | 'modified' | 'removed';
};

/** What is wanted of a folder of the repository. */
export interface TreeEdit {
  /** The folder, from the root. */
  target: string[];
  files: SourceFile[];
  /** Files below the folder that go, if they are there. */
  remove: string[][];
  /** Whether everything else below the folder goes. */
  prune: boolean;
}

interface FolderEdit {
  files: Map<string, SourceFile>;
  folders: Map<string, FolderEdit>;
  removed: Set<string>;
  prune: boolean;
}

function emptyFolder(prune: boolean): FolderEdit {
  return { files: new Map(), folders: new Map(), removed: new Set(), prune };
}

function folderAt(
  edit: FolderEdit,
  segments: string[],
  prune: boolean,
): FolderEdit {
  let here = edit;
  for (const segment of segments) {
    const next = here.folders.get(segment) ?? emptyFolder(prune);
    here.folders.set(segment, next);
    here = next;
  }
  return here;
}

function planOf(edit: TreeEdit): FolderEdit {
  const root = emptyFolder(false);
  const target = folderAt(root, edit.target, false);
  target.prune = edit.prune;
  for (const file of edit.files) {
    const name = file.segments[file.segments.length - 1];
    folderAt(target, file.segments.slice(0, -1), edit.prune).files.set(
      name,
      file,
    );
  }
  for (const segments of edit.remove) {
    const name = segments[segments.length - 1];
    folderAt(target, segments.slice(0, -1), edit.prune).removed.add(name);
  }
  return root;
}

function describe(entry: TreeEntry): string {
  if (entry.mode === LINK) {
    return 'a symbolic link';
  }
  if (entry.type === 'commit') {
    return 'a submodule';
  }
  return entry.type === 'tree' ? 'a folder' : 'a file';
}

function blocked(path: string, entry: TreeEntry, wanted: string): Error {
  return new ConflictError(
    `${path} is ${describe(
      entry,
    )} in the repository and would have to be ${wanted}: choose another targetPath, or change the repository by hand`,
  );
}

/**
 * Writes the trees an edit makes of a commit's tree. Works on Git's objects, not on a checkout: no
 * path of the repository ever becomes a path of this machine, so nothing in it can lead out.
 *
 * @param tree - the tree to start from; `undefined` for an empty repository
 * @returns the new tree, and what differs; nothing differs when the repository already has it all
 */
export async function editTree(
  store: ObjectStore,
  tree: string | undefined,
  edit: TreeEdit,
): Promise<{ tree: string; changes: FileChange[] }> {
  const changes: FileChange[] = [];

  const note = (path: string[], change: FileChange['change']) =>
    changes.push({ path: path.join('/'), change });

  const noteRemoved = async (path: string[], entry: TreeEntry) => {
    if (entry.type !== 'tree') {
      note(path, 'removed');
      return;
    }
    const below = await git.readTree({ ...store, oid: entry.oid });
    for (const child of below.tree) {
      await noteRemoved([...path, child.path], child);
    }
  };

  const writeFile = async (
    path: string[],
    file: SourceFile,
    before: TreeEntry | undefined,
  ): Promise<TreeEntry> => {
    const regular = before?.type === 'blob' && before.mode !== LINK;
    if (before && !regular) {
      throw blocked(path.join('/'), before, 'a file');
    }
    const oid = await git.writeBlob({ ...store, blob: file.content });
    const mode = file.executable ? EXECUTABLE : FILE;
    if (!before) {
      note(path, 'added');
    } else if (before.oid !== oid || before.mode !== mode) {
      note(path, 'modified');
    }
    return { mode, path: path[path.length - 1], oid, type: 'blob' };
  };

  /** What the folder holds after the edit. */
  const editFolder = async (
    path: string[],
    folder: FolderEdit,
    oid: string | undefined,
  ): Promise<TreeEntry[]> => {
    const before = oid ? (await git.readTree({ ...store, oid })).tree : [];
    const after = new Map(before.map(entry => [entry.path, entry]));
    for (const entry of before) {
      const { path: name } = entry;
      if (name.includes(UNREADABLE)) {
        throw new ConflictError(
          `The repository's folder /${path.join(
            '/',
          )} holds a name that is not UTF-8, which cannot be written back unchanged: rename it first`,
        );
      }
      const wanted = folder.files.has(name) || folder.folders.has(name);
      const isFile = entry.type === 'blob';
      if (!wanted && (folder.prune || (isFile && folder.removed.has(name)))) {
        await noteRemoved([...path, name], entry);
        after.delete(name);
      }
    }
    for (const [name, file] of folder.files) {
      const entry = after.get(name);
      after.set(name, await writeFile([...path, name], file, entry));
    }
    for (const [name, child] of folder.folders) {
      const entry = after.get(name);
      if (entry && entry.type !== 'tree') {
        throw blocked([...path, name].join('/'), entry, 'a folder');
      }
      const inside = await editFolder([...path, name], child, entry?.oid);
      if (inside.length === 0) {
        after.delete(name); // Git keeps no empty folders
      } else {
        const written = await git.writeTree({ ...store, tree: inside });
        after.set(name, {
          mode: FOLDER,
          path: name,
          oid: written,
          type: 'tree',
        });
      }
    }
    return [...after.values()];
  };

  const root = await editFolder([], planOf(edit), tree);
  return {
    tree: await git.writeTree({ ...store, tree: root }),
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

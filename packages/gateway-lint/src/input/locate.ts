import { Manifest, Position } from './types';

export interface Place extends Position {
  file: string;
}

/** The steps of a path in words, such as `spec.rules[0].name` or `metadata.labels[example.com/a]`. */
function stepsOf(path: string): Array<string | number> {
  return [...path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map(
    ([, name, bracketed]) => {
      if (name !== undefined) {
        return name;
      }
      return /^\d+$/.test(bracketed) ? Number(bracketed) : bracketed;
    },
  );
}

/** Where a path of a manifest stands in its file; without a path, the manifest itself. */
export function locate({ source, within }: Manifest, path = ''): Place {
  return {
    file: source.file,
    ...source.positionOf([...within, ...stepsOf(path)]),
  };
}

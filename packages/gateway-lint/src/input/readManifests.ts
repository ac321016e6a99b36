import { isJsonObject } from '@envoy-gateway-portal/gateway-model';
import { Input, Manifest, Source } from './types';
import {
  readYamlDocuments,
  splitDocuments,
  YamlProblem,
} from './yamlDocuments';

/** Deeper than any manifest; what is deeper would exhaust whoever walks it. */
const MAX_DEPTH = 100;

/** Larger exports are read without looking for lines. */
const MAX_JSON_WITH_LINES = 8 * 1024 * 1024;

/** What is no JSON value (a number that is infinite) or is too deep; cycles are endless depth. */
function problemOf(value: unknown, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) {
    return `it is nested deeper than ${MAX_DEPTH} levels`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return 'a number is not finite, which JSON does not know';
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const item of Object.values(value)) {
    const problem = problemOf(item, depth + 1);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

/** An object, the items of a List, or a bare list of objects, as exports give them. */
function objectsOf(
  value: unknown,
  source: Source,
  input: Input,
  within: ReadonlyArray<string | number> = [],
): void {
  if (value === null || value === undefined) {
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) =>
      objectsOf(item, source, input, [...within, index]),
    );
    return;
  }
  const skip = (message: string) =>
    input.skipped.push({
      file: source.file,
      line: source.positionOf([]).line,
      message,
    });
  if (!isJsonObject(value)) {
    skip('a document is no object');
    return;
  }
  const { apiVersion, kind, items } = value;
  if (
    typeof kind === 'string' &&
    kind.endsWith('List') &&
    Array.isArray(items)
  ) {
    const itemKind = kind.slice(0, -'List'.length);
    items.forEach((item, index) =>
      objectsOf(
        // Items of typed lists need not repeat what the list says of them.
        isJsonObject(item) && itemKind !== ''
          ? { apiVersion, kind: itemKind, ...item }
          : item,
        source,
        input,
        [...within, 'items', index],
      ),
    );
    return;
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    skip('a document is no Kubernetes object: it has no apiVersion and kind');
    return;
  }
  input.manifests.push({ object: value, source, within });
}

/** Reads the manifests in a text. One document that cannot be read costs the others nothing. */
export function readManifests(file: string, text: string): Input {
  const input: Input = { manifests: [], unreadable: [], skipped: [] };
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (file.endsWith('.json')) {
    readJson(file, plain, input);
    return input;
  }
  for (const part of splitDocuments(plain)) {
    try {
      for (const document of readYamlDocuments(part.text, part.line)) {
        take(document.value, { file, positionOf: document.positionOf }, input);
      }
    } catch (error) {
      if (!(error instanceof YamlProblem)) {
        throw error;
      }
      const { line, message } = error;
      input.unreadable.push({ file, line, message });
    }
  }
  return input;
}

function readJson(file: string, text: string, input: Input): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // Not the parser's own words: they quote the text. Where it stopped is told for some mistakes.
    const stopped = /at position (\d+)/.exec((error as Error).message)?.[1];
    input.unreadable.push({
      file,
      ...(stopped && {
        line: text.slice(0, Number(stopped)).split('\n').length,
      }),
      message: 'it is not JSON',
    });
    return;
  }
  take(value, { file, positionOf: positionsInJson(text) }, input);
}

/** JSON is YAML: lines are found by reading it as such, once somebody asks. */
function positionsInJson(text: string): Source['positionOf'] {
  let positionOf: Source['positionOf'] | undefined;
  return steps => {
    positionOf ??= positionsIn(text);
    return positionOf(steps);
  };
}

function positionsIn(text: string): Source['positionOf'] {
  const unknown = () => ({ line: 1, column: 1 });
  if (text.length > MAX_JSON_WITH_LINES) {
    return unknown;
  }
  try {
    return readYamlDocuments(text)[0]?.positionOf ?? unknown;
  } catch {
    return unknown;
  }
}

function take(value: unknown, source: Source, input: Input): void {
  const found: Input = { manifests: [], unreadable: [], skipped: [] };
  const problem = problemOf(value);
  if (problem) {
    input.unreadable.push({
      file: source.file,
      line: source.positionOf([]).line,
      message: problem,
    });
    return;
  }
  objectsOf(value, source, found);
  const manifests: Manifest[] = found.manifests;
  input.manifests.push(...manifests);
  input.skipped.push(...found.skipped);
}

import { JsonObject } from '@envoy-gateway-portal/gateway-model';

export interface Position {
  /** Both counted from 1. */
  line: number;
  column: number;
}

/** A document of a file. */
export interface Source {
  /** As the user named it, or found below what they named; `-` for standard input. */
  file: string;
  /** Where a value of the document stands, or the last thing on the way to it that is there. */
  positionOf(steps: ReadonlyArray<string | number>): Position;
}

/** An object, and where it came from. */
export interface Manifest {
  object: JsonObject;
  source: Source;
  /** The steps to it in its document: not empty for an item of a List. */
  within: ReadonlyArray<string | number>;
}

/** Something that could not be read. */
export interface Unreadable {
  file: string;
  line?: number;
  message: string;
}

export interface Input {
  manifests: Manifest[];
  unreadable: Unreadable[];
  /** Documents that are no Kubernetes objects, and files that were passed over: what and why. */
  skipped: Unreadable[];
}

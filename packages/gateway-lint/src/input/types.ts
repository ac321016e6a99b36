import { JsonObject } from '@envoy-gateway-portal/gateway-model';

/** Where a document stands: a part of a file. */
export interface Source {
  /** As the user named it, or found below what they named; `-` for standard input. */
  file: string;
  /** The part of the file that holds the document. */
  text: string;
  /** The line the part begins in, counted from 1. */
  line: number;
  /** Which of several documents in the part, where a part has several. */
  index: number;
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

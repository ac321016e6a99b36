import { Item } from '../translation/types';

/** One way in which an object makes Envoy Gateway crash. */
export interface Stop {
  readonly item: Item;
  readonly path: string;
  readonly because: string;
  readonly remedy: string;
}

export const named = ({ kind, namespace, name }: Item) =>
  `${kind} ${namespace}/${name}`;

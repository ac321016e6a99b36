import { JsonStep } from '../../json';
import { EffectiveValue, Item } from '../types';
import { refOfItem } from '../refOfItem';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A path in words, from `spec` on: `rateLimit.global.rules[0].limit.requests`. */
export function pathInWords(path: readonly JsonStep[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') {
        return `[${step}]`;
      }
      if (!PLAIN.test(step)) {
        return `[${JSON.stringify(step)}]`;
      }
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

export function sourceOf(
  item: Item,
  path: readonly JsonStep[],
): EffectiveValue['source'] {
  return { ...refOfItem(item), path: pathInWords(path) };
}

/** Up to the first list: elements of two lists have nothing to do with each other. */
export function upToList(path: readonly JsonStep[]): readonly JsonStep[] {
  const list = path.findIndex(step => typeof step === 'number');
  return list < 0 ? path : path.slice(0, list);
}

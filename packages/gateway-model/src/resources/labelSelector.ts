import {
  asFields,
  asString,
  compact,
  field,
  Fields,
  list,
  requiredString,
  stringMap,
} from './read';
import { LabelSelector } from './types';

/** Reads a `metav1.LabelSelector`, or the same two fields where a kind has them inline. */
export function readLabelSelector(fields: Fields, path: string): LabelSelector {
  const expressions = list(fields, 'matchExpressions', path, (item, at) => {
    const expression = asFields(item, at);
    // Either may be empty as far as the CRDs go: such an expression selects nothing.
    return compact({
      key: requiredString(expression, 'key', at),
      operator: requiredString(expression, 'operator', at),
      values:
        field(expression, 'values') === undefined
          ? undefined
          : list(expression, 'values', at, asString),
    });
  });
  return compact({
    matchLabels: stringMap(fields, 'matchLabels', path),
    matchExpressions: expressions.length ? expressions : undefined,
  });
}

/**
 * Whether labels satisfy a selector, by Kubernetes' rules. An empty selector selects everything; an
 * expression Kubernetes would refuse selects nothing.
 *
 * @public
 */
export function matchesLabels(
  selector: LabelSelector,
  labels: Record<string, string> | undefined,
): boolean {
  const own = labels ?? {};
  const has = (key: string) => Object.prototype.hasOwnProperty.call(own, key);
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (!has(key) || own[key] !== value) {
      return false;
    }
  }
  return (selector.matchExpressions ?? []).every(
    ({ key, operator, values }) => {
      if (key === '') {
        return false;
      }
      switch (operator) {
        case 'In':
          return has(key) && (values ?? []).includes(own[key]);
        case 'NotIn':
          return (
            (values ?? []).length > 0 &&
            (!has(key) || !(values ?? []).includes(own[key]))
          );
        case 'Exists':
          return has(key);
        case 'DoesNotExist':
          return !has(key);
        default:
          return false;
      }
    },
  );
}

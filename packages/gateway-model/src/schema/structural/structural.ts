import {
  at,
  booleanAt,
  isJsonObject,
  JsonObject,
  listAt,
  objectAt,
  stringAt,
  stringsAt,
} from '../../json';

/** A rule of `x-kubernetes-validations`. */
export interface CelRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  fieldPath?: string;
  optionalOldSelf: boolean;
}

/**
 * A CRD's schema as Kubernetes reads it (upstream `apiserver/schema`): what gives an object its shape. What
 * restricts values is left in `raw`, for the JSON Schema validator.
 */
export interface Structural {
  readonly raw: JsonObject;
  /** Empty when there is none. */
  readonly type: string;
  readonly format: string;
  readonly nullable: boolean;
  readonly intOrString: boolean;
  readonly preserveUnknown: boolean;
  readonly embedded: boolean;
  /** `undefined` when there is none; a default is never null. */
  readonly default: unknown;
  readonly properties: ReadonlyMap<string, Structural>;
  /** Other fields are allowed: with this schema, or `any` without one. */
  readonly additional?: Structural | 'any';
  readonly items?: Structural;
  readonly listType: string;
  readonly listMapKeys: readonly string[];
  readonly rules: readonly CelRule[];
  /** Schemas of `allOf`, which may carry rules of their own. */
  readonly allOf: readonly Structural[];
  /** Whether there is anything of the sort here or further down, so that what has none is passed over. */
  readonly has: {
    readonly defaults: boolean;
    readonly rules: boolean;
    readonly listTypes: boolean;
    readonly embedded: boolean;
  };
}

/** Far above any CRD there is: EnvoyProxy's has about 10,000 nodes and 30 levels. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 100;

/** @throws Error when the schema is too large to be read */
export function readStructural(schema: JsonObject): Structural {
  let nodes = 0;

  const read = (raw: JsonObject, depth: number): Structural => {
    nodes += 1;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new Error('the schema is too large or too deep');
    }
    const child = (value: unknown): Structural | undefined =>
      isJsonObject(value) ? read(value, depth + 1) : undefined;

    const properties = new Map<string, Structural>();
    for (const [name, value] of Object.entries(
      objectAt(raw, 'properties') ?? {},
    )) {
      const property = child(value);
      if (property) {
        properties.set(name, property);
      }
    }
    const additional = at(raw, 'additionalProperties');
    const node = {
      raw,
      type: stringAt(raw, 'type') ?? '',
      format: stringAt(raw, 'format') ?? '',
      nullable: booleanAt(raw, 'nullable') ?? false,
      intOrString: booleanAt(raw, 'x-kubernetes-int-or-string') ?? false,
      preserveUnknown:
        booleanAt(raw, 'x-kubernetes-preserve-unknown-fields') ?? false,
      embedded: booleanAt(raw, 'x-kubernetes-embedded-resource') ?? false,
      default: at(raw, 'default'),
      properties,
      additional: additional === true ? ('any' as const) : child(additional),
      items: child(at(raw, 'items')),
      listType: stringAt(raw, 'x-kubernetes-list-type') ?? '',
      listMapKeys: stringsAt(raw, 'x-kubernetes-list-map-keys'),
      rules: readRules(raw),
      allOf: listAt(raw, 'allOf').flatMap(item => child(item) ?? []),
    };
    const below = [
      ...properties.values(),
      ...(node.additional && node.additional !== 'any'
        ? [node.additional]
        : []),
      ...(node.items ? [node.items] : []),
    ];
    return {
      ...node,
      has: {
        defaults: below.some(
          one => one.default !== undefined || one.has.defaults,
        ),
        rules:
          node.rules.length > 0 ||
          [...below, ...node.allOf].some(one => one.has.rules),
        listTypes:
          node.listType === 'set' ||
          node.listType === 'map' ||
          below.some(one => one.has.listTypes),
        embedded: node.embedded || below.some(one => one.has.embedded),
      },
    };
  };

  return read(schema, 0);
}

function readRules(raw: JsonObject): CelRule[] {
  return listAt(raw, 'x-kubernetes-validations').flatMap(item => {
    const rule = stringAt(item, 'rule');
    return rule === undefined || rule.trim() === ''
      ? []
      : [
          {
            rule,
            message: stringAt(item, 'message'),
            messageExpression: stringAt(item, 'messageExpression'),
            fieldPath: stringAt(item, 'fieldPath'),
            optionalOldSelf: booleanAt(item, 'optionalOldSelf') ?? false,
          },
        ];
  });
}

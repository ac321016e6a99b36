import { JsonObject, listAt, objectAt, stringAt } from '../../../json';
import { describeRef } from '../../../resources';
import { GatewayContext, Item, Unknown, World } from '../../types';
import { Findings } from './findings';
import { LuaValidation, LuaVerdict, validateLua } from './lua';

/** The key of a ConfigMap a script is kept at; without it, any other will do. */
const SCRIPT_KEY = 'lua';

type Script =
  | { state: 'found'; codes: readonly string[]; from?: Item }
  | { state: 'invalid'; message: string }
  | { state: 'unknown'; unknown: Unknown };

function validationOf(gateway: GatewayContext): LuaValidation {
  const level = stringAt(gateway.envoyProxy?.spec, 'luaValidation');
  return level === 'InsecureSyntax' || level === 'Disabled' ? level : 'Strict';
}

function scriptOf(world: World, owner: Item, entry: JsonObject): Script {
  if (stringAt(entry, 'type') !== 'ValueRef') {
    return { state: 'found', codes: [stringAt(entry, 'inline') ?? ''] };
  }
  const ref = {
    group: '',
    kind: 'ConfigMap',
    namespace: owner.namespace,
    name: stringAt(entry, 'valueRef', 'name') ?? '',
  };
  const item = world.lookup(ref);
  if (item === 'unread') {
    return {
      state: 'unknown',
      unknown: {
        reason: 'NotRead',
        message: `It depends on the script in ${describeRef(ref)}`,
        ref,
      },
    };
  }
  if (item === 'missing') {
    return { state: 'invalid', message: `${describeRef(ref)} does not exist` };
  }
  const data = objectAt(item.object, 'data') ?? {};
  const script = stringAt(data, SCRIPT_KEY);
  const codes =
    script === undefined
      ? Object.keys(data).map(key => stringAt(data, key) ?? '')
      : [script];
  return codes.length > 0
    ? { state: 'found', codes, from: item }
    : { state: 'invalid', message: `${describeRef(ref)} is empty` };
}

/** Verdicts by the object a script is in, which never changes: running it once is enough. */
const VERDICTS = new WeakMap<JsonObject, Map<LuaValidation, LuaVerdict[]>>();

function verdictsOf(
  holder: JsonObject,
  codes: readonly string[],
  validation: LuaValidation,
): readonly LuaVerdict[] {
  const known = VERDICTS.get(holder) ?? new Map<LuaValidation, LuaVerdict[]>();
  VERDICTS.set(holder, known);
  let verdicts = known.get(validation);
  if (!verdicts) {
    verdicts = codes.map(code => validateLua(code, validation));
    known.set(validation, verdicts);
  }
  return verdicts;
}

function judgeScript(
  world: World,
  owner: Item,
  entry: JsonObject,
  validation: LuaValidation,
): { problem?: string; unknown?: Unknown } {
  const script = scriptOf(world, owner, entry);
  if (script.state !== 'found') {
    return script.state === 'invalid'
      ? { problem: script.message }
      : { unknown: script.unknown };
  }
  const holder = script.from?.object ?? entry;
  const verdicts = verdictsOf(holder, script.codes, validation);
  const invalid = verdicts.flatMap(one =>
    one.state === 'invalid' ? [one.message] : [],
  );
  if (invalid.length === verdicts.length) {
    return { problem: invalid[0] };
  }
  if (script.from && invalid.length > 0) {
    return {
      unknown: {
        reason: 'ConfigMapBytes',
        message: `${describeRef(
          script.from,
        )} has no key ${SCRIPT_KEY}, so that any of its entries may be taken for the script`,
        ref: script.from,
      },
    };
  }
  const undecidable = verdicts.find(one => one.state === 'undecidable');
  return undecidable?.state === 'undecidable'
    ? {
        unknown: {
          reason: 'Infrastructure',
          message: `Whether the Lua script passes Envoy Gateway's trial run cannot be told: ${undecidable.message}`,
        },
      }
    : {};
}

const SWITCH: Unknown = {
  reason: 'NotRead',
  message:
    'It depends on whether Lua is switched on in the configuration of Envoy Gateway',
};

/** Lua filters: Envoy Gateway stops at the first that fails, and none may fail openly. */
export function judgeLua(
  world: World,
  spec: JsonObject,
  owner: Item,
  gateway: GatewayContext,
): Findings {
  const scripts = listAt(spec, 'lua');
  const failed = (path: string, message: string, unknown?: Unknown) => ({
    problems: [
      { reason: 'Invalid', phase: 'translation' as const, path, message },
    ],
    unknown,
  });
  const { luaEnabled } = world.settings;
  if (scripts.length > 0 && luaEnabled === false) {
    return failed(
      'lua',
      'Lua is switched off in the configuration of Envoy Gateway',
    );
  }
  const validation = validationOf(gateway);
  let unknown: Unknown | undefined =
    scripts.length > 0 && luaEnabled === undefined ? SWITCH : undefined;
  for (const [index, entry] of scripts.entries()) {
    const script = objectAt(entry) ?? {};
    const found = judgeScript(world, owner, script, validation);
    if (found.problem !== undefined) {
      const path = `lua[${index}]`;
      return failed(path, `${path}: ${found.problem}`, unknown);
    }
    unknown ??= found.unknown;
  }
  return { problems: [], unknown };
}

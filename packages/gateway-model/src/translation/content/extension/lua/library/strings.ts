import { Budget } from '../budget';
import { LuaError, Undecidable } from '../errors';
import { Machine } from '../machine';
import {
  asText,
  isTruthy,
  LuaFunction,
  LuaTable,
  LuaValue,
  typeName,
} from '../values';
import { Arguments, library } from './arguments';
import { formatText } from './format';
import { findMatches, Match } from './match';
import { readPattern } from './pattern';

/** Longer texts are not made here. */
const MAX_LENGTH = 1_000_000;

/** Where a text begins or ends by an index of Lua's, which counts from 1, or back from the end. */
function offset(text: string, index: number, begin: boolean): number {
  const from = begin && index !== 0 ? index - 1 : index;
  const at = Math.max(0, from < 0 ? text.length + from + 1 : from);
  return begin ? at : Math.min(at, text.length);
}

/** What a match gives: its captures, or all of it. */
function results(text: string, match: Match): LuaValue[] {
  return match.captures.length > 0
    ? [...match.captures]
    : [text.slice(match.start, match.end)];
}

function find(args: Arguments, budget: Budget): LuaValue[] {
  const text = args.text(0);
  const pattern = args.text(1);
  if (pattern === '') {
    return [1, 0];
  }
  const from = offset(text, args.integer(2, 1), true);
  if (args.count === 4 && isTruthy(args.all[3])) {
    const at = text.indexOf(pattern, from);
    return at < 0 ? [undefined] : [at + 1, at + pattern.length];
  }
  const [match] = findMatches(readPattern(pattern), text, from, 1, budget);
  return match ? [match.start + 1, match.end, ...match.captures] : [undefined];
}

function firstMatch(args: Arguments, budget: Budget): LuaValue[] {
  const text = args.text(0);
  const pattern = readPattern(args.text(1));
  const index = args.integer(2, 1);
  const from = Math.max(0, (index < 0 ? text.length + index + 1 : index) - 1);
  const [match] = findMatches(pattern, text, from, 1, budget);
  return match ? results(text, match) : [];
}

function replacement(
  machine: Machine,
  text: string,
  match: Match,
  by: LuaValue,
): string | undefined {
  const whole = text.slice(match.start, match.end);
  const captured = results(text, match);
  if (typeof by === 'string') {
    return by.replace(/%([\s\S])/g, (written, char: string) => {
      if (!/\d/.test(char)) {
        return char === '%' ? '%' : written;
      }
      const number = Number(char);
      if (number > Math.max(match.captures.length, 1)) {
        throw new LuaError('invalid capture index');
      }
      return number === 0 ? whole : asText(captured[number - 1]) ?? '';
    });
  }
  const value =
    by instanceof LuaTable
      ? by.get(captured[0]) ?? by.fallback?.get(captured[0])
      : machine.call(by, captured)[0];
  return isTruthy(value) ? asText(value) ?? '' : undefined;
}

function substitute(args: Arguments, machine: Machine): LuaValue[] {
  const text = args.text(0);
  const pattern = readPattern(args.text(1));
  const by = args.all[2];
  if (
    typeof by !== 'string' &&
    !(by instanceof LuaTable) &&
    !(by instanceof LuaFunction)
  ) {
    throw new LuaError(
      `bad argument 3: string, table or function expected, got ${typeName(by)}`,
    );
  }
  const limit = args.integer(3, -1);
  const matches = findMatches(pattern, text, 0, limit, machine.budget);
  let result = '';
  let at = 0;
  for (const match of matches) {
    const by2 = replacement(machine, text, match, by);
    result += text.slice(at, match.start);
    result += by2 ?? text.slice(match.start, match.end);
    at = match.end;
    machine.budget.spend((by2?.length ?? 0) / 64);
  }
  return [result + text.slice(at), matches.length];
}

function eachMatch(args: Arguments, budget: Budget): LuaValue[] {
  const text = args.text(0);
  const matches = findMatches(readPattern(args.text(1)), text, 0, -1, budget);
  let next = 0;
  return [
    new LuaFunction(() => {
      const match = matches[next];
      next += 1;
      return match ? results(text, match) : [];
    }),
  ];
}

function bytes(args: Arguments): LuaValue[] {
  const text = args.text(0);
  const first = args.integer(1, 1);
  const last = args.integer(2, args.count === 2 ? first : -1);
  const from = first < 0 ? text.length + first : first - 1;
  const to = last < 0 ? text.length + last + 1 : last;
  return [...text.slice(Math.max(from, 0), Math.max(to, 0))].map(char =>
    char.charCodeAt(0),
  );
}

function repeated(args: Arguments, budget: Budget): string {
  const text = args.text(0);
  const count = Math.max(0, args.integer(1));
  if (text.length * count > MAX_LENGTH) {
    throw new Undecidable('it makes a text too long to be judged');
  }
  budget.spend((text.length * count) / 64);
  return text.repeat(count);
}

/** The library `string`, which is also where methods of texts are looked up. */
export function stringLibrary(machine: () => Machine): LuaTable {
  const budget: Budget = { spend: steps => machine().budget.spend(steps) };
  const strings = library({
    byte: bytes,
    char: args =>
      args.all
        .map((_, position) => String.fromCharCode(args.integer(position) & 255))
        .join(''),
    dump: () => {
      throw new LuaError('string.dump is not supported');
    },
    find: args => find(args, budget),
    format: formatText,
    gsub: args => substitute(args, machine()),
    gmatch: args => eachMatch(args, budget),
    gfind: args => eachMatch(args, budget),
    len: args => args.text(0).length,
    lower: args => args.text(0).replace(/[A-Z]+/g, part => part.toLowerCase()),
    match: args => firstMatch(args, budget),
    rep: args => repeated(args, budget),
    reverse: args => [...args.text(0)].reverse().join(''),
    sub: args => {
      const text = args.text(0);
      const from = offset(text, args.integer(1), true);
      return text.slice(
        from,
        Math.max(from, offset(text, args.integer(2, -1), false)),
      );
    },
    upper: args => args.text(0).replace(/[a-z]+/g, part => part.toUpperCase()),
  });
  strings.set('__index', strings);
  return strings;
}

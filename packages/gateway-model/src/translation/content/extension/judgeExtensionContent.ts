import { BackendStage, ContentInput, ContentOutcome, World } from '../../types';
import { judgeDynamicModules } from './dynamicModules';
import { judgeExtProcs } from './extProc';
import { judgeLua } from './luaScripts';
import { judgeWasm } from './wasm';

/**
 * What Envoy Gateway finds in an EnvoyExtensionPolicy when it applies it on a Gateway. On routes it looks at Wasm
 * first, on Gateways and ListenerSets at external processors.
 */
export function judgeExtensionContent(
  world: World,
  backends: BackendStage,
  input: ContentInput,
): ContentOutcome {
  const { spec, gateway, owner } = input;
  const wasm = judgeWasm(world, spec, owner('wasm'));
  const lua = judgeLua(world, spec, owner('lua'), gateway);
  const extProc = judgeExtProcs(backends, spec, owner('extProc'), gateway);
  const modules = judgeDynamicModules(spec, gateway);
  const findings = input.route
    ? [wasm, lua, extProc, modules]
    : [extProc, wasm, lua, modules];
  return {
    problems: findings.flatMap(({ problems }) => problems),
    unknown: findings.find(({ unknown }) => unknown)?.unknown,
    warnings: [],
  };
}

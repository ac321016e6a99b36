import { JsonObject, listAt, stringAt } from '../../json';
import { Unknown } from '../types';

interface BootstrapJudgement {
  problem?: { message: string };
  unknown?: Unknown;
}

const UNDECIDED: BootstrapJudgement = {
  unknown: {
    reason: 'Infrastructure',
    message:
      'It depends on whether Envoy can read the bootstrap configuration, which only Envoy Gateway tries',
  },
};

function problem(message: string): BootstrapJudgement {
  return { problem: { message: `the bootstrap configuration ${message}` } };
}

/** What the proxies need to reach Envoy Gateway, by the names a configuration may call it. */
const NEEDED = [
  ['dynamic_resources', 'dynamicResources'],
  ['xds_cluster'],
] as const;

function judgeReplacement(text: string): BootstrapJudgement {
  const missing = NEEDED.find(names => !names.some(one => text.includes(one)));
  return missing ? problem(`has no ${missing[0]}`) : UNDECIDED;
}

/** In YAML, no mapping does without all of these. */
const OF_MAPPINGS = /[:{?]/;

function judgeMerge(text: string | undefined): BootstrapJudgement {
  return text === undefined || OF_MAPPINGS.test(text)
    ? UNDECIDED
    : problem('is no mapping');
}

function judgePatches(patches: readonly unknown[]): BootstrapJudgement {
  const [[field]] = NEEDED;
  const changes = patches
    .filter(patch => stringAt(patch, 'op') !== 'test')
    .map(patch => stringAt(patch, 'path') ?? '')
    .filter(path => !path.endsWith('/initial_fetch_timeout'))
    .some(path => path === `/${field}` || path.startsWith(`/${field}/`));
  return changes ? problem(`changes ${field}`) : UNDECIDED;
}

/**
 * Whether a bootstrap configuration of one's own leaves alone what the proxies need. Envoy's own schema decides
 * the rest of it (upstream `xds/bootstrap.Validate`).
 */
export function judgeBootstrap(bootstrap: JsonObject): BootstrapJudgement {
  switch (stringAt(bootstrap, 'type') ?? 'Replace') {
    case 'Replace':
      return judgeReplacement(stringAt(bootstrap, 'value') ?? '');
    case 'Merge':
      return judgeMerge(stringAt(bootstrap, 'value'));
    case 'JSONPatch':
      return judgePatches(listAt(bootstrap, 'jsonPatches'));
    default:
      return UNDECIDED;
  }
}

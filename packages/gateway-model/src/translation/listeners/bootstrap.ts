import { JsonObject, listAt, stringAt } from '../../json';
import { Unknown } from '../types';

interface BootstrapJudgement {
  problem?: { message: string };
  unknown?: Unknown;
}

/** What the proxies need to reach Envoy Gateway, and what nobody may change. */
const PROTECTED = '/dynamic_resources';

const UNDECIDED: BootstrapJudgement = {
  unknown: {
    reason: 'Infrastructure',
    message:
      'It depends on whether Envoy can read the bootstrap configuration, which only Envoy Gateway tries',
  },
};

/**
 * Whether a bootstrap configuration of one's own leaves alone what the proxies need. Envoy's own schema decides
 * the rest of it (upstream `xds/bootstrap.Validate`).
 */
export function judgeBootstrap(bootstrap: JsonObject): BootstrapJudgement {
  const type = stringAt(bootstrap, 'type') ?? 'Replace';
  if (type === 'JSONPatch') {
    for (const patch of listAt(bootstrap, 'jsonPatches')) {
      const path = stringAt(patch, 'path') ?? '';
      if (path === PROTECTED || path.startsWith(`${PROTECTED}/`)) {
        return {
          problem: {
            message: 'the bootstrap configuration changes dynamic_resources',
          },
        };
      }
    }
  }
  return UNDECIDED;
}

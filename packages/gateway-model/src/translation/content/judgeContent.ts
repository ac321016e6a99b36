import {
  BackendStage,
  ContentInput,
  ContentOutcome,
  ServiceRefInput,
  World,
} from '../types';
import { judgeClientContent } from './client';
import { judgeSecurityContent } from './security';
import { judgeTrafficContent } from './traffic';
import { judgeExtensionContent } from './extension';

const NOTHING: ContentOutcome = { problems: [], warnings: [] };

/** References by nobody in particular: whoever asks by the way is not the ancestor of any BackendTLSPolicy. */
function withoutCaller(backends: BackendStage): BackendStage {
  const nameless = <I extends Pick<ServiceRefInput, 'from'>>(input: I): I => {
    const { group, kind, namespace } = input.from;
    return { ...input, from: { group, kind, namespace } };
  };
  return {
    get backends() {
      return backends.backends;
    },
    judgeBackendRef: backends.judgeBackendRef,
    judgeServiceRef: input => backends.judgeServiceRef(nameless(input)),
    judgeServiceRefs: input => backends.judgeServiceRefs(nameless(input)),
    backendTlsPolicies: backends.backendTlsPolicies,
  };
}

/** What is wrong with a policy's content, whatever its kind. */
export function judgeContent(
  world: World,
  stage: BackendStage,
  input: ContentInput,
): ContentOutcome {
  const backends = input.idle ? withoutCaller(stage) : stage;
  switch (input.kind) {
    case 'ClientTrafficPolicy':
      return judgeClientContent(world, backends, input);
    case 'EnvoyExtensionPolicy':
      return judgeExtensionContent(world, backends, input);
    case 'BackendTrafficPolicy':
      return judgeTrafficContent(world, backends, input);
    case 'SecurityPolicy':
      return judgeSecurityContent(world, backends, input);
    default:
      return NOTHING;
  }
}

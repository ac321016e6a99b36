import { BackendStage, ContentInput, ContentOutcome, World } from '../types';
import { judgeClientContent } from './client';
import { judgeSecurityContent } from './security';
import { judgeTrafficContent } from './traffic';
import { judgeExtensionContent } from './extension';

const NOTHING: ContentOutcome = { problems: [], warnings: [] };

/** What is wrong with a policy's content, whatever its kind. */
export function judgeContent(
  world: World,
  backends: BackendStage,
  input: ContentInput,
): ContentOutcome {
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

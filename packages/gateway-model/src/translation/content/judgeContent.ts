import { BackendStage, ContentInput, ContentOutcome, World } from '../types';
import { judgeClientContent } from './client';

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
    default:
      return NOTHING;
  }
}

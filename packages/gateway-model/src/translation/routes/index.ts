export { attachParents } from './attachParents';
export type { AttachedParent } from './attachParents';
export { withCondition } from './conditions';
export { shareStatuses, statusParents } from './parentStatuses';

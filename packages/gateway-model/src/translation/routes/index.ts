export { attachParents } from './attachParents';
export type { AttachedParent } from './attachParents';
export { withCondition } from './conditions';
export { judgeHttpRoutes } from './judgeHttpRoutes';
export { judgeOverlaps } from './judgeOverlaps';
export type { ConnectUpgrades } from './judgeOverlaps';
export { statusParents } from './parentStatuses';
export { shareStatuses } from './sharedStatuses';

export * from './types';
export * from './kinds';
export { parseResource } from './parseResource';
export { describeRef, isPolicy, isResource, refOf } from './objectRef';
export { matchesLabels } from './labelSelector';

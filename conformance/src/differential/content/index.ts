export { runContent } from './run';
export type { ContentOptions } from './run';

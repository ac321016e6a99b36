export { jsonOutput } from './json';
export { reaches } from './report';
export type { Report } from './report';
export { sarifOutput } from './sarif';
export { textOutput } from './text';

export * from './types';
export { locate } from './locate';
export type { Place } from './locate';
export { readPaths } from './readPaths';
export { readYamlDocuments } from './yamlDocuments';

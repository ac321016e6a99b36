export * from './lintManifests';
export { helpUri, RULES } from './rules';

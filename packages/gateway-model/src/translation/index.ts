export * from './types';
export { DEFAULT_TRANSLATION_SETTINGS } from './settings';
export { translate, translateRoutes } from './translate';

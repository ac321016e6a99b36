export * from './types';
export * from './createSchemaValidator';
export { isCrd } from './crd';

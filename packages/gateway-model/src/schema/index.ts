/**
 * Judging manifests by CustomResourceDefinitions, as an API server does.
 *
 * @packageDocumentation
 */
export * from './types';
export * from './createSchemaValidator';
export { isCrd } from './crd';
export type { JsonObject } from '../json';

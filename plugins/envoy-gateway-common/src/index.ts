/**
 * Wire types, client, permissions and annotation names of the Envoy Gateway plugins.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './client';
export * from './entityName';
export * from './permissions';
export * from './signals';
export * from './wire';

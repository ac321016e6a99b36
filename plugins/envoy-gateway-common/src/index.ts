/**
 * Wire types, permissions and annotation names of the Envoy Gateway plugins.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './permissions';
export * from './wire';

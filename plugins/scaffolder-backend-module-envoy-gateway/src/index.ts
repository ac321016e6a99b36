/**
 * Scaffolder actions that write Gateway API manifests and publish them to Git.
 *
 * @packageDocumentation
 */
export * from './actions';
export { scaffolderModuleEnvoyGateway as default } from './module';

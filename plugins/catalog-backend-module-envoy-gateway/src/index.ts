/**
 * The catalog module of Envoy Gateway for Backstage: entities from HTTPRoutes and Gateways.
 *
 * @packageDocumentation
 */
export { catalogModuleEnvoyGateway as default } from './module';
export * from './processor';
export * from './provider';

/**
 * HTTP API of the Envoy Gateway plugins: overview, traffic, clusters and Gateways.
 *
 * @packageDocumentation
 */
export { envoyGatewayPlugin as default } from './plugin';
export * from './traffic';

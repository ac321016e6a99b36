export * from './EnvoyGatewayRelationsProcessor';

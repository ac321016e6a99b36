export * from './EnvoyGatewayEntityProvider';

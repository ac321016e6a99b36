export * from './LazyEnvoyGatewayPicker';
export * from './schema';
export * from './validation';

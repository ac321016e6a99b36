export { deriveOpenApi } from './deriveOpenApi';

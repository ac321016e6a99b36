export { createBackendStage } from './backendStage';

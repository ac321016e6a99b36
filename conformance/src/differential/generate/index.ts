export { generateCluster } from './cluster';
export type { GeneratedCluster } from './cluster';
export type { Manifest } from './draft';

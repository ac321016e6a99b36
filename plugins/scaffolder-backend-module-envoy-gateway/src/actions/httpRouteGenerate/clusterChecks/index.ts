export { checkAgainstCluster } from './checkAgainstCluster';

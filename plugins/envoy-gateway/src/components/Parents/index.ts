export * from './ClusterNotices';
export * from './Parents';

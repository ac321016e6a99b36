export * from './EmptyState';
export * from './FailureState';
export * from './LoadingState';
export * from './TrafficNotice';

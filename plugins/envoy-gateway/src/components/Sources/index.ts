export * from './GeneratedBadge';
export * from './Sources';

export * from './Unconfirmed';
export * from './VerdictBadge';
export * from './VerdictProblems';

export * from './VerdictBadge';
export * from './VerdictProblems';

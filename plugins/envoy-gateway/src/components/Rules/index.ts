export * from './Rules';
export * from './RulesTable';

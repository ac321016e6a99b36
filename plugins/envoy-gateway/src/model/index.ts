export * from './access';
export * from './clusters';
export * from './exposures';
export * from './failures';
export * from './names';
export * from './policies';
export * from './traffic';
export * from './verdicts';

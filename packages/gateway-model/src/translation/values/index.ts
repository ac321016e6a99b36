export * from './duration';
export * from './headerValue';
export * from './quantity';

export { client } from './client';
export { extension } from './extension';
export { rule } from './rule';
export { security } from './security';
export { statistics, traffic } from './traffic';
export * from './types';

export { client } from './client';
export { extension } from './extension';
export { security } from './security';
export { traffic } from './traffic';
export * from './types';

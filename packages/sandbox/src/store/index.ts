export * from './types';
export * from './objectStore';
export * from './servedKinds';

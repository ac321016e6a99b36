export * from './bareRepository';
export * from './gitCommand';
export * from './gitServer';
export * from './httpBackend';

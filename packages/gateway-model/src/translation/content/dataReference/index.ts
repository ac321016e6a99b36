export * from './base64';
export * from './certificates';
export * from './readReference';

export * from './caCertificates';
export * from './sdsReference';
export * from './secretData';
export * from './servingCertificates';

export * from './caCertificates';
export * from './pem';
export * from './sdsReference';
export * from './secretData';
export * from './servingCertificates';

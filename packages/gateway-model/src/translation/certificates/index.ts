export * from './caCertificates';
export * from './secretData';
export * from './servingCertificates';

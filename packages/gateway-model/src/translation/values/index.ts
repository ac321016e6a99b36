export * from './dnsSubdomain';
export * from './duration';
export * from './headerValue';
export * from './ipAddress';
export * from './mailAddress';
export * from './qualifiedName';
export * from './quantity';
export * from './url';

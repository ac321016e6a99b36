const CERTIFICATE_CODES = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
]);

/** What went wrong between here and a server, and what to do about it. Error messages are not repeated. */
export function describeNetworkError(error: unknown, server: URL): string {
  const code = errorCode(error);
  const { host } = server;
  if (CERTIFICATE_CODES.has(code)) {
    return `the certificate of ${host} is signed by an authority that is not trusted; write the cluster's own as "caData" or "caFile"`;
  }
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return `${host} does not speak TLS as expected; is the URL's scheme or port wrong?`;
  }
  if (code.startsWith('HPE_')) {
    return `${host} does not speak HTTP as expected; is the URL's scheme or port wrong?`;
  }
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${host}; is the URL right, and does the API server run?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host name of ${host} cannot be resolved; is the URL right?`;
    case 'CERT_HAS_EXPIRED':
      return `the certificate of ${host} has expired; renew it`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate of ${host} is for other names; write the URL with a name the certificate has`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `${host} cannot be reached from here; is the URL right, and does a firewall allow it?`;
    default:
      return `the connection to ${host} broke (${code}); it is tried again`;
  }
}

function errorCode(error: unknown): string {
  const { code, errors } = (error ?? {}) as {
    code?: unknown;
    errors?: unknown[];
  };
  if (typeof code === 'string') {
    return code;
  }
  // A host with several addresses fails once for each of them.
  return errors?.length ? errorCode(errors[0]) : 'unknown error';
}

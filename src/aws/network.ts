/** The name of the error for what is no answer of AWS. */
export const NOT_AWS = 'NotFromAws';

/** System codes of a connection that was not made or broke: https://nodejs.org/api/errors.html#common-system-errors */
const NETWORK =
  /^(ENOTFOUND|ECONNREFUSED|ECONNRESET|ECONNABORTED|EAI_[A-Z]+|EADDRNOTAVAIL|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|EPROTO|CERT_.*|DEPTH_ZERO.*|SELF_SIGNED.*|UNABLE_TO_.*|HOSTNAME_MISMATCH|ERR_TLS.*|ERR_SSL.*|ERR_PROXY.*|HPE_.*|UND_ERR_.*)$/;

/** Whether the code says that no whole HTTP answer came. */
export const isNetworkCode = (code: string): boolean => NETWORK.test(code);

/** What is behind each family of codes, and where to look; the system's own words are kept for the rest. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'the connection broke before the answer was whole'],
  [/^(ENOTFOUND|EAI_)/, 'the name of the host cannot be resolved; check the Region, --endpoint-url and the network'],
  [/^(EPROTO|ERR_SSL_)/, 'the other side speaks no TLS as we do; check whether the address begins with http or https'],
  [
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS)/,
    'the certificate is not trusted; behind a proxy that opens TLS, name its certificate in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS',
  ],
  [/^(HPE_|UND_ERR_)/, 'what came is no HTTP answer'],
];

/** One sentence for a connection that failed; `message` is the system's. Pure. */
export function networkWords(code: string, message: string): string {
  const found = WORDS.find(([codes]) => codes.test(code));
  if (found) return found[1];
  // Node gives several addresses that were tried in vain as one error without words.
  return message.replace(/\s+/g, ' ').trim() || 'the connection was not made';
}

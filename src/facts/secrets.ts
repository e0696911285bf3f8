/** Stands where a secret stood. Matches no pattern below, so that a second pass changes nothing. */
const REMOVED = '<secret>';

/** Unique prefixes of AWS's identifiers: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const AWS_IDS = /\b(?:ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{12,}\b/g;
/** Bedrock's API keys, long-term and short-term: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html */
const BEDROCK_KEYS = /\b(?:ABSK[\w+/=-]{8,}|bedrock-api-key-[\w+/=-]{8,})/g;
/** Keys of other services, by the prefixes their makers gave them so that they can be found. */
const OTHER_KEYS =
  /\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[A-Za-z0-9_-]{12,}|\b(?:gh[opsur]_|github_pat_|glpat-|xox[abprs]-|npm_|AIza|ya29\.|hf_|r8_)[\w.-]{12,}/g;
/** JSON Web Tokens begin with the base64 of '{"': https://www.rfc-editor.org/rfc/rfc7519 */
const JWT = /\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)*/g;
const PEM = /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g;
/** A header and everything on its line. */
const HEADER =
  /((?:proxy-)?authorization|x-api-key|x-amz-security-token|cookie|set-cookie)(["']*\s*[:=]\s*["']?)([^"'\r\n]+)/gi;
const SCHEME = /\b(bearer|basic)\s+(?!token\b)[\w.~+/=-]{8,}/gi;
/** Query parameters of a presigned address, and names that say what their value is. */
const NAMED =
  /((?:x-amz-(?:signature|credential|security-token)|[\w-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential))["']?\s*[:=]\s*["']?)([^\s"',;&}<]{4,})/gi;
const USER_INFO = /(:\/\/)[^\s/@:]+:[^\s/@]+@/g;

/** Secret access keys have 40 characters of base64, session tokens hundreds. */
const BLOB = /(?<![\w+/=-])[\w+/-]{32,}={0,2}(?![\w+/=-])/g;
/** Base64 of random bytes has letters of both cases and digits close together; names, paths and digests do not. */
const looksRandom = (text: string): boolean =>
  !/^[0-9a-fA-F-]+$/.test(text) &&
  text.split(/[-_]/).some((one) => one.length >= 16 && /[a-z]/.test(one) && /[A-Z]/.test(one) && /\d/.test(one));

/** Takes keys, tokens, passwords and signatures out that are known by their prefix or name; keeps what stands around them. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(PEM, REMOVED)
    .replace(HEADER, (_all, name: string, between: string) => `${name}${between}${REMOVED}`)
    .replace(SCHEME, (_all, scheme: string) => `${scheme} ${REMOVED}`)
    .replace(USER_INFO, `$1${REMOVED}@`)
    .replace(JWT, REMOVED)
    .replace(AWS_IDS, REMOVED)
    .replace(BEDROCK_KEYS, REMOVED)
    .replace(OTHER_KEYS, REMOVED)
    .replace(NAMED, (_all, name: string) => `${name}${REMOVED}`);

/** Takes out what only its randomness gives away; for texts whose ARNs and addresses are redacted already. */
export const withoutBlobs = (text: string): string =>
  text.replace(BLOB, (blob) => (looksRandom(blob) ? REMOVED : blob));

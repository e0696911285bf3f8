/** Stands where a secret stood. Matches no pattern below, so that a second pass changes nothing. */
export const REMOVED = '<secret>';

/** Unique prefixes of AWS's identifiers: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const AWS_IDS =
  /(?<![A-Za-z0-9])(?:ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{12,}(?![a-z])/g;
/** Keys and tokens by the prefixes their makers gave them so that they can be found; Bedrock's are ABSK and bedrock-api-key-. */
const PREFIXED =
  /(?<![A-Za-z0-9])(?:ABSK[\w+/=-]{8,}|bedrock-api-key-[\w+/=-]{8,}|(?:sk|pk|rk)[-_][A-Za-z0-9_-]{12,}|(?:gh[opsur]_|github_pat_|gl(?:pat|ptt|dt|rt|soat|cbt|ft)-|xox[abeoprs]-|xapp-|npm_|AIza|GOCSPX-|ya29\.|hf_|r8_|gsk_|pplx-|nvapi-|dop_v1_|doo_v1_|dp\.pt\.|shp(?:at|ca|pa|ss)_|SG\.|lin_api_|pypi-|hv[bs]\.|AGE-SECRET-KEY-|ATATT3|AKC[A-Za-z]|LTAI|PMAK-|rubygems_|sq0[a-z]{3}-|tfp_|vercel_|key-[0-9a-f]{8}|IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz|AQoEXAMPLE)[\w.+/=-]{8,})/g;
/** JSON Web Tokens begin with the base64 of '{"': https://www.rfc-editor.org/rfc/rfc7519 */
const JWT = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)*/g;
/** https://www.rfc-editor.org/rfc/rfc7468 */
const PEM = /-----BEGIN [A-Z0-9 ]{1,40}-----(?:(?!-----)(?:\\[nr]|[\s\w+/=,:.-]))*(?:-----END [A-Z0-9 ]{1,40}-----)?/g;

/** Between a name and its value: quotes, escaped or not, a colon, an equals sign or their percent-encodings. */
const BETWEEN = String.raw`(?:\\*["'\x60]|%22)?(?:\s{0,8}|%20)(?::|=>|=|%3[ad])(?:\s{0,8}|%20|\+)`;
const QUOTE = String.raw`(?:\\*["'\x60]|%22)?`;
/** A header whose value is a secret: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2 */
const HEADER = new RegExp(
  String.raw`((?:proxy-)?authorization${BETWEEN}${QUOTE})((?:AWS4-[\w-]+|Digest)(?:(?:\s|%20|\+)*[\w%-]+=[^\s,"']+,?)+|(?:[A-Za-z][\w-]{2,15}(?:\s+|%20|\+))?[^\s"'\\,;}]+)`,
  'gi',
);
const COOKIE = new RegExp(
  String.raw`((?:set-)?cookie${BETWEEN}${QUOTE})([^\s=;"']+=[^\s;"']*(?:;\s*[^\s=;"']+(?:=[^\s;"']*)?)*)`,
  'gi',
);
const SCHEME = /\b(bearer|basic)((?:\s+|%20|\+))(?!token\b)([\w.~+/=-]{8,})/gi;
/** Names that say what their value is; whatever is written before them. */
const NAMES = `x-amz-(?:signature|credential|security-token)|x-api-key|pass(?:word|wd|phrase|code)|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|token|api[_-]?key|apikey|(?:access|account|shared[_-]?access|private|encryption|signing|master|auth)[_-]?key|credentials?|signature`;
const NAMED = new RegExp(
  // A line of AWS's file of that name is passed over, as an ARN is.
  String.raw`(arn:aws[\w-]*:[a-z0-9-]*:[a-z0-9-]*:\d*:[\w./:*$@+-]+|\.aws[/\\]credentials:\d{1,5}(?![\w.+/=-]))|((${NAMES})${BETWEEN}${QUOTE})([^\s"'\x60,;&}<\\)]+)`,
  'gi',
);
/** An option of a command line with its value behind a space. */
const OPTION = new RegExp(
  String.raw`(--?[\w-]{0,40}?(?:pass(?:word|wd|phrase)|pwd|secret|token|api-?key|access-?key)(?:\s+|=)${QUOTE})([^\s"'\x60]+)`,
  'gi',
);
/** The signature of an Azure address, which has no better name. */
const SIG = /([?&]sig=)([^\s&"']+)/g;
/** A password in an address: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1 */
const USER_INFO = /(:\/\/|%3A%2F%2F)[^\s/@:"'<>%]*(?::|%3A)[^\s/"'<>]*(@|%40)/gi;
/** The same where there is no scheme: user:password@tcp(host). */
const DSN = /(?<![\w.-])([\w.-]{1,64}:)[^\s:@/"'<>]+(@(?:tcp|unix)\()/g;

/** What a name may stand before without being a secret: a flag, a count of tokens, a placeholder. */
const NO_VALUE =
  /^(?:true|false|null|undefined|none|yes|no|\*+|\.{3}|…|\[?redacted\]?|expired|invalid|missing|is|was|arn:.*)[.:!?]*$/i;
const COUNT = /^\d{1,7}(?:\.\d+)?[.\]]*$/;

/** A secret access key has 40 characters of base64, a session token hundreds; an ARN is passed over whole. */
const BLOB = /arn:aws[\w-]*:[\w./:*$@+=,-]+|(?<![\w+/=-])[\w+/-]{40,}={0,2}(?![\w+/=-])/g;
const KEY_LENGTH = 40;
const TOKEN_LENGTH = 100;
/** Bits a character: random base64 of 40 characters has 4.8 or so, paths and names below 4.2. */
const RANDOM_BITS = 4.3;

function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a run of letters is a key or token that only its randomness gives away. */
const isKey = (text: string): boolean =>
  // AWS's secret keys have no hyphen and no underscore; names of roles and functions do.
  ((text.length === KEY_LENGTH && !/[-_]/.test(text)) || text.length >= TOKEN_LENGTH) &&
  /[a-z]/.test(text) &&
  /[A-Z]/.test(text) &&
  /\d/.test(text) &&
  bitsOf(text.slice(0, TOKEN_LENGTH)) > RANDOM_BITS;

/** Shorter texts that hold none of these marks hold no secret: most lines of a log are not looked at further. */
const HINT = /[:=]|%3|bearer|basic|eyJ|-----|--|[\w-]{16}/i;
/** A name in quotes before a value without: a number or a word of JSON, in whose place only a text could stand. */
const BARE = /(\\*)"\s*:\s*$/;

/** A name with the secret gone that stood behind it; JSON, also within JSON, stays JSON. */
function without(before: string): string {
  const escapes = BARE.exec(before)?.[1];
  return escapes === undefined ? `${before}${REMOVED}` : `${before}${escapes}"${REMOVED}${escapes}"`;
}

/** One kind of secret. A text without any of its `marks`, in lower case, has none of it: to look for letters costs next to nothing. */
interface Rule {
  readonly pattern: RegExp;
  /** Null: its letters tell nothing, the expression itself is asked. */
  readonly marks: readonly string[] | null;
  /** The text without the secrets of this kind. */
  readonly take: (text: string) => string;
}
const rule = (
  pattern: RegExp,
  marks: Rule['marks'],
  by: string | ((all: string, ...groups: string[]) => string),
): Rule => ({
  pattern,
  marks,
  take: (text) => text.replace(pattern, by as string),
});

/** In this order: what one leaves, the next may still find. */
export const RULES: readonly Rule[] = [
  rule(PEM, ['-----begin '], REMOVED),
  rule(HEADER, ['authorization'], (_all, before = '') => without(before)),
  rule(COOKIE, ['cookie'], `$1${REMOVED}`),
  rule(SCHEME, ['bearer', 'basic'], (all, scheme = '', space = '', value = '') =>
    /^[a-z]+[.]?$/i.test(value) && value.length < 20 ? all : `${scheme}${space}${REMOVED}`,
  ),
  rule(USER_INFO, ['://', '%3a%2f%2f'], `$1${REMOVED}$2`),
  rule(DSN, ['@tcp(', '@unix('], `$1${REMOVED}$2`),
  rule(JWT, ['eyj'], REMOVED),
  rule(AWS_IDS, null, REMOVED),
  rule(PREFIXED, null, REMOVED),
  rule(SIG, ['sig='], `$1${REMOVED}`),
  rule(NAMED, ['x-amz-', 'x-api-key', 'pass', 'pwd', 'secret', 'token', 'key', 'credential', 'signature'], namedValue),
  rule(OPTION, ['pass', 'pwd', 'secret', 'token', 'key'], (all, before = '', value = '') =>
    NO_VALUE.test(value) || value.startsWith('<') || value.startsWith('-') ? all : `${before}${REMOVED}`,
  ),
  rule(BLOB, null, (blob) => (!blob.startsWith('arn:') && isKey(blob) ? REMOVED : blob)),
];

/**
 * Takes keys, tokens, passwords and signatures out that are known by their prefix, name or shape; keeps what stands around
 * them, and ARNs, request ids and model ids. In JSON the text stays JSON. Takes time in proportion to the text's length;
 * twice is once.
 */
export function withoutSecrets(text: string): string {
  if (!HINT.test(text)) return text;
  const lower = text.toLowerCase();
  return RULES.reduce(
    (left, { marks, take }) => (marks === null || marks.some((mark) => lower.includes(mark)) ? take(left) : left),
    text,
  );
}

function namedValue(
  all: string,
  arn: string | undefined,
  before: string | undefined,
  name: string | undefined,
  value: string | undefined,
): string {
  if (arn !== undefined || before === undefined || value === undefined) return all;
  if (NO_VALUE.test(value) || (/token$/i.test(name ?? '') && COUNT.test(value))) return all;
  return without(before);
}

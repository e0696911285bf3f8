import { isIPv4, isIPv6 } from 'node:net';
import { GUIDE_PATH } from '../applications/guide.ts';
import { withoutSecrets } from '../core/secrets.ts';
import { ARN, redactArn } from './arn.ts';
import { isPlaceholder, type Pseudonyms } from './pseudonyms.ts';
import { withoutBlobs } from './secrets.ts';

const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
/** Anything that could be an address; node decides whether it is one. */
const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.-])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])/g;
/** Kept whole: the last part of a request id may well have the twelve digits of an account. */
const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const ACCOUNT = /(?<![\w.])\d{12}(?![\w]|\.\d)/g;
const URL_IN_TEXT =
  /\b(https?|wss?):\/\/([^\s"'<>/?#\\,;:()[\]{}=@]*[^\s"'<>/?#\\,;:()[\]{}=@.]|\[[\da-f:.]+\])(:\d+)?([^\s"'<>\\]*)/gi;
/** The id before the host name of an API, a function's address or a bucket belongs to somebody. */
const OWNED_HOST =
  /(?<![\w-])([A-Za-z0-9-]+)\.((?:execute-api|lambda-url|s3|cloudfront|elb|rds|es)\b[\w.-]*\.(?:amazonaws\.com(?:\.cn)?|on\.aws)|cloudfront\.net)/g;
/** Hosts of AWS itself, and of Anthropic, whose terms its texts point to. */
const AWS_HOST = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|aws\.amazon\.com|aws\.dev|amazon\.com|on\.aws|anthropic\.com)$/i;
/** The guide's path; any other may hold a secret, as the addresses of web hooks do. */
const KNOWN_PATH = new RegExp(`^((?:/[\\w-]{1,32})?${GUIDE_PATH})/?$`);
/** How IAM names what is denied where it gives no ARN. */
const DENIED_NAME = /(\bon resource: (role|policy|user|function|stack) )([\w+=.@/-]+)/g;

/** What one replacement leaves can look like something else to replace; that ends after two or three rounds. */
const MOST_ROUNDS = 6;

/**
 * Replaces what a text of AWS's or a setting holds of an account's own: secrets, addresses, ARNs, account ids. Nothing is
 * left in the result that it would replace.
 */
export function redactText(text: string, names: Pseudonyms): string {
  let before = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const after = redactOnce(before, names);
    if (after === before) break;
    before = after;
  }
  return before;
}

function redactOnce(text: string, names: Pseudonyms): string {
  if (text === '' || isPlaceholder(text)) return text;
  const located = withoutSecrets(text)
    .replace(
      URL_IN_TEXT,
      (_all, scheme: string, host: string, port: string | undefined, rest: string) =>
        `${scheme}://${hostName(host, names)}${port ?? ''}${pathOf(host, rest)}`,
    )
    .replace(ARN, (arn) => redactArn(arn, names));
  return withoutBlobs(located)
    .replace(OWNED_HOST, (_all, id: string, service: string) => `${names.of('api', id)}.${service}`)
    .replace(DENIED_NAME, (_all, before: string, kind: 'role', name: string) => `${before}${names.of(kind, name)}`)
    .replace(EMAIL, (address) => names.of('person', address))
    .replace(IPV4, (address) => (isIPv4(address) ? names.of('ipv4', address) : address))
    .replace(IPV6, (address) => (isIPv6(address) && address !== '::' ? names.of('ipv6', address) : address))
    .split(UUID)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(ACCOUNT, (id) => names.of('account', id))))
    .join('');
}

function hostName(name: string, names: Pseudonyms): string {
  if (AWS_HOST.test(name) || isPlaceholder(name) || /^\[|^[\d.]+$/.test(name)) return name;
  return names.of('host', name);
}

/** What may stay of an address after its host. */
function pathOf(host: string, rest: string): string {
  const [path = ''] = rest.split(/[?#]/);
  const guide = KNOWN_PATH.exec(path)?.[1];
  if (guide !== undefined) return guide;
  const owned = /execute-api|lambda-url|(?:^|\.)s3\b/.test(host);
  const end = /[.,;:)\]}]*$/.exec(rest)?.[0] ?? '';
  return AWS_HOST.test(host) && !owned ? path : end;
}

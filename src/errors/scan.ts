import type { CauseId } from '../core/cause.ts';
import type { Seen } from '../core/report.ts';
import { decisive, type Recognition, recogniseLine } from './recognise.ts';
import { type Said, timeOf } from './seen.ts';

/** Reads a log of any length in bounded memory. */
export interface Scanner {
  /** The next piece, cut anywhere. */
  readonly add: (piece: string) => void;
  /** What all of it says. */
  readonly end: () => Said;
}

/**
 * A line without any of these holds no error known here: most lines of a log are passed over by this one look. Letters
 * that AWS writes in both cases are given in both, since ignoring case costs half the speed.
 */
export const SUSPECT =
  /not authorized|Exception|denied|[Pp]ayment instrument|PAYMENT_INSTRUMENT|Marketplace|[Uu]se case details|request form|for this account|AWS Sales|have access to the model|not allowed|[Dd]ata retention|on-demand throughput|inference profile that|model identifier|'modelId|end of its life|as Legacy|Too many|rate is too high|not ready for inference|unable to process|service quota|timeout length|TLS handshake|platform\.report|unexpected error|overloaded_error|[Ee]xpired|[Tt]oken|[Cc]redentials|[Ss]ignature|timestamp too skewed|request time|Access Key|config profile|API Key|specify a region|Region is|Region in|region from|RegionEndpoint|:region|AWS region|options: region|MPAgreement|FTUForm|BadCScore|ExpiredToken|Request(?:Expired|TimeTooSkewed)|SignatureDoesNotMatch|InvalidClientTokenId|ServiceUnavailable|InternalFailure|endpoint URL|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|hang up|Inaccessible host|timed out|[Cc]onnection refused|i\/o timeout|resolve|new connection|Max retries|unreachable|HTTP request|UnknownHost|[Cc]onnect to|not available in|not supported in|not offered in|does not exist|_FAILED|ROLLBACK_|Failed to create|Waiter Stack|Function not found|cannot be found|Runtime\.|Runtime exited|errorType|Internal server error|Forbidden|Not Found|request timed|Malformed|extraneous key|required key|both be specified|max_tokens|messages|too long for|is blank|maximum tokens|non-empty content|temperature:|following errors|prompt is too long|toolConfig|toolResult|model doesn['’]t support|form data|must start with a user|establish|stack named|apigw-id|credential sources|region via|AWS account to use|setting is missing|Credential is missing|SSO token|AuthFailure|resource\(s\) failed|unexpected state|Traceback|'inferenceConfig|lookup address|Name or service|[Nn]o such host|to respond|deadline exceeded|Client\.Timeout|permission to call|proxy URL/g;

/** Lines of a stack trace or of pretty-printed JSON that belong to the line before or behind them. */
const LINES_BEFORE = 4;
const LINES_BEHIND = 12;
/** A block or a line is cut here: no error is longer, and memory stays bounded. */
const MOST_BLOCK = 32_768;
/** Logs repeat themselves: the answer for a line that differs from another only in time and ids is kept. */
const MOST_KEPT = 2_000;
const MOST_KEPT_LENGTH = 2_048;

const IDS =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z?|\b\d{10,13}\b/g;
/** A scanner at the beginning of a log. */
export function openScanner(): Scanner {
  const seen = new Map<CauseId, Seen>();
  const kept = new Map<string, readonly Recognition[]>();
  let lastFirm: Recognition | null = null;
  let lastOther: Recognition | null = null;
  let rest = '';
  let before: string[] = [];
  let block: string[] | null = null;
  let blockLength = 0;
  let quietLines = 0;

  const count = (found: readonly Recognition[], text: string): void => {
    const at = found.length === 0 ? null : timeOf(text);
    for (const cause of new Set(found.map((one) => one.cause))) {
      const old = seen.get(cause);
      seen.set(cause, { cause, count: (old?.count ?? 0) + 1, first: old?.first ?? at, last: at ?? old?.last ?? null });
    }
    lastFirm = found.findLast(({ weight }) => weight === 'firm') ?? lastFirm;
    lastOther = found.at(-1) ?? lastOther;
  };
  const inLine = (line: string): readonly Recognition[] => {
    if (line.length > MOST_KEPT_LENGTH) return recogniseLine(line.slice(0, MOST_BLOCK));
    const key = line.replace(IDS, '#');
    const known = kept.get(key);
    if (known) return known;
    const found = recogniseLine(line);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, found);
    return found;
  };
  const closeBlock = (): void => {
    if (block !== null) {
      const text = block.join('\n');
      count(recogniseLine(text), text);
    }
    block = null;
    blockLength = 0;
  };
  /** Lines without a suspicion, of which only the last ones before and the first ones behind an error matter. */
  const quiet = (text: string): void => {
    let from = 0;
    while (block !== null && from < text.length) {
      const end = text.indexOf('\n', from);
      const one = text.slice(from, end < 0 ? text.length : end);
      from = end < 0 ? text.length : end + 1;
      block.push(one.slice(0, MOST_BLOCK));
      blockLength += one.length;
      quietLines += 1;
      if (quietLines >= LINES_BEHIND || blockLength > MOST_BLOCK) closeBlock();
    }
    if (from < text.length) {
      before = `${before.join('\n')}\n${text.slice(Math.max(from, text.length - MOST_KEPT_LENGTH))}`
        .split('\n')
        .slice(-LINES_BEFORE);
    }
  };
  const suspicious = (text: string): void => {
    const found = inLine(text);
    if (found.length > 0) {
      // The line says all by itself; what was open before it is another matter.
      closeBlock();
      count(found, text);
      before = [];
      return;
    }
    if (block === null) {
      block = before;
      before = [];
    }
    block.push(text.slice(0, MOST_BLOCK));
    blockLength += text.length;
    quietLines = 0;
    if (blockLength > MOST_BLOCK) closeBlock();
  };
  /** Whole lines: each letter is looked at once. */
  const lines = (text: string): void => {
    let from = 0;
    SUSPECT.lastIndex = 0;
    for (let hit = SUSPECT.exec(text); hit !== null; hit = SUSPECT.exec(text)) {
      const start = text.lastIndexOf('\n', hit.index) + 1;
      const next = text.indexOf('\n', hit.index);
      const end = next < 0 ? text.length : next;
      if (start > from) quiet(text.slice(from, start - 1));
      suspicious(text.slice(start, end));
      from = end + 1;
      SUSPECT.lastIndex = from;
    }
    if (from < text.length) quiet(text.slice(from));
  };

  return {
    add: (piece) => {
      const text = rest === '' ? piece : rest + piece;
      const end = text.lastIndexOf('\n');
      if (end < 0 && text.length < MOST_BLOCK * 8) {
        rest = text;
        return;
      }
      const whole = end < 0 ? text : text.slice(0, end);
      rest = end < 0 ? '' : text.slice(end + 1);
      lines(whole);
    },
    end: () => {
      if (rest !== '') lines(rest);
      rest = '';
      closeBlock();
      const decides = decisive([lastOther, lastFirm].flatMap((one) => (one === null ? [] : [one])));
      return { decides, seen: [...seen.values()] };
    },
  };
}

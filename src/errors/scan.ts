import type { CauseId } from '../core/cause.ts';
import type { Seen } from '../core/report.ts';
import { decisive, isKnown, type Reading, type Recognition, readLine, type Unlisted } from './recognize.ts';
import { type Said, timeOf } from './seen.ts';
import { suspicion } from './suspicion.ts';

/** Reads a log of any length in bounded memory. */
export interface Scanner {
  /** The next piece, cut anywhere. */
  readonly add: (piece: string) => void;
  /** What all of it says. */
  readonly end: () => Said;
}

/** Lines of a stack trace or of pretty-printed JSON that belong to the line before or behind them. */
const LINES_BEFORE = 4;
const LINES_BEHIND = 12;
/** So many quiet lines may stand between the frame of an error and its words. */
const LINES_BETWEEN = 3;
/** A longer line is read in windows of this length, and a longer block is closed: memory stays bounded. */
const MOST_BLOCK = 32_768;
/** Windows of a long line overlap by more than the longest error. */
const STEP = MOST_BLOCK - 8_192;
/** Of a line before an error so much is kept. */
const MOST_BEFORE = 512;
/** Logs repeat themselves: the answer for a line that differs from another only in time and ids is kept. */
const MOST_KEPT = 2_000;
const MOST_KEPT_LENGTH = 2_048;

const IDS =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z?|\b\d{10,13}\b/g;

/** A scanner at the beginning of a log. What it says does not depend on where the pieces are cut. */
export function openScanner(): Scanner {
  const suspect = suspicion();
  const seen = new Map<CauseId, Seen>();
  const kept = new Map<string, Reading>();
  let lastFirm: Recognition | null = null;
  let lastOther: Recognition | null = null;
  let lastUnlisted: Unlisted | null = null;
  let rest = '';
  /** Whether windows of the line that `rest` goes on with have been read. */
  let inLong = false;
  let lastInLong = '';
  let before: readonly string[] = [];
  let block: string[] | null = null;
  let blockLength = 0;
  let quietLines = 0;

  const count = ({ found, unlisted }: Reading, text: string): void => {
    const at = found.length === 0 ? null : timeOf(text);
    for (const cause of new Set(found.map((one) => one.cause))) {
      const old = seen.get(cause);
      seen.set(cause, { cause, count: (old?.count ?? 0) + 1, first: old?.first ?? at, last: at ?? old?.last ?? null });
    }
    lastFirm = found.findLast(({ weight }) => weight === 'firm') ?? lastFirm;
    lastOther = found.at(-1) ?? lastOther;
    lastUnlisted = unlisted.at(-1) ?? lastUnlisted;
  };
  const inLine = (line: string): Reading => {
    if (line.length > MOST_KEPT_LENGTH) return readLine(line);
    const key = line.replace(IDS, '#');
    const known = kept.get(key);
    if (known) return known;
    const read = readLine(line);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, read);
    return read;
  };
  const closeBlock = (): void => {
    if (block !== null) {
      const text = block.join('\n');
      count(readLine(text), text);
    }
    block = null;
    blockLength = 0;
  };
  /** One window of a long line; an error in the overlap of two counts once. */
  const window = (text: string): void => {
    const read = suspect.find(text, 0) < 0 ? null : readLine(text);
    const said = read?.found.map(({ cause, quote }) => `${cause} ${quote.slice(0, 200)}`).join('\n') ?? '';
    if (read !== null && (said === '' || said !== lastInLong)) count(read, text);
    lastInLong = said;
  };
  const longLine = (text: string): void => {
    closeBlock();
    before = [];
    let from = 0;
    for (; text.length - from > MOST_BLOCK; from += STEP) window(text.slice(from, from + MOST_BLOCK));
    window(text.slice(from));
    lastInLong = '';
  };
  /** Lines without a suspicion, of which only the last ones before and the first ones behind an error matter. */
  const quiet = (text: string): void => {
    let from = 0;
    while (block !== null && from <= text.length) {
      const end = text.indexOf('\n', from);
      const one = text.slice(from, end < 0 ? text.length : end);
      from = end < 0 ? text.length + 1 : end + 1;
      block.push(one);
      blockLength += one.length;
      quietLines += 1;
      if (quietLines >= LINES_BEHIND || blockLength > MOST_BLOCK) closeBlock();
    }
    if (from <= text.length) before = lastLines(before, text, from);
  };
  const suspicious = (text: string): void => {
    const read = inLine(text);
    if (read.found.some(isKnown)) {
      if (block !== null && quietLines < LINES_BETWEEN) {
        // The frame of the error may stand in the lines before.
        block.push(text);
        closeBlock();
      } else {
        // The line says all by itself; what was open before it is another matter.
        closeBlock();
        count(read, text);
      }
      before = [];
      return;
    }
    if (block === null) {
      block = [...before];
      before = [];
    }
    block.push(text);
    blockLength += text.length;
    quietLines = 0;
    if (blockLength > MOST_BLOCK) closeBlock();
  };
  /** Whole lines, none of them long: each letter is looked at once. */
  const shortLines = (text: string): void => {
    let from = 0;
    for (let hit = suspect.find(text, 0); hit >= 0; hit = suspect.find(text, from)) {
      const start = text.lastIndexOf('\n', hit) + 1;
      const next = text.indexOf('\n', hit);
      const end = next < 0 ? text.length : next;
      if (start > from) quiet(text.slice(from, start - 1));
      suspicious(text.slice(start, end));
      from = end + 1;
    }
    if (from <= text.length) quiet(text.slice(from));
  };
  /** Whole lines of any length. */
  const lines = (text: string): void => {
    let from = 0;
    for (let at = 0; at <= text.length; ) {
      const next = text.indexOf('\n', at);
      const end = next < 0 ? text.length : next;
      if (end - at > MOST_BLOCK) {
        if (at > from) shortLines(text.slice(from, at - 1));
        longLine(text.slice(at, end));
        from = end + 1;
      }
      at = end + 1;
    }
    if (from <= text.length) shortLines(text.slice(from));
  };

  return {
    add: (piece) => {
      let text = rest === '' ? piece : rest + piece;
      if (inLong) {
        const end = text.indexOf('\n');
        if (end >= 0) {
          longLine(text.slice(0, end));
          inLong = false;
          text = text.slice(end + 1);
        }
      }
      const end = inLong ? -1 : text.lastIndexOf('\n');
      if (end >= 0) {
        lines(text.slice(0, end));
        text = text.slice(end + 1);
      }
      for (; text.length > MOST_BLOCK; text = text.slice(STEP)) {
        if (!inLong) {
          closeBlock();
          before = [];
        }
        inLong = true;
        window(text.slice(0, MOST_BLOCK));
      }
      rest = text;
    },
    end: () => {
      if (inLong) longLine(rest);
      else if (rest !== '') lines(rest);
      rest = '';
      inLong = false;
      closeBlock();
      const decides = decisive([lastOther, lastFirm].flatMap((one) => (one === null ? [] : [one])));
      return { decides, seen: [...seen.values()], unlisted: lastUnlisted };
    },
  };
}

/** The last lines of a text from a place on, and of those before it where it has fewer; each cut short. */
function lastLines(before: readonly string[], text: string, from: number): readonly string[] {
  const lines: string[] = [];
  let end = text.length;
  while (lines.length < LINES_BEFORE && end >= from) {
    const start = Math.max(from, text.lastIndexOf('\n', end - 1) + 1);
    lines.unshift(text.slice(start, Math.min(end, start + MOST_BEFORE)));
    end = start - 1;
  }
  return [...before, ...lines].slice(-LINES_BEFORE);
}

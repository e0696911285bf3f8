import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAIN } from '../src/applications/dialect.ts';
import { openDialect } from '../src/applications/open-dialect.ts';
import { POETRY } from '../src/applications/poetry.ts';
import type { Dialect } from '../src/core/dialect.ts';
import { SIGNATURES } from '../src/errors/index.ts';
import { collectEvidence } from '../src/evidence/evidence.ts';
import type { Line } from '../src/evidence/observation.ts';
import { reportsError } from '../src/evidence/reports-error.ts';
import { selectEvidence } from '../src/evidence/select-evidence.ts';
import { mayTellIn, tellingPattern } from '../src/evidence/telling.ts';
import { keepTelling } from '../src/probes/logs/keep-telling.ts';
import { MOST_PAGES, type Page, type ReadPage, readWindow } from '../src/probes/logs/read-window.ts';
import { runs } from './seed.ts';

const ANY = await openDialect(PLAIN);

const NOW = 1_795_348_800_000;
const HOUR = 3_600_000;
const START = NOW - HOUR;
const DENIED =
  'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/orders/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0 because no identity-based policy allows the bedrock:InvokeModel action';

interface Server {
  /** Lines a page holds. */
  readonly size: number;
  /** Whether every other page is empty and has a token all the same. */
  readonly empty: boolean;
  /** Whether it understands filter patterns. */
  readonly filters: boolean;
}

/** FilterLogEvents of a log, as AWS documents it: oldest first, both ends included, pages may be empty. */
function serverOf(log: readonly Line[], { size, empty, filters }: Server) {
  let asked = 0;
  const numbered = log.map((line, index) => ({ ...line, id: String(index) }));
  const read: ReadPage = async ({ from, to, pattern, token }) => {
    asked += 1;
    if (pattern !== null && !filters) return 'pattern';
    const expression = pattern === null ? null : new RegExp(pattern);
    const all = numbered.filter(
      ({ at, message }) => at >= from && at <= (to ?? NOW) && (expression?.test(message) ?? true),
    );
    const [at = 0, blank = 0] = (token ?? '0/0').split('/').map(Number);
    if (empty && blank === 0) return { lines: [], next: `${at}/1` };
    const next = at + size;
    return { lines: all.slice(at, next), next: next < all.length ? `${next}/0` : null };
  };
  return { read, asked: () => asked };
}

async function readLog(log: readonly Line[], server: Server, dialect: Dialect = PLAIN) {
  const { read, asked } = serverOf(log, server);
  const kept = keepTelling(mayTellIn(await openDialect(dialect)));
  const { unseen } = await readWindow(START, NOW, tellingPattern(dialect), read, kept.add);
  return { unseen, asked: asked(), ...kept.end() };
}

/** Lines of a window, in order: each a part of the hour after the last one. */
const logs = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 1_000 }),
      message: fc.constantFrom('INFO nothing of interest', 'INFO order 4711', `ERROR ${DENIED}`, 'WARN slow'),
    }),
    { maxLength: 400 },
  )
  .map((parts): readonly Line[] => {
    const total = parts.reduce((sum, { after }) => sum + after, 1);
    let sum = 0;
    return parts.map(({ after, message }) => {
      sum += after;
      return { at: START + Math.floor((sum / total) * HOUR), stream: 's', message };
    });
  });
const servers = fc.record({
  size: fc.integer({ min: 1, max: 60 }),
  empty: fc.boolean(),
  filters: fc.boolean(),
});

describe('the log of a window', () => {
  test('law: in twelve pages, and whatever tells of a call is read or stands where it is said to', async () => {
    await fc.assert(
      fc.asyncProperty(logs, servers, async (log, server) => {
        const { unseen, asked, kept } = await readLog(log, server);
        expect(asked).toBeLessThanOrEqual(MOST_PAGES);
        const read = new Set(kept.map(({ at, message }) => `${at} ${message}`));
        const lost = log.filter(({ at, message }) => message.includes('denied') || !read.has(`${at} ${message}`));
        for (const { at, message } of lost) {
          if (!mayTellIn(ANY)(message) || read.has(`${at} ${message}`)) continue;
          expect(unseen, `a refusal at ${at - NOW} was not read`).not.toBeNull();
          expect(at).toBeGreaterThanOrEqual(unseen?.from ?? NOW);
          expect(at).toBeLessThanOrEqual(unseen?.to ?? START);
        }
      }),
      { numRuns: runs(400) },
    );
  });

  test('law: where the log was read to its end nothing is said to be unseen', async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const { unseen, kept, asked } = await readLog(log, { size: 10_000, empty: false, filters: false });
        expect({ unseen, lines: kept.length, asked }).toEqual({ unseen: null, lines: log.length, asked: 1 });
      }),
    );
  });

  const busy = (count: number, message: (index: number) => string): readonly Line[] =>
    Array.from({ length: count }, (_, index) => ({
      at: START + Math.floor((index / count) * HOUR),
      stream: 's',
      message: message(index),
    }));

  test('a refusal among a hundred thousand quiet lines is found by its words, wherever it stands', async () => {
    for (const place of [100, 71_234]) {
      const log = busy(100_000, (index) => (index === place ? `ERROR ${DENIED}` : `INFO order ${index}`));
      const { unseen, asked, kept } = await readLog(log, { size: 10_000, empty: false, filters: true });
      expect(unseen).toBeNull();
      expect(asked).toBeLessThanOrEqual(8);
      expect(kept.filter(({ message }) => message.includes(DENIED))).toHaveLength(1);
    }
  });

  test('where every line is an error, the newest are read and the rest is said to be unseen', async () => {
    const log = busy(150_000, (index) => `ERROR order ${index} failed`);
    const { unseen, asked, kept } = await readLog(log, { size: 10_000, empty: false, filters: true });
    expect(asked).toBeLessThanOrEqual(MOST_PAGES);
    expect(unseen).not.toBeNull();
    expect(unseen?.to).toBeLessThan(NOW - 1_000);
    expect(kept.at(-1)?.message).toBe('ERROR order 149999 failed');
  });

  test('lines are kept in bounded memory, and those let go are said', () => {
    const kept = keepTelling(mayTellIn(ANY));
    const page = (from: number, message: string): Page['lines'] =>
      Array.from({ length: 10_000 }, (_, index) => ({ id: `${from + index}`, at: from + index, stream: '', message }));
    kept.add(page(0, 'ERROR one'));
    kept.add(page(10_000, 'INFO nothing'));
    const quiet = kept.end();
    expect(quiet.kept).toHaveLength(5_000);
    expect(quiet.kept.every(({ message }) => message === 'ERROR one')).toBe(true);
    expect(quiet.cutBefore).toBe(4_999);
  });
});

describe('what may tell of a call', () => {
  const FOLDER = resolve(import.meta.dirname, 'corpus');
  const corpus = (readdirSync(FOLDER, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly unknown[])
    .flatMap((one) =>
      typeof one === 'object' && one !== null && 'text' in one && typeof one.text === 'string' ? [one.text] : [],
    );
  const texts = [...SIGNATURES.flatMap(({ samples }) => [...samples]), ...corpus];
  const LEVELS = ['ERROR', 'Error', 'FATAL', 'CRITICAL', 'SEVERE', 'CRIT', 'ALERT', 'EMERG', 'PANIC'];
  const FORMS = [
    (text: string): string => text,
    ...LEVELS.map((level) => (text: string) => `[${level}] ${text}`),
    ...LEVELS.map((level) => (text: string) => JSON.stringify({ level: level.toLowerCase(), message: text })),
    (text: string): string => JSON.stringify({ level: 50, msg: text }),
    (text: string): string => JSON.stringify({ level: 60, msg: text }),
    (text: string): string => JSON.stringify({ err: text }),
    (text: string): string => JSON.stringify({ stackTrace: [text] }),
  ];

  test('law: whatever is evidence passes the filter that is sent to CloudWatch Logs', async () => {
    const lost: string[] = [];
    for (const dialect of [PLAIN, POETRY]) {
      const open = await openDialect(dialect);
      const mayTell = mayTellIn(open);
      for (const text of texts)
        for (const form of FORMS) {
          const message = form(text);
          if (mayTell(message)) continue;
          const log = { group: 'g', exists: true, lines: [{ at: 1, stream: 's', message }], cut: false };
          const { observations } = collectEvidence({ log, history: null, answered: null }, open, null);
          if (observations.length > 0) lost.push(message);
        }
    }
    expect(lost).toEqual([]);
    // A filter that lets everything pass would be none.
    expect(mayTellIn(ANY)('START RequestId: 8c1d5f6e-0000-4000-8000-000000000001 Version: $LATEST')).toBe(false);
    expect(mayTellIn(ANY)('2026-11-24T23:00:00.000Z\tid\tINFO\t[Poetry] Request received')).toBe(false);
  });

  test('every level of an error passes', () => {
    for (const level of LEVELS) {
      expect(reportsError(level.toUpperCase(), 'x')).toBe(true);
      expect(mayTellIn(ANY)(`${level} x`), level).toBe(true);
    }
  });

  test('the pattern has only what CloudWatch Logs understands, in 1,024 letters', () => {
    for (const dialect of [PLAIN, POETRY, { ...PLAIN, success: 'order #\\d+ placed' }]) {
      const pattern = tellingPattern(dialect) ?? '';
      expect(pattern).toMatch(/^[\w=@/;,\-#|[\]{}*+.?\\^$]+$/);
      expect(pattern.length).toBeLessThan(1_000);
    }
  });

  test.each([
    ['\\[Poetry\\] Success\\b', '.Poetry.\\sSuccess'],
    ['order placed', 'order\\splaced'],
    ['order (?:placed|sent)', null],
    ['placed|sent', null],
    ['\\d+', null],
    ['colou?rful', 'colo'],
    ['ab*cdefg', 'cdefg'],
    ['order [0-9]+ is done', '\\sis\\sdone'],
  ])('of %s certain is %s', (success, expected) => {
    const pattern = tellingPattern({ ...PLAIN, success });
    expect(pattern?.split('|')[0] ?? null).toBe(expected);
  });

  test('law: what a dialect calls a success passes', async () => {
    const piece = fc.constantFrom('order', ' done', '\\d+', '[a-c]', 'x?', '\\.', ' \\w+ ', 'placed');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
        fc.array(fc.constantFrom('order', ' done', '12', 'a', 'x', '.', ' word ', 'placed'), { maxLength: 6 }),
        async (success, words) => {
          const message = words.join('');
          const open = await openDialect({ ...PLAIN, success });
          if (new RegExp(`^\\s*(?:${success})`).test(message))
            expect(mayTellIn(open)(message), `${success} in ${message}`).toBe(true);
        },
      ),
    );
  });
});

describe('what could stand unseen', () => {
  const unseen = { from: START, to: NOW - 60_000 };
  const storyWith = async (lines: readonly Line[]) =>
    selectEvidence(
      collectEvidence(
        { log: { group: 'g', exists: true, lines, cut: true, unseen }, history: null, answered: null },
        await openDialect({ ...PLAIN, success: 'order placed' }),
        null,
      ),
      null,
    );
  test.each([
    ['nothing was seen', [], unseen],
    ['a success after it', [{ at: NOW - 1_000, stream: 's', message: 'order placed' }], null],
    ['a success before it', [{ at: START + 1, stream: 's', message: 'order placed' }], unseen],
  ])('%s', async (_name, lines, expected) => {
    expect((await storyWith(lines)).unseen).toEqual(expected);
  });
});

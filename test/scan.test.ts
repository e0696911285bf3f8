import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SIGNATURES } from '../src/errors/index.ts';
import { openScanner } from '../src/errors/scan.ts';
import { suspicion } from '../src/errors/suspicion.ts';
import { emptyFolder, run } from './run.ts';
import { runs } from './seed.ts';

const DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/R/f is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:ap-northeast-2::foundation-model/amazon.nova-lite-v1:0 because no identity-based policy allows the bedrock:InvokeModel action';
const LOG = [
  '2026-11-24T03:00:00.000Z INFO nothing',
  `2026-11-24T03:00:01.000Z ERROR [Poetry] Bedrock error: AccessDeniedException: ${DENIED}`,
  'plain line',
  '2026-11-24T03:00:02.000Z ERROR [Poetry] Bedrock error: ThrottlingException: Too many requests, please wait before trying again.',
  '2026-11-24T03:00:03.000Z ERROR [Poetry] Bedrock error: ValidationException: The provided model',
  '    identifier is invalid.',
  '    at throwDefaultError (/var/task/index.js:1:1)',
  ...Array.from({ length: 30 }, (_, line) => `2026-11-24T03:00:04.${100 + line}Z INFO line ${line}`),
  `2026-11-24T03:00:05.000Z ERROR [Poetry] Bedrock error: AccessDeniedException: ${DENIED}`,
  '{',
  '  "eventTime": "2026-11-24T03:00:06Z",',
  '  "eventSource": "bedrock.amazonaws.com",',
  '  "errorCode": "ServiceUnavailableException",',
  '  "errorMessage": "try later"',
  '}',
].join('\n');

const scan = (pieces: readonly string[]) => {
  const scanner = openScanner();
  for (const piece of pieces) scanner.add(piece);
  return scanner.end();
};

test('a log is counted by cause, with the first and the last time of each', () => {
  const { decides, seen } = scan([LOG]);
  expect(decides?.cause).toBe('invoke-not-allowed');
  expect(seen).toEqual([
    { cause: 'invoke-not-allowed', count: 2, first: '2026-11-24T03:00:01.000Z', last: '2026-11-24T03:00:05.000Z' },
    { cause: 'throttled', count: 1, first: '2026-11-24T03:00:02.000Z', last: '2026-11-24T03:00:02.000Z' },
    { cause: 'model-id-invalid', count: 1, first: '2026-11-24T03:00:03.000Z', last: '2026-11-24T03:00:03.000Z' },
    { cause: 'service-unavailable', count: 1, first: '2026-11-24T03:00:06Z', last: '2026-11-24T03:00:06Z' },
  ]);
});

test('it does not matter where the pieces of a stream are cut', () => {
  const whole = scan([LOG]);
  fc.assert(
    fc.property(fc.array(fc.nat(LOG.length), { maxLength: 40 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), LOG.length];
      expect(scan(places.slice(1).map((to, at) => LOG.slice(places[at], to)))).toEqual(whole);
    }),
    { numRuns: runs(60) },
  );
});

test('nor in a long line, nor what stands between long lines', () => {
  const filler = 'INFO request served in 12 ms, token count 4; '.repeat(900);
  const parts = [
    '\n',
    DENIED,
    filler,
    'ThrottlingException: Too many requests, please wait before trying again.',
    'plain',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts), { maxLength: 12 }),
      fc.array(fc.nat(400_000), { maxLength: 12 }),
      (made, cuts) => {
        const text = made.join(' ');
        const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        expect(scan(places.slice(1).map((to, at) => text.slice(places[at], to)))).toEqual(scan([text]));
      },
    ),
    { numRuns: runs(40) },
  );
});

test('an error at the end of a text without a line break is seen, wherever a pipe cuts it', () => {
  const text = `${'x'.repeat(999_900)} ${DENIED}`;
  for (const cut of [65_536, 999_950, 1_000_000, 1_000_050]) {
    expect(scan([text.slice(0, cut), text.slice(cut)]).decides?.cause, String(cut)).toBe('invoke-not-allowed');
  }
});

test('the first look lets no known text pass', () => {
  const passed = SIGNATURES.flatMap(({ id, samples }) =>
    samples
      .filter((sample) => {
        return suspicion().find(sample, 0) < 0;
      })
      .map((sample) => `${id}: ${sample}`),
  );
  expect(passed).toEqual([]);
});

test('explain - reads a long log in a small heap, and says how often it saw what', async () => {
  const times = 60_000;
  const line = (at: number): string =>
    at % 1_000 === 0
      ? `2026-11-24T03:00:00.000Z ERROR [Poetry] Bedrock error: AccessDeniedException: ${DENIED}\n`
      : `2026-11-24T03:00:00.000Z 3b1f0c2e-1111-4000-8000-${String(at).padStart(12, '0')} INFO ${'x'.repeat(300)} ${at}\n`;
  const input = Array.from({ length: times }, (_, at) => line(at)).join('');
  expect(input.length).toBeGreaterThan(20_000_000);
  // The heap is smaller than the input: a program that keeps it would die.
  const { code, out, err } = await run(
    ['explain', '-', '--format', 'json'],
    { NODE_OPTIONS: '--max-old-space-size=20' },
    input,
    emptyFolder(),
  );
  expect(code, err).toBe(0);
  const { seen } = JSON.parse(out) as { seen: readonly { readonly cause: string; readonly count: number }[] };
  expect(seen).toMatchObject([{ cause: 'invoke-not-allowed', count: times / 1_000 }]);
});

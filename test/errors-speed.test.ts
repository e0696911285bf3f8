import { expect, test } from 'vitest';
import { FORMS } from '../src/errors/frames/index.ts';
import { SIGNATURES } from '../src/errors/index.ts';
import { recognize } from '../src/errors/recognize.ts';
import { TEXTS } from './frame-samples/index.ts';
import { somePairs, someRows } from './seed.ts';

const LONG = 25_000;
/** What takes time in proportion to the length takes a hundredth of this; what takes it in proportion to its square takes more. */
const MOST_MS = 250;

/** Texts that begin like a message again and again, and never end like one. */
const nearMisses = SIGNATURES.flatMap(({ samples, needles }) => [
  `${samples[0].slice(0, samples[0].length * 0.6)} `,
  `${samples[0].slice(samples[0].length / 2)}\n`,
  `${needles[0]}\n`,
]).concat(
  FORMS.map(({ needles }) => `${needles[0]} `),
  Object.values(TEXTS).flatMap(({ read }) => read.slice(0, 1).map(([text]) => text.slice(0, text.length * 0.7))),
);

/** Whether reading takes longer than it may. */
function isSlow(text: string): boolean {
  // Of this process alone: the machine may have other things to do.
  const start = process.cpuUsage();
  recognize(text);
  return process.cpuUsage(start).user / 1_000 > MOST_MS;
}

test('no expression gets lost in a long text that nearly says something', () => {
  expect(someRows(nearMisses).filter((unit) => isSlow(unit.repeat(Math.ceil(LONG / unit.length))))).toEqual([]);
});

/** Errors, and beginnings of one, around which a text may have any amount of nothing. */
const BESIDE = [
  'An error occurred (ValidationException) when calling the Converse operation: words that nobody has listed',
  'operation error Bedrock Runtime: Converse, https response error StatusCode: 400, RequestID: a',
  '[ERROR] bedrock: ThrottlingException: Too many requests, please wait before trying again.',
  '{"errorCode":"AccessDenied","eventSource":"bedrock.amazonaws.com",',
  'func TestBedrock(t *testing.T) {',
];
const NOTHING = [
  '\n',
  '\r\n',
  ' ',
  '\t',
  ' \n',
  '}\n',
  '> \n',
  '| ',
  '- \n',
  '# \n',
  '"',
  '```\n',
  '\\n',
  '&quot;',
  '%20',
];

test('nor in a long run of nothing before an error or behind it', () => {
  const slow = somePairs(BESIDE, NOTHING).flatMap(([text, unit]) => {
    const run = unit.repeat(Math.ceil(LONG / unit.length));
    return [text + run, run + text, `${text}${run}${text}`, `${text}\n${run}x\nx\n`]
      .filter(isSlow)
      .map(() => [text, unit]);
  });
  expect(slow).toEqual([]);
});

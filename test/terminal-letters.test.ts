import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../src/core/harmless.ts';
import { emptyFolder, run } from './run.ts';

// Letters that a terminal obeys: none of them leaves.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\0-\x08\v-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const nasty = fc.string({
  unit: fc.constantFrom(
    '\x1b',
    '[',
    '3',
    '1',
    'm',
    '\r',
    '\u202e',
    '\u061c',
    '\u2066',
    '\u2028',
    '\x9b',
    'J',
    '\u200f',
    'x',
    '\b',
  ),
});

test('law: none of them leaves, except colors where they are ours', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      expect(visible(text)).not.toMatch(OBEYED);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(visible(text, true).replace(/\x1b\[[\d;]*m/g, '')).not.toMatch(OBEYED);
      expect(visible(visible(text))).toBe(visible(text));
    }),
  );
});

test.each(['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github'])(
  'explain --format %s prints none of them',
  async (format) => {
    const text =
      'AccessDeniedException: Model access is denied due to \u202e\x1b[2J\u061c\u2066 aws-marketplace:Subscribe \x9b is not authorized to perform the required AWS Marketplace actions';
    const { out, err } = await run(['explain', '--format', format, text], {});
    expect(out + err).not.toMatch(OBEYED);
  },
);

test('a mistake is said without them', async () => {
  const { code, err } = await run(
    ['diagnose', '--role', 'arn:\x1b[2J\u202e', '--region', 'us-east-1'],
    {},
    '',
    emptyFolder(),
  );
  expect(code).toBe(2);
  expect(err).not.toMatch(OBEYED);
});

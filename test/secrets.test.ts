import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutForeignSecrets } from '../src/aws/foreign.ts';
import { RULES, withoutSecrets } from '../src/core/secrets.ts';

const { secrets, stays } = JSON.parse(readFileSync(resolve(import.meta.dirname, 'secrets.json'), 'utf8')) as {
  readonly secrets: readonly (readonly [string, string, string])[];
  readonly stays: readonly string[];
};

describe('the redactor', () => {
  test.each(secrets)('%s is taken out', (_name, text, secret) => {
    const cleaned = withoutSecrets(text);
    expect(cleaned).not.toContain(secret);
    expect(withoutSecrets(cleaned)).toBe(cleaned);
  });

  test.each(stays)('%s stays', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  test('law: whatever stands around a secret, it is taken out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...secrets),
        fc.constantFrom(...stays),
        fc.constantFrom(' ', '\n', '\t'),
        ([, text, secret], other, space) => {
          expect(withoutSecrets(`${other}${space}${text}`)).not.toContain(secret);
          expect(withoutSecrets(`${text}\n${other}`)).not.toContain(secret);
        },
      ),
    );
  });

  test('law: where a rule would find a secret, one of its marks stands', () => {
    const piece = fc.oneof(
      fc.constantFrom(...secrets.flatMap(([, text]) => [text, text.toUpperCase(), encodeURIComponent(text)])),
      fc.constantFrom(...RULES.flatMap(({ marks }) => marks ?? [])),
      fc.constantFrom(':', '=', ' ', '"', 'Zm9vYmFy', 'user', '@', '\u212a', '\u017f', '\u0130'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        for (const { pattern, marks } of RULES) {
          if (marks === null || text.search(pattern) < 0) continue;
          expect(
            marks.some((mark) => text.toLowerCase().includes(mark)),
            `${pattern} in ${text}`,
          ).toBe(true);
        }
      }),
    );
    // Otherwise nothing was tried.
    for (const { pattern } of RULES)
      expect(
        secrets.some(([, text]) => text.search(pattern) >= 0),
        String(pattern),
      ).toBe(true);
  });

  test('law: JSON stays JSON, and of the same shape', () => {
    const shape = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shape)
        : typeof value === 'object' && value !== null
          ? Object.keys(value).length
          : 'leaf';
    const word = fc.oneof(fc.constantFrom(...stays, ...secrets.map(([, text]) => text)), fc.string());
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('password', 'token', 'Authorization', 'message', 'n', 'apiKey'),
          fc.oneof(word, fc.integer(), fc.boolean()),
        ),
        (value) => {
          // A name in one text may stand before the quotes of the next: the value of each is its own.
          const cleaned = JSON.parse(withoutSecrets(JSON.stringify(value))) as unknown;
          expect(shape(cleaned)).toEqual(shape(value));
        },
      ),
    );
  });

  test('a kept set of rules finds nothing in what is left', async () => {
    const found: string[] = [];
    const check = async (content: string): Promise<number> => {
      let count = 0;
      const context = {
        createTranslator: () => () => ({ message: '', messageId: '' }),
        ignore: () => undefined,
        report: () => {
          count += 1;
        },
      };
      const rules = creator.create(
        {
          ...context,
          registerRule: (
            rule: { create: (c: unknown, o: object) => { file: (source: object) => unknown } },
            options?: { options?: object },
          ) => made.push(rule.create(context, options?.options ?? {})),
        } as never,
        { rules: [] } as never,
      ) as never;
      void rules;
      for (const rule of made.splice(0)) await rule.file({ filePath: 'x.log', content, contentType: 'text' });
      return count;
    };
    const made: { file: (source: object) => unknown }[] = [];
    let before = 0;
    for (const [name, text] of secrets) {
      before += await check(text);
      if ((await check(withoutSecrets(text))) > 0) found.push(name);
    }
    expect(found).toEqual([]);
    expect(before).toBeGreaterThan(3);
  });

  test.each([
    'a',
    'password',
    '-eyJ',
    'sk-a',
    '://a:',
    'cookie ',
    '--a',
    'arn:aws:',
    'a:',
    '"',
    '\\',
    ' ',
    '%3A',
    'Ab1/',
    'bearer   ',
    'token=',
    'cookie: a=b; ',
    '-----BEGIN A-----',
    'authorization: a ',
  ])('takes time in proportion to the length of a row of %j', (piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length));
    const took = Array.from({ length: 3 }, () => {
      const started = process.cpuUsage();
      withoutSecrets(text);
      return process.cpuUsage(started).user / 1_000;
    });
    // A quadratic one would take minutes; the quickest of three is not a busy machine's.
    expect(Math.min(...took)).toBeLessThan(1_500);
  });

  test('the lines of a log are cleaned where they come in; what reads on is not touched', () => {
    const answer = {
      events: [{ message: 'password=hunter2', eventId: 'token=1' }],
      nextToken: 'token=abcdefgh',
      Payload: new TextEncoder().encode('{"apiKey":"hunter2hunter2"}'),
    };
    withoutForeignSecrets(answer);
    expect(answer.events).toEqual([{ message: 'password=<secret>', eventId: 'token=1' }]);
    expect(answer.nextToken).toBe('token=abcdefgh');
    expect(JSON.parse(new TextDecoder().decode(answer.Payload))).toEqual({ apiKey: '<secret>' });
  });
});

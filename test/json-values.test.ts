import { expect, test } from 'vitest';
import { valueIn } from '../src/core/fact.ts';
import { asText, same } from '../src/core/json.ts';

// Values of facts and settings: what is equal, how one is written in words, and what is thrown where there is none.

test.each([
  [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
  [{ b: { d: 1, c: 2 }, a: 1, z: 0 }, { z: 0, a: 1, b: { c: 2, d: 1 } }, true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [null, {}, false],
  [null, null, true],
  ['1', 1, false],
  [[{ b: 1, a: 2 }], [{ a: 2, b: 1 }], true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
] as const)('%j and %j are the same: %s', (one, other, isSame) => {
  expect(same(one as never, other as never)).toBe(isSame);
  expect(same(other as never, one as never)).toBe(isSame);
});

test.each([
  ['text', 'text'],
  [1, '1'],
  [null, 'null'],
  [{ a: 1 }, '{"a":1}'],
  [undefined, ''],
])('%j is written %s', (value, text) => {
  expect(asText(value)).toBe(text);
});

test('a fact that is not known has no value, and says why', () => {
  expect(valueIn({ known: true, value: 0 })).toBe(0);
  expect(() => valueIn({ known: false, why: { kind: 'not-recorded' } })).toThrow();
});

import { expect, test } from 'vitest';
import { jsonLine } from '../src/core/json-line.ts';
import { nearestOf } from '../src/core/nearest.ts';

const TEXT = `{
  "stack": "kiro\\"ween",
  "expect": ["a", -1.5e3, true,
    null, {}, []],
  "nested": {"deep": [{"x": 1}]}
}
`;

test('the line is the one V8 names, where it names one', () => {
  let compared = 0;
  const marks = ['', ',', '"', '}', ']', ':', 'x', '\n'];
  for (const [at] of [...TEXT].entries()) {
    for (const mark of marks) {
      const text = TEXT.slice(0, at) + mark + TEXT.slice(at + 1);
      try {
        JSON.parse(text);
      } catch (error) {
        const position = /position (\d+)/.exec(String(error))?.[1];
        if (position === undefined || Number(position) >= text.trimEnd().length) continue;
        const line = text.slice(0, Number(position)).split('\n').length;
        expect([text, jsonLine(text)]).toEqual([text, line]);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(200);
});

test('a text that only ends too early is short of something on its last line', () => {
  expect(jsonLine('{"a"\n:1\n\n')).toBe(2);
  expect(jsonLine('')).toBe(1);
  expect(jsonLine('\uFEFF{\n"a": nope}')).toBe(2);
});

test('a slip of the finger is a misspelling, another word is none', () => {
  const flags = ['region', 'role', 'format', 'stack', 'model'];
  expect(['regoin', 'stck', 'modle', 'frmat'].map((word) => nearestOf(word, flags))).toEqual([
    'region',
    'stack',
    'model',
    'format',
  ]);
  expect(['nope', 'rule-them-all', 'x', '--', 'denied'].map((word) => nearestOf(word, flags))).toEqual(
    Array.from({ length: 5 }, () => null),
  );
});

test('a long word or text is no slip of the finger, and costs no time', () => {
  expect(nearestOf(`${'a'.repeat(60)}!`, ['diagnose'])).toBeNull();
  expect(nearestOf('a'.repeat(1_000_000), ['diagnose'])).toBeNull();
});

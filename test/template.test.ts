import { readdirSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, parseDocument, visit } from 'yaml';
import type { Json } from '../src/core/json.ts';
import { parseTemplate } from '../src/template/parse.ts';
import type { Splice } from '../src/template/splice.ts';
import type { Template } from '../src/template/template.ts';
import { allRows, runs, somePairs } from './seed.ts';
import {
  apart,
  type Expectation,
  edited,
  expectations,
  isWithin,
  joinedly,
  plainly,
  TEMPLATES,
  tagless,
  textOf,
} from './template-corpus.ts';

const parsed = (text: string, file: string): Template => {
  const result = parseTemplate(text, file);
  if ('error' in result) throw new Error(result.error);
  return result.ok;
};

/** The text before the splices, found from the text after them and what they took away. */
function undone(now: string, old: string, splices: readonly Splice[]): string {
  let shift = 0;
  let text = now;
  for (const { at, remove, insert } of [...splices].sort((a, b) => a.at - b.at)) {
    expect(text.slice(at, at + insert.length)).toBe(insert);
    text = text.slice(0, at) + old.slice(at, at + remove) + text.slice(at + insert.length);
    shift += insert.length - remove;
  }
  expect(now.length - old.length).toBe(shift);
  return text;
}

const sorted = (values: readonly Json[]): readonly string[] => values.map((value) => JSON.stringify(value)).sort();

/** What holds of every edit that adds something. */
function holds(text: string, file: string, expectation: Expectation): void {
  const result = edited(parsed(text, file), expectation);
  if ('refused' in result) throw new Error(result.refused);
  const { text: now, splices, added, already, onlyAdds, holder, warnings } = result.ok;
  const at = expectation.holder ?? expectation.function ?? 'PoetryFunction';
  expect({ already, holder }).toEqual({ already: false, holder: at });
  expect(added).toHaveLength(expectation.statements ?? 2);
  const read = expectation.joined ? joinedly : plainly;
  const before = apart(read(text), at);
  const after = apart(read(now), at);
  if (!expectation.also) expect(after.rest).toEqual(before.rest);
  const wanted = [...before.statements, ...added].map(tagless);
  expect(sorted(after.statements.map(tagless))).toEqual(sorted(wanted));
  expect(sorted(after.others)).toEqual(sorted(before.others));
  expect(onlyAdds).toBe(expectation.rewrites === undefined);
  if (onlyAdds) expect(isWithin(text, now)).toBe(true);
  if (onlyAdds && /\n$/.test(text)) {
    expect(
      createTwoFilesPatch(file, file, text, now)
        .split('\n')
        .slice(4)
        .filter((line) => line.startsWith('-')),
    ).toEqual([]);
  }
  if (!/[^\r]\n/.test(text)) expect(now).not.toMatch(/[^\r]\n/);
  expect(now.endsWith('\n')).toBe(text.endsWith('\n'));
  expect(now.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
  expect(undone(now, text, splices)).toBe(text);
  const again = edited(parsed(now, file), expectation);
  expect(again).toMatchObject({ ok: { already: true, text: now, splices: [], added: [] } });
  for (const words of expectation.says ?? []) expect(warnings.join('\n')).toContain(words);
  if (!expectation.says) expect(warnings).toEqual([]);
}

describe('the corpus', () => {
  test('every template has an expectation, and every expectation a template', () => {
    const files = readdirSync(TEMPLATES).filter((file) => file !== 'expectations.json');
    expect(Object.keys(expectations).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThanOrEqual(60);
  });

  test.each(allRows(Object.entries(expectations)))('%s', (file, expectation) => {
    const text = textOf(file);
    const says = expectation.says ?? [];
    const result = parseTemplate(text, file);
    if ('error' in result) {
      expect({ outcome: 'unreadable', error: result.error }).toMatchObject({ outcome: expectation.outcome });
      for (const words of says) expect(result.error).toContain(words);
      return;
    }
    if (expectation.outcome === 'added') return holds(text, file, expectation);
    const edit = edited(result.ok, expectation);
    if ('refused' in edit) {
      expect({ outcome: 'refused', why: edit.refused }).toMatchObject({ outcome: expectation.outcome });
      expect(edit.refused).toMatch(/^[^\n]+\.$/);
      for (const words of says) expect(edit.refused).toContain(words);
      return;
    }
    expect(expectation.outcome).toBe('already');
    expect(edit.ok).toMatchObject({ already: true, text, splices: [], added: [] });
    for (const words of says) expect(edit.ok.warnings.join('\n')).toContain(words);
  });
});

describe('laws in other clothes', () => {
  const added = Object.entries(expectations).filter(([, { outcome, also }]) => outcome === 'added' && !also);
  /** The same template as another editor would have saved it. */
  const CLOTHES: readonly (readonly [string, (text: string) => string])[] = [
    ['CRLF', (text) => text.replace(/\r?\n/g, '\r\n')],
    ['LF', (text) => text.replaceAll('\r\n', '\n')],
    ['a byte order mark', (text) => `\ufeff${text.replace(/^\ufeff/, '')}`],
    ['no final line end', (text) => text.trimEnd()],
  ];
  const WORN = somePairs(CLOTHES, added);
  test.each(CLOTHES)('a template with %s', (name, dress) => {
    const worn = WORN.filter(([[one]]) => one === name);
    expect(worn.length).toBeGreaterThan(5);
    for (const [, [file, expectation]] of worn) holds(dress(textOf(file)), file, expectation);
  });
});

describe('laws under noise', () => {
  const block = Object.entries(expectations).filter(
    ([file, { outcome, says, joined }]) => outcome === 'added' && !says && !joined && !file.endsWith('.json'),
  );
  /** A line that says nothing, put before a line of the text. */
  const noise = fc.record({
    at: fc.nat({ max: 60 }),
    indent: fc.nat({ max: 14 }),
    text: fc.constantFrom('', '# a note', '#', '# - Statement: []', '# 메모 🎭: {', '#\t- x'),
  });

  test('comments and blank lines anywhere change nothing of what holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...block),
        fc.array(noise, { minLength: 1, maxLength: 5 }),
        ([file, expectation], lines) => {
          const text = textOf(file);
          const eol = /\r\n/.test(text) ? '\r\n' : '\n';
          const noisy = lines.reduce((old, { at, indent, text: words }) => {
            const all = old.split('\n');
            const place = Math.min(at, all.length - 1);
            return all
              .toSpliced(place, 0, ' '.repeat(words === '' ? indent % 3 : indent) + words + eol.slice(0, -1))
              .join('\n');
          }, text);
          // Within a block scalar or a quoted text it is no noise.
          const same = (() => {
            try {
              return JSON.stringify(plainly(noisy)) === JSON.stringify(plainly(text));
            } catch {
              return false;
            }
          })();
          fc.pre(same);
          const { rewrites } = expectation;
          const result = edited(parsed(noisy, file), expectation);
          if ('refused' in result) throw new Error(result.refused);
          if (rewrites === undefined || result.ok.onlyAdds)
            holds(noisy, file, result.ok.onlyAdds ? without(expectation) : expectation);
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? runs(120)) },
    );
  });
});

const without = ({ rewrites: _, ...rest }: Expectation): Expectation => rest;

describe('laws of generated forms', () => {
  const statement: fc.Arbitrary<Json> = fc.record({
    Effect: fc.constant('Allow'),
    Action: fc.constantFrom<Json>('s3:GetObject', ['bedrock:ListFoundationModels'], ['logs:*', "it's: # odd"], 'yes'),
    Resource: fc.constantFrom<Json>('*', ['arn:aws:s3:::poems/*', '시/*'], '0123'),
  });
  const document: fc.Arbitrary<Json> = fc.oneof(
    fc.record({ Statement: fc.array(statement, { minLength: 1, maxLength: 3 }) }),
    fc.record({ Version: fc.constant('2012-10-17'), Statement: statement }),
  );
  const other = fc.constantFrom<Json>(
    'AWSLambdaBasicExecutionRole',
    'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    { DynamoDBReadPolicy: { TableName: 'poems' } },
    { VPCAccessPolicy: {} },
  );
  const policies: fc.Arbitrary<Json | undefined> = fc.oneof(
    fc.constantFrom(undefined, null, []),
    other,
    document,
    fc.array(fc.oneof(other, document), { minLength: 1, maxLength: 4 }),
  );
  const manner = fc.record({
    indent: fc.constantFrom(2, 3, 4, 8),
    indentSeq: fc.boolean(),
    flow: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
    defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
    lineWidth: fc.constantFrom(0, 40, 80),
    comment: fc.boolean(),
    json: fc.constantFrom(null, null, null, 0, 1, 2, 4, '\t'),
    after: fc.boolean(),
  });

  /** The data as YAML or JSON in some manner; every so many collections in flow style, with comments between. */
  const written = (
    data: Json,
    { flow, comment, json, ...options }: typeof manner extends fc.Arbitrary<infer M> ? M : never,
  ): string => {
    if (json !== null) return JSON.stringify(data, null, json);
    const document = new Document(data);
    let count = 0;
    visit(document, {
      Collection(key, node) {
        if (key === null || node.items.length === 0) return;
        count += 1;
        node.flow = flow[count % flow.length] === true && count > 3;
        if (comment && !node.flow && count % 3 === 0) node.commentBefore = ` note ${count}`;
      },
    });
    return document.toString({ ...options, flowCollectionPadding: count % 2 === 0 });
  };

  test('whatever the form, the manner and the noise', () => {
    fc.assert(
      fc.property(policies, manner, (held, how) => {
        const properties = {
          Handler: 'index.handler',
          ...(held === undefined ? {} : { Policies: held }),
          ...(how.after ? { Timeout: 30, Environment: { Variables: { A: 'b' } } } : {}),
        };
        const resource = { Type: 'AWS::Serverless::Function', Properties: properties };
        const text = written({ Resources: { PoetryFunction: resource, Topic: { Type: 'AWS::SNS::Topic' } } }, how);
        // The library now and then folds a flow collection so that it cannot read it itself: such a text is no template.
        fc.pre(parseDocument(text).errors.length === 0);
        const result = edited(parsed(text, 'template'), { outcome: 'added' });
        if ('refused' in result) throw new Error(`${result.refused}\n${text}`);
        holds(text, 'template', { outcome: 'added', ...(result.ok.onlyAdds ? {} : { rewrites: 'the form' }) });
        const block = !/[[{]/.test(text) && held !== null && typeof held !== 'string' && how.json === null;
        if (block) expect(result.ok.onlyAdds).toBe(true);
      }),
      { numRuns: Number(process.env['RUNS'] ?? runs(150)) },
    );
  });
});

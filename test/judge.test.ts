import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { judgeOf, type Seen } from './judge/aws.ts';
import type { Case, Expected } from './judge/world.ts';
import { WORLDS } from './judge/worlds/index.ts';
import { run } from './run.ts';

/*
 * A second opinion: an AWS of its own, that shares nothing with `src`, and worlds whose verdicts were written from the
 * contract before the tool saw them.
 */

const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, '../schema/report.schema.json'), 'utf8')) as object;
const valid = new Ajv2020({ strict: false }).compile(schema);

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string; readonly waitMinutes: number | null } | null;
  readonly otherCauses: readonly string[];
  readonly apiCalls: number;
  readonly checks: readonly { readonly id: string; readonly status: string; readonly reason: string | null }[];
}

/** Everything else changes something, or spends. */
const READS = /^(sts|iam|cloudformation|lambda|logs|bedrock|servicequotas):(Get|List|Describe|Filter|Simulate)/;
const MOST_CALLS = 20;

async function ask(command: string, { world, args = [], env = {}, unreachable }: Case) {
  const judge = await judgeOf(world);
  if (unreachable) await judge.close();
  const keys = {
    AWS_ENDPOINT_URL: judge.url,
    AWS_REGION: world.region,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ...env,
  };
  const set = Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== ''));
  const ran = await run([command, '--format', 'json', ...args], set);
  if (!unreachable) await judge.close();
  return { ran, seen: judge.seen() };
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** What of the expectation does not hold, in words. */
function differences(expected: Expected, code: number | null, found: Document): readonly string[] {
  const root = found.rootCause?.cause ?? null;
  const reasons = found.checks.map(({ reason }) => reason ?? '').join('\n');
  const wrong: (readonly [boolean, string])[] = [
    [list(expected.exit).includes(code ?? -1), `exit ${code}, not ${expected.exit}`],
    [expected.verdict === undefined || found.verdict === expected.verdict, `${found.verdict}, not ${expected.verdict}`],
    [expected.root === undefined || list(expected.root).includes(root), `root ${root}, not ${expected.root}`],
    [expected.basis === undefined || found.rootCause?.basis === expected.basis, `basis ${found.rootCause?.basis}`],
    [
      expected.wait === undefined || (found.rootCause?.waitMinutes ?? null) === expected.wait,
      `wait ${found.rootCause?.waitMinutes}`,
    ],
    ...(expected.others ?? []).map(
      (cause) => [found.otherCauses.includes(cause), `lacks ${cause} in otherCauses`] as const,
    ),
    ...(expected.never ?? []).map(
      (cause) => [root !== cause && !found.otherCauses.includes(cause), `has ${cause}`] as const,
    ),
    ...(expected.reasons ?? []).map((text) => [reasons.includes(text), `no reason names ${text}`] as const),
  ];
  return wrong.flatMap(([holds, words]) => (holds ? [] : [words]));
}

const asked = (seen: readonly Seen[]) => seen.filter(({ retry }) => !retry);

describe.each(Object.entries(WORLDS))('%s', (_part, cases) => {
  test.concurrent.each(cases)('$name', async (one) => {
    const { ran, seen } = await ask('diagnose', one);
    const found = JSON.parse(ran.out) as Document;
    expect(
      differences(one.expect, ran.code, found),
      `${ran.err}\n${JSON.stringify(
        found.checks.filter(({ status }) => status !== 'pass'),
        null,
        1,
      ).slice(0, 6000)}`,
    ).toEqual([]);
    expect(valid(found), JSON.stringify(valid.errors)).toBe(true);
    expect(seen.filter(({ action }) => !READS.test(action))).toEqual([]);
    const most = one.expect.calls ?? MOST_CALLS;
    expect(found.apiCalls).toBeLessThanOrEqual(most);
    expect(asked(seen).length, seen.map(({ action }) => action).join(' ')).toBeLessThanOrEqual(most);
  });
});

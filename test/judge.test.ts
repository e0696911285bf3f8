import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../src/index.ts';
import { judgeOf, type Seen } from './judge/aws.ts';
import type { Case, Expected } from './judge/world.ts';
import { WORLDS } from './judge/worlds/index.ts';
import { run } from './run.ts';
import { BY_NIGHT, someRows } from './seed.ts';

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
const READS =
  /^(?:(?:sts|iam|cloudformation|lambda|logs|bedrock|servicequotas|cloudtrail):(?:Get|List|Describe|Filter|Simulate|Lookup)|bedrock:GET \/enforcedGuardrailsConfiguration$|organizations:POST \/$)/;
const MOST_CALLS = 20;
/** Of what a failure prints. */
const MOST_WORDS = 6_000;

/** Flags that are options of the library too. */
const LIBRARY_OPTIONS: Readonly<Record<string, keyof DiagnoseOptions>> = {
  '--stack': 'stack',
  '--function': 'function',
  '--role': 'role',
  '--model': 'model',
  '--since': 'since',
  '--log-group': 'logGroup',
};
/** The flags as the library takes them; null where only the binary can. */
function optionsOf({ args = [], env, unreachable }: Case): DiagnoseOptions | null {
  const pairs = args.flatMap((flag, index) =>
    index % 2 === 0 ? [[LIBRARY_OPTIONS[flag], args[index + 1]] as const] : [],
  );
  if (env !== undefined || unreachable || pairs.some(([name]) => name === undefined)) return null;
  return Object.fromEntries(pairs);
}

/** Every so many worlds the binary is asked, by night all; else the library in this process: the same code in a tenth of the time. */
const BINARY_EVERY = BY_NIGHT ? 1 : 25;
const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};
beforeAll(() => {
  for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** The exit code that a verdict without the binary stands for. */
const exitOf = ({ verdict, rootCause }: Document): number =>
  verdict === 'undetermined' && /^(credentials-|clock-skew)/.test(rootCause?.cause ?? '')
    ? 4
    : ({ healthy: 0, broken: 1, undetermined: 3, pending: 5 }[verdict] ?? -1);

async function ask(one: Case, index: number) {
  const { world, args = [], env = {}, unreachable } = one;
  const judge = await judgeOf(world);
  try {
    const options = index % BINARY_EVERY === 0 ? null : optionsOf(one);
    if (options !== null) {
      const ended = await diagnose({ ...options, region: world.region, endpointUrl: judge.url }).then(
        (found) => ({ code: exitOf(found as Document), found: found as Document, err: '' }),
        (error: Error) => ({ code: error.name === 'UsageError' ? 2 : null, found: null, err: error.message }),
      );
      return { ...ended, seen: judge.seen() };
    }
    if (unreachable) await judge.close();
    const all = { AWS_ENDPOINT_URL: judge.url, AWS_REGION: world.region, ...KEYS, ...env };
    const set = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const { code, out, err } = await run(['diagnose', '--format', 'json', ...args], set);
    return { code, found: out === '' ? null : (JSON.parse(out) as Document), err, seen: judge.seen() };
  } finally {
    if (!unreachable) await judge.close();
  }
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

/**
 * What the second edition of the contract says otherwise than these worlds were written for, by the beginning of their names:
 * a model of the log is a cell of its own (rule 12), nobody but the guide's function is judged by the guide's model, and
 * among broken cells the first broken link comes first. Without the guide's stack nobody is named, and where nobody called
 * either that is said (section 8).
 */
const SECOND_EDITION: readonly (readonly [string, Partial<Expected>])[] = [
  ['one function of another name is the o', withoutModel()],
  ['a role by name, without a stack, that', withoutModel()],
  ['a role by ARN, without a stack and an', withoutModel()],
  ['no stack', { exit: 2 }],
  ['a refusal of another model', { exit: 1, verdict: 'broken', root: 'denied-by-scp', calls: 24 }],
  [
    'an account-side refusal of another mo',
    { exit: 1, verdict: 'broken', root: 'payment-instrument-invalid', calls: 24 },
  ],
  ['a success of another model proves not', { root: 'model-id-invalid', basis: 'deduced', calls: 24 }],
  ['two requests at once in two streams, ', { root: 'model-id-invalid', basis: 'deduced', calls: 24 }],
];
/** Nothing says which model is called: undetermined (contract, section 7). */
function withoutModel(): Partial<Expected> {
  return { exit: 3, verdict: 'undetermined', root: null };
}
function expectedOf({ name, expect: before }: Case): Expected {
  const now = SECOND_EDITION.find(([beginning]) => name.startsWith(beginning))?.[1];
  if (now === undefined) return before;
  const { basis: _basis, ...rest } = before;
  return { ...rest, ...now };
}
/** What a probe reads again before it asks. */
const BEFORE_A_PROBE = 4;

const CASES = Object.entries(WORLDS).flatMap(([part, cases]) => cases.map((one) => ({ ...one, part })));

test.concurrent.each(
  someRows(
    CASES.map((one, index) => ({ ...one, index })),
    2,
  ),
)('$part: $name', async ({ index, part: _part, ...one }) => {
  const { code, found, err, seen } = await ask(one, index);
  if (found === null) {
    expect([code, expectedOf(one).exit], err).toEqual([2, 2]);
    expect(err).toMatch(
      /^Nobody is named, and nobody called Bedrock [^\n]*; name whom to examine with --function[^\n]*\n?$/,
    );
    return;
  }
  const wrong = found.checks.filter(({ status }) => status !== 'pass');
  expect(
    differences(expectedOf(one), code, found),
    `${err}\n${JSON.stringify(wrong, null, 1).slice(0, MOST_WORDS)}`,
  ).toEqual([]);
  expect(valid(found), JSON.stringify(valid.errors)).toBe(true);
  const invoked = one.args?.includes('--probe') ? ['lambda:InvokeFunction'] : [];
  const actions = asked(seen).map(({ action }) => action);
  expect(actions.filter((action) => !READS.test(action))).toEqual(invoked);
  const most = (expectedOf(one).calls ?? MOST_CALLS) + (invoked.length > 0 ? BEFORE_A_PROBE : 0);
  expect(found.apiCalls).toBeLessThanOrEqual(most);
  expect(actions.length, actions.join(' ')).toBeLessThanOrEqual(most);
});

import { expect, test } from 'vitest';
import { CAUSES } from '../src/causes/catalogue.ts';
import type { CauseId } from '../src/core/cause.ts';
import type { Check, Result } from '../src/core/check.ts';
import { isAbout } from '../src/core/check.ts';
import type { Fact } from '../src/core/fact.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Facts } from '../src/core/gather.ts';
import { judge } from '../src/core/judge.ts';
import type { Probe } from '../src/core/probe.ts';
import { rank } from '../src/core/root-cause.ts';
import type { Target } from '../src/core/target.ts';
import { graver, gravityOf, verdictOf } from '../src/core/verdict.ts';
import { failed, finding, PASSED, said, skipped, unknown, warning } from './findings.ts';

// What findings come to, by themselves: which of them is the root cause, what verdict and exit code a run has, and which
// checks are looked at after which (contract, sections 1 and 3).

const ranked = (...results: readonly Result[]) => {
  const { root, others } = rank(results, CAUSES);
  return [root?.cause ?? null, ...others];
};

test.each<[string, readonly Result[], readonly (CauseId | null)[]]>([
  ['nothing', [PASSED], [null]],
  ['one error', [failed(finding('invoke-not-allowed'))], ['invoke-not-allowed']],
  [
    'the chain’s first comes first, wherever it was found',
    [failed(finding('invoke-not-allowed')), failed(finding('stack-not-found'))],
    ['stack-not-found', 'invoke-not-allowed'],
  ],
  [
    'what AWS said comes before what follows from facts',
    [failed(finding('stack-not-found')), failed(said('invoke-not-allowed', '2026-11-01T10:00:00Z'))],
    ['invoke-not-allowed', 'stack-not-found'],
  ],
  [
    'of what AWS said the newest',
    [
      failed(said('use-case-form-missing', '2026-11-01T10:00:00Z')),
      failed(said('invoke-not-allowed', '2026-11-01T10:00:01Z')),
    ],
    ['invoke-not-allowed', 'use-case-form-missing'],
  ],
  [
    'said at one moment: the chain’s first',
    [
      failed(said('invoke-not-allowed', '2026-11-01T10:00:00Z')),
      failed(said('model-end-of-life', '2026-11-01T10:00:00Z')),
    ],
    rankedByChain('invoke-not-allowed', 'model-end-of-life'),
  ],
  [
    'a throttle that AWS told of says no more than a fact',
    [failed(said('throttled', '2026-11-01T10:00:00Z')), failed(finding('invoke-not-allowed'))],
    rankedByChain('throttled', 'invoke-not-allowed'),
  ],
  ['a warning is never the root', [failed(warning('model-legacy'))], [null, 'model-legacy']],
  [
    'nor does it come before an error',
    [failed(warning('model-legacy')), failed(finding('invoke-not-allowed'))],
    ['invoke-not-allowed', 'model-legacy'],
  ],
  ['a warning without a cause is not among them', [failed(warning('unknown'))], [null]],
  ['a remark is none', [failed(finding('invoke-not-allowed', { severity: 'info' }))], [null]],
  [
    'a finding that explains the first comes before it, and so on',
    [
      failed(said('invoke-not-allowed', '2026-11-01T10:00:00Z')),
      failed(finding('denied-by-boundary', { explains: ['invoke-not-allowed'] })),
      failed(finding('denied-by-scp', { explains: ['denied-by-boundary'] })),
    ],
    ['denied-by-scp', 'invoke-not-allowed', ...rankedByChain('denied-by-boundary')],
  ],
  [
    'a circle of explanations ends',
    [
      failed(finding('invoke-not-allowed', { explains: ['denied-by-scp'] })),
      failed(finding('denied-by-scp', { explains: ['invoke-not-allowed'] })),
    ],
    [...rankedByChain('invoke-not-allowed', 'denied-by-scp').toReversed()],
  ],
  [
    'each cause once',
    [
      failed(finding('invoke-not-allowed'), finding('invoke-not-allowed', { subject: 'y' })),
      failed(warning('invoke-not-allowed')),
    ],
    ['invoke-not-allowed'],
  ],
])('rank: %s', (_what, results, causes) => {
  expect(ranked(...results)).toEqual(causes);
});

/** In the order of the chain, which `causes.json` fixes. */
function rankedByChain(...causes: readonly CauseId[]): readonly CauseId[] {
  const chain = Object.keys(CAUSES);
  return [...causes].sort((a, b) => chain.indexOf(a) - chain.indexOf(b));
}

const CREDENTIALS = (cause: CauseId): Result => failed(finding(cause, { code: `credentials/accepted/${cause}` }));

test.each<[string, readonly Result[], { proven?: boolean; failOn?: 'warning' }, string, number]>([
  ['all passes', [PASSED], {}, 'healthy', 0],
  ['an error', [failed(finding('invoke-not-allowed'))], {}, 'broken', 1],
  ['what passes by itself', [failed(finding('propagation-pending'))], {}, 'pending', 5],
  ['the operator’s own expired keys', [CREDENTIALS('credentials-expired')], {}, 'undetermined', 4],
  ['an endpoint that the operator does not reach', [CREDENTIALS('endpoint-unreachable')], {}, 'undetermined', 3],
  ['the application’s expired keys', [failed(finding('credentials-expired'))], {}, 'broken', 1],
  ['a warning', [failed(warning('model-legacy'))], {}, 'healthy', 0],
  ['a warning that counts', [failed(warning('model-legacy'))], { failOn: 'warning' }, 'broken', 1],
  ['no warning where warnings count', [PASSED], { failOn: 'warning' }, 'healthy', 0],
  [
    'a remark where warnings count',
    [failed(finding('unknown', { severity: 'info' }))],
    { failOn: 'warning' },
    'healthy',
    0,
  ],
  ['what could not be read', [PASSED, unknown()], {}, 'undetermined', 3],
  ['what could not be read, and a success', [unknown()], { proven: true }, 'healthy', 0],
  ['a hint that could not be read', [unknown({ worst: 'warning' })], {}, 'healthy', 0],
  [
    'skipped for one that is shown',
    [unknown({ check: 'policy/y', worst: 'info' }), skipped('policy/y')],
    {},
    'healthy',
    0,
  ],
  ['skipped for one that is not shown', [skipped('policy/y')], {}, 'undetermined', 3],
  ['a hint skipped for one that is not shown', [skipped('policy/y', { worst: 'warning' })], {}, 'healthy', 0],
  [
    'a warning that counts beside what could not be read',
    [failed(warning('model-legacy')), unknown()],
    { failOn: 'warning' },
    'broken',
    1,
  ],
])('verdict: %s', (_what, results, { proven = false, failOn = 'error' as const }, verdict, exit) => {
  expect(verdictOf(rank(results, CAUSES), results, CAUSES, proven, failOn)).toEqual({ verdict, exit });
});

test('of several cells the graver decides', () => {
  const order = [130, 2, 4, 1, 3, 5, 0] as const;
  expect(order.map(gravityOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  for (const [at, one] of order.entries())
    for (const other of order.slice(at)) expect([graver(one, other), graver(other, one)]).toEqual([one, one]);
});

const probe = (id: string): Probe => ({ id }) as unknown as Probe;
const ROLE = probe('iam/role');
const POLICY = probe('iam/policy');
/** A check that finds what it is told to, after others. */
const check = (id: Check['id'], more: Partial<Check> = {}): Check => ({
  id,
  title: id,
  link: 'policy',
  needs: {},
  after: [],
  messages: {
    bad: { severity: 'error', cause: 'invoke-not-allowed', title: 'bad', say: () => 'It is bad.' },
    hint: { severity: 'warning', cause: 'unknown', title: 'hint', say: () => 'It is a hint.' },
  },
  judge: () => [],
  ...more,
});
const finds = (message: 'bad' | 'hint'): Check['judge'] =>
  ((_facts: never, find: (message: string, about: unknown) => Finding) => [
    find(message, { subject: 'x', data: {}, evidence: [] }),
  ]) as unknown as Check['judge'];
const facts = (...known: readonly (readonly [Probe, Fact<unknown>])[]): Facts => new Map(known);
const NO_ACCESS = { kind: 'denied', action: 'iam:GetRole', message: 'no' } as never;
const outcomes = (results: readonly Result[]): readonly unknown[] =>
  results.map(({ outcome }) => (outcome.status === 'skipped' ? `skipped: ${outcome.because}` : outcome.status));

test('a check after a broken or unreadable one is skipped, after a warning it is made', () => {
  const broken = check('a/broken', { judge: finds('bad') });
  const hint = check('a/hint', { judge: finds('hint') });
  const blind = check('a/blind', { needs: { role: ROLE } });
  const after = (earlier: Check): readonly unknown[] =>
    outcomes(judge([earlier, check('b/late', { after: [earlier] })], facts()));
  expect(after(broken)).toEqual(['fail', 'skipped: a/broken']);
  expect(after(hint)).toEqual(['fail', 'pass']);
  expect(after(blind)).toEqual(['unknown', 'skipped: a/blind']);
  const chain = check('b/late', { after: [broken] });
  expect(outcomes(judge([broken, chain, check('c/last', { after: [chain] })], facts()))).toEqual([
    'fail',
    'skipped: a/broken',
    'skipped: b/late',
  ]);
});

test('a check that nobody asked for is in the way where it is broken, not where it cannot be read', () => {
  const blind = check('a/blind', { needs: { role: ROLE } });
  const broken = check('a/broken', { judge: finds('bad') });
  expect(outcomes(judge([check('b/late', { after: [blind] })], facts()))).toEqual(['pass']);
  expect(outcomes(judge([check('b/late', { after: [broken] })], facts()))).toEqual(['skipped: a/broken']);
});

test('what a target has not is in nobody’s way, what comes before it may be', () => {
  const broken = check('a/broken', { judge: finds('bad') });
  const absent = check('a/absent', { judge: finds('bad'), after: [broken] });
  const late = check('b/late', { after: [absent] });
  const has = (check: Check): boolean => check !== absent;
  expect(outcomes(judge([broken, absent, late], facts(), undefined, has))).toEqual(['fail', 'skipped: a/broken']);
  const alone = check('a/absent', { judge: finds('bad') });
  expect(
    outcomes(judge([alone, check('b/late', { after: [alone] })], facts(), undefined, (one) => one !== alone)),
  ).toEqual(['pass']);
});

test('a need that is unknown makes a check unknown, with the reason behind it; one that may be does not', () => {
  const denied = { known: false, why: NO_ACCESS } as Fact<unknown>;
  const blocked = { known: false, why: { kind: 'blocked', by: 'iam/role' } } as Fact<unknown>;
  const given = facts([ROLE, denied], [POLICY, blocked]);
  const [one] = judge([check('a/x', { needs: { policy: POLICY } })], given);
  expect(one?.outcome).toEqual({ status: 'unknown', missing: 'iam/policy', why: NO_ACCESS });
  const seen: unknown[] = [];
  const maybe = check('a/y', {
    needs: { role: { maybe: ROLE } } as never,
    judge: ((values: unknown) => {
      seen.push(values);
      return [];
    }) as never,
  });
  expect(outcomes(judge([maybe], given))).toEqual(['pass']);
  expect(seen).toEqual([{ role: denied }]);
  expect(judge([check('a/z', { needs: { role: ROLE } })], facts())[0]?.outcome).toEqual({
    status: 'unknown',
    missing: 'iam/role',
    why: { kind: 'not-recorded' },
  });
});

test('the first of the checks before it that is in the way is named, and not one that is not', () => {
  const fine = check('a/fine');
  const broken = check('a/broken', { judge: finds('bad') });
  const worse = check('a/worse', { judge: finds('bad') });
  const late = check('b/late', { after: [fine, broken, worse] });
  expect(outcomes(judge([fine, broken, worse, late], facts())).at(-1)).toBe('skipped: a/broken');
});

test('each check is judged once, however many come after it', () => {
  let times = 0;
  const counted = check('a/counted', {
    judge: () => {
      times += 1;
      return [];
    },
  });
  judge([counted, check('b/one', { after: [counted] }), check('b/two', { after: [counted] })], facts());
  expect(times).toBe(1);
});

test('a check that says itself that it could not look is told with the reason behind it', () => {
  const why = (blocked: string, more: readonly (readonly [Probe, Fact<unknown>])[]): unknown => {
    const says = check('a/x', {
      judge: () => ({ status: 'unknown', missing: 'iam/policy', why: { kind: 'blocked', by: blocked } }),
    });
    const [one] = judge([says], facts(...more));
    return one?.outcome.status === 'unknown' ? one.outcome.why : null;
  };
  const known = [POLICY, { known: true, value: 1 }] as const;
  const denied = [ROLE, { known: false, why: NO_ACCESS }] as const;
  const blocked = [ROLE, { known: false, why: { kind: 'blocked', by: 'iam/policy' } }] as const;
  expect(why('iam/role', [known, denied])).toEqual(NO_ACCESS);
  expect(why('iam/role', [known])).toEqual({ kind: 'blocked', by: 'iam/role' });
  expect(why('iam/role', [blocked])).toEqual({ kind: 'blocked', by: 'iam/role' });
  expect(why('iam/policy', [known, denied])).toEqual({ kind: 'blocked', by: 'iam/policy' });
});

test('a check that throws is unknown, and the others are made', () => {
  const throws = check('a/throws', {
    judge: () => {
      throw new Error('oh');
    },
  });
  expect(judge([throws, check('b/other')], facts()).map(({ outcome }) => outcome)).toEqual([
    { status: 'unknown', missing: 'a/throws', why: { kind: 'bug', message: 'Error: oh' } },
    { status: 'pass' },
  ]);
});

test('a finding has the words its check declares; a result has the worst the check could say', () => {
  const [one] = judge([check('a/x', { judge: finds('bad') })], facts());
  expect(one).toMatchObject({
    check: 'a/x',
    worst: 'error',
    outcome: {
      findings: [
        {
          code: 'a/x/bad',
          cause: 'invoke-not-allowed',
          basis: 'deduced',
          at: null,
          severity: 'error',
          message: 'It is bad.',
          waitMinutes: null,
          explains: [],
        },
      ],
    },
  });
  expect(judge([check('a/x', { messages: {} })], facts())[0]?.worst).toBe('info');
  const { hint } = check('a/x').messages;
  expect(judge([check('a/x', { messages: { hint } as never })], facts())[0]?.worst).toBe('warning');
  const wrong = check('a/x', { judge: finds('bad'), messages: {} });
  expect(judge([wrong], facts())[0]?.outcome).toMatchObject({ why: { message: 'Error: a/x has no message bad' } });
});

test('what a check is about is looked at where the target has it', () => {
  const has = (...names: readonly string[]): Target =>
    ({
      stack: null,
      function: null,
      role: null,
      user: null,
      ...Object.fromEntries(names.map((name) => [name, {}])),
    }) as never;
  const abouts = (target: Target): readonly string[] =>
    ([undefined, 'stack', 'function', 'role', 'user'] as const).flatMap((about) =>
      isAbout(about === undefined ? {} : { about }, target) ? [about ?? 'any'] : [],
    );
  expect(abouts(has())).toEqual(['any']);
  expect(abouts(has('stack'))).toEqual(['any', 'stack']);
  expect(abouts(has('function'))).toEqual(['any', 'function', 'role']);
  expect(abouts(has('role'))).toEqual(['any', 'role']);
  expect(abouts(has('user'))).toEqual(['any', 'user']);
  expect(abouts(has('user', 'role'))).toEqual(['any', 'user']);
});

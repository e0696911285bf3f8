import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';

/** Operations that change something in AWS, or spend. */
const WRITES = /^(Put|Create|Delete|Attach|Detach|Update|Invoke|Converse)/;
const MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';
const FORM = {
  companyName: 'Example',
  companyWebsite: 'https://example.com',
  intendedUsers: '1',
  industryOption: 'Education',
  otherIndustryOption: '',
  useCases: 'Poems from music',
};

interface Stage {
  readonly sandbox: Sandbox;
  readonly home: string;
  readonly doctor: (...args: string[]) => Promise<Ran>;
  readonly writes: () => readonly string[];
}
async function on<T>(scenario: string, work: (stage: Stage) => Promise<T>): Promise<T> {
  const sandbox = await sandboxOf(scenario, { speed: 60 });
  const home = emptyFolder();
  try {
    return await work({
      sandbox,
      home,
      doctor: (...args) => run(args, { ...sandbox.env, HOME: home }, '', home),
      writes: () =>
        sandbox
          .requests()
          .map(({ operation }) => operation)
          .filter((operation) => WRITES.test(operation)),
    });
  } finally {
    await sandbox.close();
  }
}
const agreement = (sandbox: Sandbox): string | undefined => sandbox.world().bedrock.agreements[MODEL]?.status;

test('option 1 accepts the agreement as the operator, waits until it is AVAILABLE, and undo deletes it', () =>
  on('marketplace-subscription-denied', async ({ sandbox, doctor, writes }) => {
    const { code, err } = await doctor('fix', '--option', '1', '--accept-terms');
    expect(code, err).toBe(0);
    // Price, terms and the page to click instead are shown before anything is accepted.
    expect(err).toContain('0.00025 USD');
    expect(err).toContain('https://aws.amazon.com/legal/bedrock/third-party-models/');
    expect(err).toContain('#/model-catalog');
    expect(writes().filter((name) => name === 'PutRolePolicy')).toEqual([]);
    expect((await doctor('diagnose')).code).toBe(0);
    expect((await doctor('undo', '--last', '--yes')).code).toBe(0);
    expect(agreement(sandbox)).toBeUndefined();
  }));

test('terms are not accepted without consent, and a dry run changes nothing', () =>
  on('marketplace-subscription-denied', async ({ doctor, writes }) => {
    const asked = await doctor('fix', '--option', '1');
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('--accept-terms');
    expect((await doctor('fix', '--option', '1', '--accept-terms', '--dry-run')).code).toBe(0);
    expect((await doctor('fix', '--option', '1', '--plan-out', 'plan.json')).code).toBe(0);
    expect(writes()).toEqual([]);
    expect((await doctor('fix', '--plan', 'plan.json', '--accept-terms', '--no-verify')).code).toBe(0);
    expect(writes()).toEqual(['CreateFoundationModelAgreement']);
  }));

test('a dry run without an option needs no consent; what waits for time alone is not paid for without it', () =>
  on('marketplace-subscription-denied', async ({ doctor, writes }) => {
    for (const only of [['--dry-run'], ['--plan-out', 'plan.json']]) {
      const { code, out } = await doctor('fix', ...only, '--format', 'json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ changes: [{ setting: 'bedrock.model-agreement', status: 'planned' }] });
    }
    expect(writes()).toEqual([]);
  }).then(() =>
    on('grant-in-flight', async ({ doctor, sandbox }) => {
      const codes = [];
      for (const flags of [['--dry-run'], ['--dry-run', '--yes'], ['--no-input'], ['--yes', '--no-verify']])
        codes.push((await doctor('fix', ...flags)).code);
      expect(codes).toEqual([0, 0, 5, 0]);
      expect(sandbox.requests().filter(({ operation }) => /Invoke|generate/i.test(operation))).toEqual([]);
    }),
  ));

test('a refusal names who can fix it, and is a document for whoever reads one', () =>
  on('payment-instrument-invalid', async ({ doctor }) => {
    const { code, out, err } = await doctor('fix', '--option', '3', '--yes', '--format', 'json');
    expect(code).toBe(2);
    expect(err).toContain("whoever pays the account's bill");
    expect(JSON.parse(out)).toMatchObject({ rootCause: { owner: 'payer' }, changes: [], notes: [err.trim()] });
    expect((await doctor('fix', '--option', '3', '--yes')).out).toBe('');
  }));

test('the form is never invented, checked before it is sent, sent once, and never overwritten', () =>
  on('stacked-form-and-agreement', async ({ sandbox, home, doctor, writes }) => {
    const without = await doctor('fix', '--option', '1', '--accept-terms');
    expect(without.code).toBe(2);
    expect(without.err).toContain('--use-case');
    // Nobody but the user can write the form, so that without an option nothing may be done.
    const alone = await doctor('fix', '--yes');
    expect(alone.code).toBe(1);
    expect(alone.out).toContain('--use-case');
    const file = join(home, 'form.json');
    writeFileSync(file, JSON.stringify({ ...FORM, companyWebsite: 'www.example.com', intendedUsers: 1, color: 'red' }));
    const wrong = await doctor('fix', '--option', '1', '--accept-terms', '--use-case', file);
    expect(wrong.code).toBe(2);
    for (const word of ['companyWebsite', 'intendedUsers', 'color']) expect(wrong.err).toContain(word);
    expect(writes()).toEqual([]);
    writeFileSync(file, `\ufeff${JSON.stringify(FORM)}`);
    const { code, err } = await doctor('fix', '--option', '1', '--accept-terms', '--use-case', file);
    expect(code, err).toBe(0);
    expect(err).toContain('cannot be changed');
    expect(JSON.parse(sandbox.world().bedrock.form?.data ?? '{}')).toEqual(FORM);
    const undone = await doctor('undo', '--last', '--yes');
    expect(undone.out).toContain('cannot be taken back');
    expect(sandbox.world().bedrock.form).not.toBeNull();
    writeFileSync(file, JSON.stringify({ ...FORM, companyName: 'Another' }));
    await doctor('fix', '--option', '1', '--accept-terms', '--use-case', file);
    expect(JSON.parse(sandbox.world().bedrock.form?.data ?? '{}')).toEqual(FORM);
  }));

test('--print-use-case-template prints the six fields and looks at nothing', async () => {
  const { code, out } = await run(['fix', '--print-use-case-template'], {});
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out) as object)).toEqual(Object.keys(FORM));
});

test('without an option the safest fix comes first; where the operator may not do it, the next one', async () => {
  await on('marketplace-subscription-denied', async ({ sandbox, doctor, writes }) => {
    expect((await doctor('fix', '--yes', '--no-verify')).code).toBe(0);
    expect(writes()).toEqual(['CreateFoundationModelAgreement']);
    // The agreement was waited for; only a call can show that it works.
    const { code, out } = await doctor('diagnose');
    expect(code).toBe(5);
    expect(out).toContain('AVAILABLE');
    expect(agreement(sandbox)).toBeDefined();
  });
  await on('marketplace-subscription-denied', async ({ sandbox, doctor, writes }) => {
    sandbox.setWorld((world) => {
      const operator = world.users['operator'];
      if (!operator) throw new Error('the sandbox has no operator');
      const deny = { Effect: 'Deny', Action: 'bedrock:CreateFoundationModelAgreement', Resource: '*' };
      const inline = { ...operator.inline, NoAgreement: { Version: '2012-10-17', Statement: [deny] } };
      return { ...world, users: { ...world.users, operator: { ...operator, inline } } };
    });
    const asked = await doctor('fix', '--option', '1', '--accept-terms');
    expect(asked.code).toBe(2);
    expect(asked.out).toContain('bedrock:CreateFoundationModelAgreement');
    const { code, err } = await doctor('fix', '--yes');
    expect(code, err).toBe(0);
    expect(err).toContain('bedrock:CreateFoundationModelAgreement');
    expect(writes()).toContain('PutRolePolicy');
    // The temporary grant is the next safest: it is gone again.
    expect(writes()).toContain('DeleteRolePolicy');
  });
});

test('an agreement by the operator fixes what a boundary keeps the role from; a grant is refused there', () =>
  on('subscribe-denied-by-scp', async ({ doctor }) => {
    const refused = await doctor('fix', '--option', '3', '--yes');
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/Refused/);
  }));

/** Causes that some option of ours fixes, or that only time does; for every other one nothing may be changed. */
const CURABLE = new Set([
  'marketplace-subscription-denied',
  'use-case-form-missing',
  'model-access-denied',
  'stacked-form-and-agreement',
  'first-calls-succeed',
  'subscribe-denied-by-scp',
  // The boundary keeps the role from subscribing; the operator may still accept.
  'denied-by-boundary',
]);
/** Diagnosed as healthy, or as a matter of time. */
const NOTHING_TO_FIX = new Set([
  'healthy',
  'clock-skew',
  'model-legacy',
  'endpoint-error',
  'logs-missing',
  'marketplace-subscription-pending',
  'propagation-pending',
]);
/** Cured by a grant of what the invocation needs, which is option 3 where nobody names a grant (contract, section 4). */
const GRANTED = ['invoke-not-allowed', 'invoke-profile-not-allowed', 'invoke-stream-not-allowed', 'action-not-allowed'];
const HOPELESS = someRows(
  SCENARIOS.filter(
    ({ id, shows }) => shows === id && !CURABLE.has(id) && !NOTHING_TO_FIX.has(id) && !GRANTED.includes(id),
  ).map(({ id }) => id),
);

test.each(GRANTED)('%s is fixed by a grant for the invocation, and by no agreement', (id) =>
  on(id, async ({ doctor, writes }) => {
    expect((await doctor('fix', '--option', '1', '--yes')).code).toBe(2);
    expect(writes()).toEqual([]);
    const { code, err } = await doctor('fix', '--yes');
    expect(code, err).toBe(0);
    expect(err).toContain('BedrockInvokeAccess');
    expect(writes().filter((name) => /Policy|Agreement/.test(name))).toEqual(['PutRolePolicy']);
    expect((await doctor('undo', '--last', '--yes')).code).toBe(0);
    expect(writes()).toContain('DeleteRolePolicy');
  }),
);

test.each(HOPELESS)('nothing is changed for %s', (id) =>
  on(id, async ({ doctor, writes, home }) => {
    // None of them changes anything, so that none waits for another.
    const [three, one, any] = await Promise.all([
      doctor('fix', '--option', '3', '--yes'),
      doctor('fix', '--option', '1', '--yes'),
      doctor('fix', '--yes'),
    ]);
    expect(writes()).toEqual([]);
    expect(() => readFileSync(join(home, '.local/state/bedrock-doctor/journal.jsonl'))).toThrow();
    const credentials = id.startsWith('credentials-');
    expect([three.code, one.code]).toEqual(credentials ? [4, 4] : [2, 2]);
    expect(any.code).toBe(credentials ? 4 : id === 'operator-not-allowed' ? 3 : 1);
    if (!credentials) expect(three.err.trim().split('\n')).toHaveLength(1);
  }),
);

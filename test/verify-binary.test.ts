import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

/** The real binary: the wait, the verdict and the lines. Tests wait, so they do it together. */
const running: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(running.map((sandbox) => sandbox.close()));
});
async function served(scenario: string, speed = 5): Promise<Sandbox> {
  const sandbox = await sandboxOf(scenario, { speed });
  running.push(sandbox);
  return sandbox;
}

interface Seen {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly otherCauses: readonly string[];
  readonly verification: {
    readonly attempts: number;
    readonly provisional: boolean;
    readonly poem: string | null;
    readonly log: { readonly seen: string[]; readonly missing: string[]; readonly forbidden: string[] };
  };
}
const verify = async (on: Sandbox, ...args: string[]): Promise<Ran & { readonly json: Seen }> => {
  const ran = await run(['verify', '--format', 'json', ...args], on.env);
  return { ...ran, json: JSON.parse(ran.out) as Seen };
};
const cause = ({ json }: { readonly json: Seen }): string | undefined => json.rootCause?.cause;

test.concurrent('healthy: two spaced successes, four lines in order', async () => {
  const { code, json } = await verify(await served('healthy'), '--tail');
  expect([code, json.verification.attempts, json.verification.log.seen.length]).toEqual([0, 2, 4]);
});

test.concurrent('a poem that lacks what was asked for is none; what is for Bedrock alone is said to have no effect', async () => {
  const lacking = await verify(await served('healthy'), '--answer', 'no such words', '--stream', '--wait', '0');
  expect([lacking.code, cause(lacking), lacking.json.verification.attempts]).toEqual([1, 'endpoint-error', 1]);
  expect(lacking.err).toContain('--stream is for --via direct and --via role');
  expect((await verify(await served('healthy'), '--answer', '.', '--wait', '0')).code).toBe(0);
});

test.concurrent('the request may come from standard input, which is read once and asked for twice', async () => {
  const on = await served('healthy');
  const body = JSON.stringify({ persona: 'ophelia', language: 'en', poem_type: 'haiku', length: 'short' });
  const { code, out } = await run(
    ['verify', '--poem', '-', '--tail', '--expect', 'Persona: ophelia', '--format', 'json'],
    on.env,
    body,
  );
  expect([code, (JSON.parse(out) as Seen).verification.log.seen.length]).toEqual([0, 1]);
  const wrong = await run(['verify', '--poem', '-'], on.env, '{');
  expect([wrong.code, wrong.err]).toEqual([
    2,
    'The request body on standard input, line 1, is not valid JSON; mend the file, or change --poem.\n',
  ]);
});

test.concurrent('lines of others: a failing request at the same time does not hurt', async () => {
  const on = await served('healthy');
  const others = setInterval(() => {
    void fetch(on.apiUrl, { method: 'POST', body: JSON.stringify({ persona: 'x', model: 'no.such-model' }) }).catch(
      () => null,
    );
  }, 150);
  const { code, json } = await verify(on, '--tail');
  clearInterval(others);
  expect([code, json.verification.log]).toMatchObject([0, { missing: [], forbidden: [] }]);
});

test.concurrent('a forbidden line ends it at once, by flag and by config file; an expected one that is missing is named', async () => {
  const on = await served('healthy');
  const flag = await verify(on, '--tail', '--forbid', 'Invoking Bedrock');
  expect(flag.code).toBe(1);
  expect(flag.json.verification.log.forbidden).toHaveLength(1);
  const folder = emptyFolder();
  writeFileSync(
    join(folder, '.bedrock-doctor.json'),
    JSON.stringify({ expect: ['Success - Generated'], forbid: ['Persona: ham'] }),
  );
  const config = JSON.parse((await run(['verify', '--tail', '--format', 'json'], on.env, '', folder)).out) as Seen;
  expect(config.verification.log).toMatchObject({ seen: { length: 1 }, forbidden: { length: 1 } });
  // Who names lines on the command line wants the log looked at; a config file names them for the runs that look.
  expect((await verify(on, '--expect', 'Generated \\d+')).json.verification.log.seen).toHaveLength(1);
  const unasked = await run(['verify', '--format', 'json'], on.env, '', folder);
  expect([unasked.code, (JSON.parse(unasked.out) as Seen).verification.log.seen]).toEqual([0, []]);
  const missing = await verify(on, '--tail', '--expect', 'Request received', 'never said');
  expect([missing.code, cause(missing), missing.json.verification.log.missing]).toEqual([
    1,
    'logs-missing',
    ['never said'],
  ]);
});

test.concurrent('a denial with nothing changed: 1 at the deadline, with the words of the log', async () => {
  const denied = await verify(await served('marketplace-subscription-denied'), '--tail', '--wait', '0');
  expect([denied.code, cause(denied), denied.json.verification.attempts]).toEqual([
    1,
    'marketplace-subscription-denied',
    1,
  ]);
  expect(denied.json.verification.log.forbidden[0]).toContain('[Poetry] Bedrock error');
});

test.concurrent.each([
  // Rule 8: what stands against the subscription comes before its denial.
  ['subscribe-denied-by-scp', 1, 'denied-by-scp', 'deduced', ['marketplace-subscription-denied']],
  ['denied-by-boundary', 1, 'denied-by-boundary', 'deduced', ['marketplace-subscription-denied']],
  // Section 7: where a fact makes the words more specific, the specific cause is given.
  ['model-not-in-region', 1, 'model-not-in-region', 'deduced', ['model-id-invalid']],
  ['region-unsupported', 1, 'region-unsupported', 'deduced', ['endpoint-unreachable']],
  // Nobody asks for a function that is not there.
  ['function-not-found', 1, 'function-not-found', 'deduced', []],
  ['function-timeout', 1, 'function-timeout', 'observed', ['endpoint-error']],
  ['kms-denied', 1, 'kms-denied', 'observed', []],
  // Rules 5 and 6: what follows from the control plane's answers is deduced, whatever came from the model.
  ['first-calls-succeed', 1, 'marketplace-subscription-denied', 'deduced', []],
  // Section 7: rejected credentials are a root cause that AWS named.
  ['credentials-expired', 4, 'credentials-expired', 'observed', []],
])('%s: what the diagnosis knows of the answer is told', async (scenario, code, root, basis, others) => {
  const told = await verify(await served(scenario), '--wait', '0');
  expect([told.code, told.json.rootCause, told.json.otherCauses]).toMatchObject([code, { cause: root, basis }, others]);
});

test.concurrent('access that the agreement brings, refused though it is there: 5, as the diagnosis says', async () => {
  const on = await served('model-access-denied');
  const env = { ...on.env, HOME: emptyFolder() };
  expect((await run(['fix', '--option', '1', '--yes', '--no-verify'], env)).code).toBe(0);
  const refused = await verify(on, '--wait', '0');
  expect([refused.code, cause(refused)]).toEqual([5, 'propagation-pending']);
  expect((await run(['diagnose'], on.env)).code).toBe(5);
});

test.concurrent('a function that is not there, asked by itself: the cause, and no error of usage', async () => {
  const told = await verify(await served('healthy'), '--via', 'lambda', '--function', 'nope', '--wait', '0');
  expect([told.code, cause(told)]).toEqual([1, 'function-not-found']);
});

test.concurrent('what no wait fixes: 1 at once', async () => {
  const restricted = await verify(await served('account-restricted'));
  expect([restricted.code, cause(restricted), restricted.json.verification.attempts]).toEqual([
    1,
    'account-restricted',
    1,
  ]);
});

test.concurrent('a pending subscription: 5; a success that will not last: 1', async () => {
  const pending = await verify(await served('marketplace-subscription-pending', 1), '--wait', '1s');
  expect([pending.code, cause(pending), pending.json.verdict]).toEqual([
    5,
    'marketplace-subscription-pending',
    'pending',
  ]);
  const borrowed = await verify(await served('first-calls-succeed'));
  expect([borrowed.code, cause(borrowed)]).toEqual([1, 'marketplace-subscription-denied']);
  expect(borrowed.json.verification.provisional).toBe(true);
});

test.concurrent('a log that may not be read: 3 with --tail, no matter without it; refused keys: 4', async () => {
  const on = await served('healthy');
  on.setWorld((world) => {
    const group = world.logGroups[LOG_GROUP];
    return group
      ? { ...world, logGroups: { ...world.logGroups, [LOG_GROUP]: { ...group, class: 'INFREQUENT_ACCESS' } } }
      : world;
  });
  expect((await verify(on, '--tail')).code).toBe(3);
  expect((await verify(on)).code).toBe(0);
  expect((await run(['verify', '--tail', '--via', 'direct'], on.env)).code).toBe(2);
  const refused = await run(['verify'], { ...on.env, AWS_SECRET_ACCESS_KEY: 'wrong' });
  expect(refused.code).toBe(4);
});

test.concurrent('--follow goes on after the verdict, and --timeout ends it with the exit code of the verdict', async () => {
  const on = await served('healthy', 1);
  const { code, out } = await run(['verify', '--follow', '--timeout', '25s'], on.env);
  expect(code).toBe(0);
  const [report = '', log = ''] = out.split(/(?=\d\d:\d\d:\d\d\.\d{3}Z )/, 2);
  expect(report).toContain('[Poetry] Success');
  expect(log).toMatch(/START RequestId/);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { agreed, withInline } from '../src/sandbox/scenarios/change.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

let open: Sandbox | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
async function sandboxFor(scenario: string): Promise<Sandbox> {
  open = await sandboxOf(scenario);
  return open;
}
const probing = (sandbox: Sandbox, ...more: readonly string[]): Promise<Ran> =>
  run(['diagnose', '--probe', '--format', 'json', ...more], sandbox.env);
const invocations = (sandbox: Sandbox): number =>
  sandbox.requests().filter(({ operation }) => operation === 'Invoke').length;

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string; readonly waitMinutes: number | null } | null;
  readonly checks: readonly { readonly id: string; readonly status: string; readonly reason: string | null }[];
}
const read = ({ out }: Ran): Document => JSON.parse(out) as Document;
const probeCheck = (document: Document) => document.checks.find(({ id }) => id === 'application/probe-answered');

test('without somebody to agree nothing is asked, and the flag is named', async () => {
  const sandbox = await sandboxFor('healthy');
  const { code, out, err } = await probing(sandbox);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('--yes');
  expect(sandbox.requests()).toEqual([]);
});

test('a probe is one request; before it the cost and the subscription are named', async () => {
  const sandbox = await sandboxFor('healthy');
  const ran = await probing(sandbox, '--yes');
  expect(ran.code, ran.err).toBe(0);
  expect(ran.err).toMatch(/one real request.*tokens.*billed.*Marketplace subscription/s);
  expect(invocations(sandbox)).toBe(1);
  expect(probeCheck(read(ran))?.status).toBe('pass');
});

test('no run without the flag asks anything that costs', async () => {
  const sandbox = await sandboxFor('healthy');
  const ran = await run(['diagnose', '--yes', '--format', 'json'], sandbox.env);
  expect(invocations(sandbox)).toBe(0);
  expect(probeCheck(read(ran))).toMatchObject({ status: 'not-applicable', reason: '--probe was not asked for' });
});

test.each([
  'marketplace-subscription-denied',
  'model-gated',
  'payment-instrument-invalid',
  'denied-by-session-policy',
  'throttled',
  'function-error',
  'function-timeout',
])('what the probe is told of %s is observed, with an empty log', async (scenario) => {
  const sandbox = await sandboxFor(scenario);
  sandbox.setWorld((world) => ({ ...world, logGroups: {} }));
  const ran = await probing(sandbox, '--yes');
  expect(ran.code).toBe(1);
  expect(read(ran).rootCause).toMatchObject({ cause: scenario, basis: 'observed' });
});

test('a success is the newest word: what the log said before does not count any more', async () => {
  const sandbox = await sandboxFor('throttled');
  sandbox.setWorld((world) => ({ ...world, bedrock: { ...world.bedrock, faults: [] } }));
  const ran = await probing(sandbox, '--yes');
  expect(ran.code).toBe(0);
  expect(read(ran)).toMatchObject({ verdict: 'healthy', rootCause: null });
});

test('a success without an agreement, by a role that may not subscribe, proves nothing', async () => {
  const sandbox = await sandboxFor('first-calls-succeed');
  const ran = await probing(sandbox, '--yes');
  expect(ran.code).toBe(1);
  expect(read(ran).rootCause).toMatchObject({ cause: 'marketplace-subscription-denied', basis: 'deduced' });
});

test('the agreement is read after the probe, which may have begun it', async () => {
  const sandbox = await sandboxFor('marketplace-subscription-denied');
  sandbox.setWorld((world) =>
    withInline(
      {
        ...world,
        logGroups: {},
        bedrock: { ...world.bedrock, firstInvokedAt: {} },
        delays: { ...world.delays, subscriptionMs: 3_600_000 },
      },
      'Subscribe',
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'aws-marketplace:*', Resource: '*' }],
      },
    ),
  );
  const ran = await probing(sandbox, '--yes');
  expect({ code: ran.code, verdict: read(ran).verdict }).toEqual({ code: 5, verdict: 'pending' });
});

test('a probe that may not be made leaves the run undetermined and names the permission', async () => {
  const sandbox = await sandboxFor('healthy');
  sandbox.setWorld((world) => {
    const operator = world.users['operator'];
    if (!operator) return world;
    const inline = {
      ...operator.inline,
      NoInvoke: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'lambda:InvokeFunction', Resource: '*' }],
      },
    };
    // Neither log nor event history has a success, beside which the probe would not be missed.
    const silent = { ...agreed(world), logGroups: {}, events: [] };
    return { ...silent, users: { ...world.users, operator: { ...operator, inline } } };
  });
  const ran = await probing(sandbox, '--yes');
  expect(ran.code).toBe(3);
  expect(probeCheck(read(ran))).toMatchObject({ status: 'unknown', reason: 'you may not lambda:InvokeFunction' });
});

test('a function that does not exist is not asked for', async () => {
  const sandbox = await sandboxFor('function-not-found');
  const ran = await probing(sandbox, '--yes');
  expect(read(ran).rootCause?.cause).toBe('function-not-found');
  expect(invocations(sandbox)).toBe(0);
});

test('the answer is in the facts file, without the poem, and the replay says the same', async () => {
  const sandbox = await sandboxFor('model-gated');
  const file = join(emptyFolder(), 'facts.json');
  const ran = await probing(sandbox, '--yes', '--save', file);
  const replayed = await run(['diagnose', '--from', file, '--format', 'json'], {});
  expect(replayed.code).toBe(ran.code);
  expect(read(replayed).rootCause).toEqual(read(ran).rootCause);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    facts: { 'lambda/invocation': { known: true, value: { succeeded: false } } },
  });
});

test('a poem is in no facts file', async () => {
  const sandbox = await sandboxFor('healthy');
  const file = join(emptyFolder(), 'facts.json');
  await probing(sandbox, '--yes', '--save', file, '--no-redact');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('"succeeded": true');
  expect(text).not.toMatch(/[가-힣]/);
});

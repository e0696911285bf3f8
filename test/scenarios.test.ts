import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { timeless } from './document-law.ts';
import { RECORDINGS } from './recorder.ts';
import { roundsOf } from './rounds.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';

const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, '../schema/report.schema.json'), 'utf8')) as object;
const valid = new Ajv2020({ strict: false }).compile(schema);

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly otherCauses: readonly string[];
  readonly apiCalls: number;
  readonly remedies: readonly { readonly automatic: boolean; readonly option: number | null }[];
  readonly checks: readonly { readonly status: string; readonly reason: string | null }[];
}

/** Scenarios whose diagnosis is not simply the cause they are named after. */
const ODD: Readonly<Record<string, { readonly exit: number; readonly root: string | null }>> = {
  healthy: { exit: 0, root: null },
  'stacked-form-and-agreement': { exit: 1, root: 'use-case-form-missing' },
  'first-calls-succeed': { exit: 1, root: 'marketplace-subscription-denied' },
  'subscribe-denied-by-scp': { exit: 1, root: 'denied-by-scp' },
  // Rule 2: what AWS said in the window, and nothing succeeded since.
  'calls-stopped': { exit: 1, root: 'marketplace-subscription-denied' },
  'scp-with-condition': { exit: 1, root: 'denied-by-scp' },
  'application-profile-not-allowed': { exit: 1, root: 'invoke-profile-not-allowed' },
  'global-profile-not-allowed': { exit: 1, root: 'invoke-profile-not-allowed' },
  'wrong-partition': { exit: 1, root: 'invoke-not-allowed' },
  'simulator-forbidden': { exit: 1, root: 'invoke-not-allowed' },
  // Section 7: an explicit Deny comes before the boundary; rule 8: it stands before the subscription.
  'deny-and-boundary': { exit: 1, root: 'denied-explicitly' },
  'subscribe-denied-explicitly': { exit: 1, root: 'denied-explicitly' },
  'invoke-outside-boundary': { exit: 1, root: 'denied-by-boundary' },
  // Rule 4: what could not be read makes no run healthy, unless a fresh success shows that it does not matter.
  'scp-unseen': { exit: 3, root: null },
  'iam-unreadable': { exit: 3, root: null },
  'iam-unreadable-but-working': { exit: 0, root: null },
  // Rule 7: younger than 15 minutes and no success since is pending, older is healthy with a warning.
  'grant-in-flight': { exit: 5, root: 'propagation-pending' },
  'denial-overtaken': { exit: 5, root: 'propagation-pending' },
  'denial-outdated': { exit: 0, root: null },
  // Rule 2: what is older than the newest success does not count, nor what was said to another model or role.
  'denied-then-succeeded': { exit: 0, root: null },
  // Rule 12: a denial of another model makes another cell.
  'another-model-denied': { exit: 1, root: 'invoke-not-allowed' },
  'another-role-denied': { exit: 0, root: null },
  'granted-by-managed-policy': { exit: 0, root: null },
  // The SDK corrects a wrong clock by itself and goes on.
  'clock-skew': { exit: 0, root: null },
  'credentials-expired': { exit: 4, root: 'credentials-expired' },
  'credentials-invalid': { exit: 4, root: 'credentials-invalid' },
  'operator-not-allowed': { exit: 3, root: null },
  'marketplace-subscription-pending': { exit: 5, root: 'marketplace-subscription-pending' },
  'propagation-pending': { exit: 5, root: 'propagation-pending' },
  'model-legacy': { exit: 0, root: null },
  // Only a request shows these: the diagnosis reads, it does not call.
  'endpoint-error': { exit: 0, root: null },
  'logs-missing': { exit: 0, root: null },
  // Named after whom they show, not after the cause.
  'rag-second-model-denied': { exit: 1, root: 'invoke-not-allowed' },
  'cdk-two-functions': { exit: 1, root: 'invoke-profile-not-allowed' },
  'function-without-stack': { exit: 1, root: 'marketplace-subscription-denied' },
  'role-ecs-task': { exit: 1, root: 'invoke-not-allowed' },
  'me-claude-code': { exit: 1, root: 'invoke-profile-not-allowed' },
  'me-sso-session': { exit: 1, root: 'invoke-not-allowed' },
  'user-api-key': { exit: 1, root: 'invoke-not-allowed' },
  'mantle-client': { exit: 1, root: 'invoke-not-allowed' },
};
/** Calls that a diagnosis takes at most; a second function has a role, a log and policies of its own to read. */
const MOST_CALLS: Readonly<Record<string, number>> = {
  'marketplace-subscription-denied': 17,
  'rag-second-model-denied': 24,
  'cdk-two-functions': 26,
};
/** Scenarios with a fix that their demo does not show, each for a reason. */
const FIX_NOT_SHOWN: Readonly<Record<string, string>> = {
  'marketplace-subscription-denied': "the guide's story shows it",
  'use-case-form-missing': 'only a person can fill the form in',
  'stacked-form-and-agreement': 'only a person can fill the form in',
  'me-claude-code': 'she may not grant it to herself',
  'application-profile-not-allowed': 'its function sends what the model does not take',
  'simulator-forbidden': 'the story is what cannot be simulated',
  'wrong-partition': 'the policy that is there is what must be changed',
  'model-access-denied': 'the agreement is there, and is no fix for sure',
  'subscribe-denied-explicitly': 'the denial stays, and is the story',
  'subscribe-denied-by-scp': 'the denial stays, and is the story',
  'denied-by-boundary': 'the denial stays, and is the story',
};
/** Operations that change something. */
const WRITES = /^(Put|Create|Delete|Attach|Detach|Update|Invoke|Converse)/;

/** By day some of those that test/verdicts.test.ts judges, too, and all that it does not; of some what was saved is judged anew. */
const JUDGED = new Set(RECORDINGS.map(({ id }) => id));
const IDS = SCENARIOS.map(({ id }) => id);
const DIAGNOSED = [...IDS.filter((id) => !JUDGED.has(id)), ...someRows(IDS.filter((id) => JUDGED.has(id)))];
const REPLAYED = someRows(DIAGNOSED);

test.each(DIAGNOSED)('diagnose tells %s, and what is saved of it without AWS', async (id) => {
  const sandbox = await sandboxOf(id);
  const folder = emptyFolder();
  const file = join(folder, 'facts.json');
  try {
    const save = ['--save', file, '--no-redact', '--quiet'];
    const { code, out, err } = await run(['diagnose', '--format', 'json', ...save], sandbox.env, '', folder);
    expect(err).toBe('');
    const found = JSON.parse(out) as Document;
    expect(valid(found), JSON.stringify(valid.errors)).toBe(true);
    const expected = ODD[id] ?? { exit: 1, root: id };
    expect({ exit: code, root: found.rootCause?.cause ?? null }).toEqual(expected);
    expect(sandbox.requests().filter(({ operation }) => WRITES.test(operation))).toEqual([]);
    // The template is no part of a demo.
    const fixable = found.remedies.some(({ automatic, option }) => automatic && option !== 2);
    const shown = SCENARIOS.find((one) => one.id === id)?.fix !== undefined;
    expect(shown, `${id} ${FIX_NOT_SHOWN[id] ?? 'has a fix, so its demo shows it'}`).toBe(
      fixable && FIX_NOT_SHOWN[id] === undefined,
    );
    expect(found.apiCalls).toBeLessThanOrEqual(MOST_CALLS[id] ?? 20);
    // A request that was only sent to learn AWS's clock is sent again; it counts once.
    const counted = sandbox.requests().filter(({ fault }) => !/Signature/.test(fault ?? ''));
    expect(counted.length).toBe(found.apiCalls);
    if (!REPLAYED.includes(id)) return;
    const nowhere = { ...sandbox.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const replayed = await run(['diagnose', '--format', 'json', '--from', file], nowhere, '', folder);
    expect([replayed.code, timeless(JSON.parse(replayed.out))], replayed.err).toEqual([code, timeless(found)]);
  } finally {
    await sandbox.close();
  }
});

test('somebody who may read nothing learns which permissions are missing', async () => {
  const sandbox = await sandboxOf('operator-not-allowed');
  try {
    const { out } = await run(['diagnose', '--format', 'json'], sandbox.env);
    const reasons = (JSON.parse(out) as Document).checks
      .filter(({ status }) => status === 'unknown')
      .map(({ reason }) => reason);
    for (const action of [
      'cloudformation:DescribeStacks',
      'cloudformation:ListStackResources',
      'cloudtrail:LookupEvents',
    ])
      expect(reasons.join('\n')).toContain(action);
  } finally {
    await sandbox.close();
  }
});

test.runIf(existsSync('/proc/self/task'))('a diagnosis takes at most four round trips one after another', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 1 });
  try {
    const rounds = await roundsOf(['diagnose', '--format', 'json'], sandbox);
    expect(rounds.flat().length).toBeGreaterThan(10);
    expect(rounds.length, JSON.stringify(rounds)).toBeLessThanOrEqual(4);
  } finally {
    await sandbox.close();
  }
});

test.each(['demo', 'sandbox', 'explain'])(
  '%s --list is text for people and JSON for programs, the same names',
  async (command) => {
    const [lines, json] = [await run([command, '--list'], {}), await run([command, '--list', '--format', 'json'], {})];
    const rows = JSON.parse(json.out) as { id: string; title: string }[];
    expect(rows.map(({ id, title }) => `${id.padEnd(34)} ${title}\n`).join('')).toBe(lines.out);
    expect([lines.code, json.code, rows.length > 50]).toEqual([0, 0, true]);
  },
);

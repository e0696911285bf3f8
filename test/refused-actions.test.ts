import { describe, expect, test } from 'vitest';
import { deny } from '../src/sandbox/scenarios/policy.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { run, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';

/*
 * Each action that a diagnosis uses, refused to the operator by itself: what is left to say stays true, and nothing that was
 * not looked at is judged (contract, section 3, rule 4).
 */

/** Accounts of several shapes: a function in a stack or in none, a role, a user, profiles of both kinds. */
const SCENARIOS = [
  'healthy',
  'denied-by-scp',
  'application-profile-not-allowed',
  'organization-guardrail-broken',
  'rag-second-model-denied',
  'role-ecs-task',
  'user-api-key',
  'me-claude-code',
];

/** The other way to the same answer, which leaves nothing unknown: the simulator reads the policies, too. */
const HAS_ANOTHER_WAY = /^(?:iam:|organizations:|cloudformation:DescribeStacks)/;

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string } | null;
  readonly otherCauses: readonly string[];
  readonly cells: readonly { readonly model: string | null; readonly rootCause: { readonly cause: string } | null }[];
}

/** What a run says of the account, and which actions it used. */
async function diagnosed(sandbox: Sandbox) {
  const { code, out, err } = await run(['diagnose', '--format', 'json'], sandbox.env);
  return { code, text: out + err, document: JSON.parse(out) as Document };
}

/** The sandbox with one action refused to whoever runs the doctor. */
function refuse(sandbox: Sandbox, action: string): void {
  sandbox.setWorld((world) => {
    const { principal } = world.keys[sandbox.env['AWS_ACCESS_KEY_ID'] ?? ''] ?? { principal: '' };
    const name = principal.split('/').at(-1) ?? '';
    const user = world.users[name];
    if (!user) throw new Error(`${principal} is no user`);
    const inline = { ...user.inline, Refused: deny(action, '*') };
    return { ...world, users: { ...world.users, [name]: { ...user, inline } } };
  });
}

describe.each(SCENARIOS)('%s', (scenario) => {
  test('with any one action refused no cause is made up, none is lost without a word, and nothing is healthy that is not', async () => {
    const whole = await sandboxOf(scenario);
    const before = await diagnosed(whole);
    const used = [...new Set(whole.requests().map(({ service, operation }) => `${service}:${operation}`))].filter(
      (action) => action !== 'sts:GetCallerIdentity',
    );
    await whole.close();
    expect(used.length).toBeGreaterThan(5);
    for (const action of someRows(used)) {
      const sandbox = await sandboxOf(scenario);
      refuse(sandbox, action.replace('service-quotas', 'servicequotas'));
      const { code, text, document } = await diagnosed(sandbox);
      await sandbox.close();
      const about = `${action}: exit ${code}, ${document.rootCause?.cause}\n${text}`;
      if (before.code === 0) expect([0, 3], about).toContain(code);
      else expect([before.code, 3], about).toContain(code);
      const known = [
        before.document.rootCause?.cause,
        ...before.document.otherCauses,
        ...before.document.cells.map(({ rootCause }) => rootCause?.cause),
      ];
      if (document.rootCause !== null) expect(known, about).toContain(document.rootCause.cause);
      // Only what nobody has told is silent about what it could not see.
      if (!HAS_ANOTHER_WAY.test(action)) expect(text, about).toContain(action.split(':')[1] ?? '');
    }
  });
});

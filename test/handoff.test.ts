import { expect, test } from 'vitest';
import { CAUSE_IDS, CAUSES } from '../src/causes/catalogue.ts';
import type { CauseId } from '../src/core/cause.ts';
import type { Json } from '../src/core/json.ts';
import { EMPTY_TARGET, type Report } from '../src/core/report.ts';
import { composeHandoff } from '../src/reporters/handoff.ts';
import { run, sandboxOf } from './run.ts';

const ROLE = 'arn:aws:iam::123456789012:role/kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
const of = (value: string) => ({ value, source: { from: 'flag' as const, name: '--x' } });

/** A report whose root cause is this, seen in a log line with an ARN and a request id. */
const reportOf = (cause: CauseId): Report => ({
  command: 'diagnose',
  startedAt: '2026-11-24T12:00:00.000Z',
  durationMs: 1,
  apiCalls: 1,
  target: {
    ...EMPTY_TARGET,
    account: of('123456789012'),
    caller: of('arn:aws:iam::123456789012:user/operator'),
    region: of('ap-northeast-2'),
    function: of('PoetryFunction'),
    role: of('kiroween-PoetryFunctionRole-1A2B3C4D5E6F'),
    model: of('global.anthropic.claude-haiku-4-5-20251001-v1:0'),
  },
  verdict: 'broken',
  rootCause: { cause, title: CAUSES[cause].title, owner: CAUSES[cause].owner, basis: 'observed', waitMinutes: null },
  cells: [],
  otherCauses: [],
  checks: [
    { id: 'target/role-exists', title: 'The role exists', link: 'role', status: 'pass', reason: null, findings: [] },
    {
      id: 'policy/calls-permitted',
      title: 'No policy stopped a recent call',
      link: 'policy',
      status: 'fail',
      reason: null,
      findings: [
        {
          code: 'policy/calls-permitted/said',
          cause,
          severity: 'error',
          subject: ROLE,
          message: 'AWS refused bedrock:InvokeModel.',
          evidence: [
            {
              kind: 'log',
              group: '/aws/lambda/PoetryFunction',
              stream: 's',
              at: '2026-11-24T11:58:00.000Z',
              line: '2026-11-24T11:58:00.000Z\t3b1f0c2e-0000-4000-8000-000000000001\tERROR\tAWS\u001b[31m refused it',
            },
          ],
        },
      ],
    },
  ],
  remedies: [],
  changes: [],
  verification: null,
  seen: [],
  notes: [],
});

test.each(CAUSE_IDS)('whoever has to fix %s gets a handoff, and nobody else', (id) => {
  const handoff = composeHandoff(reportOf(id));
  const { owner } = CAUSES[id];
  if (owner === 'developer' || owner === 'nobody') {
    expect(handoff).toBeNull();
    return;
  }
  if (handoff === null) throw new Error(`src/causes/handoff/asks.ts has nothing to ask for ${id}`);
  const { to, subject, body } = handoff;
  expect(to).toBe(owner);
  expect(subject.length).toBeLessThan(120);
  for (const part of ['123456789012', 'ap-northeast-2', 'claude-haiku-4-5', id, 'The role exists']) {
    expect(body).toContain(part);
  }
  expect(body).toContain('2026-11-24T11:58:00.000Z');
  expect(body).toContain('3b1f0c2e-0000-4000-8000-000000000001');
  expect(body).toContain('Nothing has been changed');
  expect(body).not.toMatch(/undefined|\[object|!/);
  expect(body).not.toContain('\u001b');
  const document = /\n\n([[{]\n[\s\S]*?\n[\]}])\n\n/.exec(body)?.[1];
  if (document !== undefined) expect(() => JSON.parse(document) as unknown).not.toThrow();
});

const diagnosed = async (scenario: string, ...flags: readonly string[]) => {
  const sandbox = await sandboxOf(scenario);
  try {
    return await run(['diagnose', ...flags], sandbox.env);
  } finally {
    await sandbox.close();
  }
};

test('a report says in one line that there is a handoff, and with -v prints it', async () => {
  const brief = await diagnosed('denied-by-scp');
  expect(brief.out).toMatch(
    /bedrock-doctor diagnose --region ap-northeast-2 .*-v prints a text to send to the organization's administrator\./,
  );
  expect(brief.out).not.toContain('Subject:');
  const { out } = await diagnosed('denied-by-scp', '-v');
  expect(out).toContain('Subject: An exception to a service control policy');
  expect(out.replace(/\s+/g, '')).toContain('service_control_policy/p-tokyo');
  expect(out).toContain('"aws:PrincipalArn"');
  expect((await diagnosed('invoke-not-allowed', '-v')).out).not.toContain('Subject:');
});

test('who gets the statements of the handoff may look where they could not', async () => {
  const sandbox = await sandboxOf('operator-not-allowed');
  try {
    const { out } = await run(['diagnose', '-v'], sandbox.env);
    const statements = JSON.parse(/\n\n(\[\n[\s\S]*?\n\])\n\n/.exec(out)?.[1] ?? '[]') as Json[];
    expect(statements.length).toBeGreaterThan(1);
    sandbox.setWorld((world) => {
      const { visitor } = world.users;
      if (!visitor) throw new Error('the sandbox has no visitor');
      const inline = { ...visitor.inline, Asked: { Version: '2012-10-17', Statement: statements } };
      return { ...world, users: { ...world.users, visitor: { ...visitor, inline } } };
    });
    const before = [...out.matchAll(/you may not ([\w:]+)/g)].map(([, action]) => action);
    const after = (await run(['diagnose', '-v'], sandbox.env)).out;
    for (const action of before) expect(after).not.toContain(`you may not ${action}\n`);
  } finally {
    await sandbox.close();
  }
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { run, sandboxOf } from './run.ts';

interface Document {
  readonly target: Readonly<Record<string, { readonly value: string; readonly source: string } | null>>;
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly cells: readonly {
    readonly principal: string;
    readonly model: string;
    readonly verdict: string;
    readonly region: string;
  }[];
  readonly notes: readonly string[];
}

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});
/** The environment of a scenario, with nobody named in it. */
async function unnamed(scenario: string): Promise<Readonly<Record<string, string>>> {
  const sandbox = await sandboxOf(scenario);
  open.push(sandbox);
  return Object.fromEntries(Object.entries(sandbox.env).filter(([name]) => !name.startsWith('BEDROCK_DOCTOR_')));
}
const documentOf = (out: string): Document => JSON.parse(out) as Document;

describe('nobody is named', () => {
  test.each([
    ['role-ecs-task', 'role/orders-task-role', 'invoke-not-allowed', 'observed'],
    ['user-api-key', 'user/BedrockAPIKey-k7m2', 'invoke-not-allowed', 'observed'],
    [
      'function-without-stack',
      'role/service-role/summarize-tickets-role',
      'marketplace-subscription-denied',
      'observed',
    ],
  ])('%s: the one that was refused is found, and why', async (scenario, principal, cause, basis) => {
    const env = await unnamed(scenario);
    const ran = await run(['diagnose', '--format', 'json'], env);
    const { rootCause, cells, notes } = documentOf(ran.out);
    expect([ran.code, rootCause?.cause, rootCause?.basis, cells[0]?.principal]).toEqual([
      1,
      cause,
      basis,
      `arn:aws:iam::123456789012:${principal}`,
    ]);
    expect(notes.join('\n')).toMatch(/refused \d+ times in the last day, says CloudTrail/);
    const text = await run(['diagnose'], env);
    expect(text.out).not.toMatch(/Poetry|poem|kiroween/i);
  });

  test('the command that callers prints says the same', async () => {
    const env = await unnamed('role-ecs-task');
    const callers = JSON.parse((await run(['callers', '--format', 'json'], env)).out) as {
      readonly callers: readonly { readonly command: string; readonly lastRefusal: { readonly cause: string } }[];
    };
    const [worst] = callers.callers;
    const ran = await run([...(worst?.command ?? '').split(' ').slice(1), '--format', 'json'], env);
    expect([ran.code, documentOf(ran.out).rootCause?.cause]).toEqual([1, worst?.lastRefusal.cause]);
  });
});

describe('--me', () => {
  test('the models of Claude Code are cells, each with its source', async () => {
    const env = await unnamed('me-claude-code');
    const ran = await run(['diagnose', '--me', '--format', 'json'], env);
    const { cells, rootCause, target, notes } = documentOf(ran.out);
    expect([ran.code, rootCause?.cause]).toEqual([1, 'invoke-profile-not-allowed']);
    expect(cells.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['eu.anthropic.claude-sonnet-4-6', 'broken'],
      ['eu.anthropic.claude-haiku-4-5-20251001-v1:0', 'healthy'],
    ]);
    expect(target['model']?.source).toBe('environment ANTHROPIC_MODEL');
    expect(notes.join('\n')).toMatch(/^Signing with keys in variables \(/m);
    expect(ran.out).not.toContain('sandbox-secret');
  });

  test('an API key beside the keys is said, and never shown', async () => {
    const env = await unnamed('me-claude-code');
    const key = `ABSK${Buffer.from('BedrockAPIKey-a1b2-at-123456789012:secretsecret').toString('base64')}`;
    const ran = await run(['diagnose', '--me', '--format', 'json'], { ...env, AWS_BEARER_TOKEN_BEDROCK: key });
    expect(documentOf(ran.out).notes.join('\n')).toMatch(/API key: long-term of user BedrockAPIKey-a1b2/);
    expect(ran.out).not.toContain(key);
  });
});

describe('a guardrail that the call did not ask for', () => {
  test.each([
    ['organization-guardrail-broken', 'organization-guardrail-broken', 'guardrail-not-allowed'],
    ['guardrail-required', 'guardrail-required', null],
  ])('%s is told from the denial that it shows itself by', async (scenario, cause, other) => {
    const sandbox = await sandboxOf(scenario);
    open.push(sandbox);
    const ran = await run(['diagnose', '--format', 'json'], sandbox.env);
    const report = JSON.parse(ran.out) as Document & { readonly otherCauses: readonly string[] };
    expect([ran.code, report.rootCause, report.otherCauses]).toEqual([
      1,
      expect.objectContaining({ cause, basis: 'observed' }),
      expect.arrayContaining(other === null ? [] : [other]),
    ]);
  });
});

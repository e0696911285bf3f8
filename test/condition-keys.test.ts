import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parsePolicy } from '../src/iam/document.ts';
import { diagnose } from '../src/index.ts';
import { decideByPolicies } from '../src/probes/iam/by-policies.ts';
import { decideBySimulator } from '../src/probes/iam/by-simulator.ts';
import type { Question } from '../src/probes/iam/questions.ts';
import { modelIn, newRole, otherAccount, withNewRole } from '../src/sandbox/scenarios/elsewhere.ts';
import { REGION } from '../src/sandbox/scenarios/function.ts';
import { ACCOUNT, OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start.ts';

/*
 * Condition keys (contract, section 3, rule 11): what is known of a call is filled in, for AWS's simulator as for our evaluator;
 * what nobody can know leaves the decision open, with the key named.
 */

const NAME = 'team-role';
const ARN = `arn:aws:iam::${ACCOUNT}:role/${NAME}`;
const NOW = Date.parse('2026-11-27T12:00:00Z');

/** Key, operator, a value it has, one it has not. */
const KNOWN: readonly (readonly [key: string, operator: string, has: string, hasNot: string])[] = [
  ['aws:PrincipalArn', 'ArnLike', ARN, 'arn:aws:iam::*:role/other'],
  ['aws:PrincipalAccount', 'StringEquals', ACCOUNT, '999999999999'],
  ['aws:PrincipalTag/team', 'StringEquals', 'search', 'billing'],
  ['aws:RequestedRegion', 'StringEquals', REGION, 'eu-west-1'],
  ['aws:SecureTransport', 'Bool', 'true', 'false'],
  ['aws:ViaAWSService', 'Bool', 'false', 'true'],
  ['aws:PrincipalIsAWSService', 'Bool', 'false', 'true'],
  ['aws:CurrentTime', 'DateGreaterThan', '2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z'],
];
const UNKNOWN: readonly (readonly [key: string, operator: string, value: string])[] = [
  ['aws:SourceIp', 'IpAddress', '203.0.113.0/24'],
  ['aws:SourceVpce', 'StringEquals', 'vpce-0123456789abcdef0'],
  ['aws:SourceVpc', 'StringEquals', 'vpc-0123456789abcdef0'],
  ['aws:UserAgent', 'StringLike', '*Boto3*'],
  ['aws:MultiFactorAuthPresent', 'Bool', 'true'],
  ['aws:SourceIdentity', 'StringEquals', 'sam'],
  ['bedrock:GuardrailIdentifier', 'StringEquals', 'arn:aws:bedrock:us-east-1:123456789012:guardrail/x'],
];

const allowIf = (operator: string, key: string, value: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
      Resource: '*',
      Condition: { [operator]: { [key]: value } },
    },
  ],
});

const QUESTION: Question = {
  purpose: 'invoke',
  action: 'bedrock:InvokeModel',
  resource: modelIn(REGION, NOVA_LITE),
  kind: 'model',
  context: { 'aws:RequestedRegion': REGION },
};
const byPolicies = (operator: string, key: string, value: string) =>
  decideByPolicies(
    QUESTION,
    ARN,
    {
      identity: [{ name: 'own', document: parsePolicy(JSON.stringify(allowIf(operator, key, value))) }],
      boundary: null,
    },
    { known: { fn: null, tags: [{ key: 'team', value: 'search' }], now: NOW }, endpoint: undefined },
  );

describe('the evaluator', () => {
  test.each(KNOWN)('%s is known', (key, operator, has, hasNot) => {
    expect(byPolicies(operator, key, has).decision).toBe('allowed');
    expect(byPolicies(operator, key, hasNot).decision).toBe('denied');
  });
  test.each(UNKNOWN)('%s is not', (key, operator, value) => {
    const { decision, missing } = byPolicies(operator, key, value);
    expect([decision, missing]).toEqual(['unknown', [expect.stringMatching(new RegExp(key, 'i')) as string]]);
  });
});

test.each(UNKNOWN)("AWS's simulator that misses %s has not decided", (key) => {
  for (const decision of ['allowed', 'implicitDeny', 'explicitDeny']) {
    const found = decideBySimulator(QUESTION, [
      {
        action: QUESTION.action,
        resource: QUESTION.resource,
        decision,
        allowedByOrganization: null,
        allowedByBoundary: null,
        policies: [],
        missingContext: [key],
      },
    ]);
    expect([found?.decision, found?.missing]).toEqual(['unknown', [key]]);
  }
});

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string } | null;
  readonly checks: readonly { readonly reason: string | null }[];
}

describe('both, over a role of the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    sandbox = await startSandbox({
      world: (url, now) => otherAccount(url, now),
      key: OPERATOR_KEY,
      env: {},
      // Two looks into CloudTrail's history a second of its clock.
      speed: 20,
    });
    for (const [name, value] of Object.entries(sandbox.env)) if (value !== null) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await sandbox.close();
  });
  const diagnoseIf = async (operator: string, key: string, value: string): Promise<Document> => {
    sandbox.setWorld((world) =>
      withNewRole(
        world,
        newRole({
          name: NAME,
          trusted: { Service: 'ecs-tasks.amazonaws.com' },
          document: allowIf(operator, key, value),
          createdAt: 0,
          more: { tags: { team: 'search' } },
        }),
      ),
    );
    return (await diagnose({
      role: NAME,
      model: NOVA_LITE,
      region: REGION,
      endpointUrl: sandbox.env['AWS_ENDPOINT_URL'] ?? '',
    })) as unknown as Document;
  };

  test.each(KNOWN)('%s decides', async (key, operator, has, hasNot) => {
    const [allowed, denied] = [await diagnoseIf(operator, key, has), await diagnoseIf(operator, key, hasNot)];
    expect([allowed.verdict, denied.verdict, denied.rootCause?.cause]).toEqual([
      'healthy',
      'broken',
      'invoke-not-allowed',
    ]);
    expect(JSON.stringify([allowed, denied])).not.toContain('the policies as they were read say');
  });

  test.each(UNKNOWN)('%s leaves it open, and is named', async (key, operator, value) => {
    const { verdict, rootCause, checks } = await diagnoseIf(operator, key, value);
    expect([verdict, rootCause]).toEqual(['undetermined', null]);
    expect(checks.map(({ reason }) => reason ?? '').join('\n')).toMatch(new RegExp(`depends on ${key}`, 'i'));
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseModel } from '../src/bedrock/model-id.ts';
import type { CauseId } from '../src/core/cause.ts';
import type { Fact } from '../src/core/fact.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Facts } from '../src/core/gather.ts';
import type { Probe } from '../src/core/probe.ts';
import { profile } from '../src/probes/bedrock/profile.ts';
import { lambdaFunction } from '../src/probes/lambda/function.ts';
import { model } from '../src/probes/run/model.ts';
import { named } from '../src/probes/run/named.ts';
import { roleName } from '../src/probes/run/role-name.ts';
import { caller } from '../src/probes/sts/caller.ts';
import { grantInvoke } from '../src/remedies/grant-invoke.ts';

const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service/worker`;
const known = (value: unknown): Fact<unknown> => ({ known: true, value }) as Fact<unknown>;

function factsOf(id: string, more: readonly (readonly [Probe, unknown])[] = []): Facts {
  const source = { from: 'default' } as const;
  return new Map<Probe, Fact<unknown>>(
    [
      [caller, { arn: `arn:aws:iam::${ACCOUNT}:user/operator`, account: ACCOUNT }] as const,
      [named, { region: 'eu-central-1' }] as const,
      [model, { reference: parseModel(id), source }] as const,
      [roleName, { name: 'worker', arn: ROLE, source }] as const,
      ...more,
    ].map(([probe, value]) => [probe as Probe, known(value)]),
  );
}
const finding = (cause: CauseId, line = ''): Finding => ({
  code: 'policy/calls-permitted/said',
  cause,
  basis: 'observed',
  at: null,
  subject: '',
  severity: 'error',
  message: '',
  waitMinutes: null,
  evidence: [{ kind: 'log', group: 'g', stream: 's', at: '', line }],
  explains: [],
});
const inputs = { grant: 'invoke', form: null, replace: null, function: null, detach: false, template: null } as const;
const refusedOn = (action: string, resource: string): string =>
  `AccessDeniedException: User: arn:aws:sts::${ACCOUNT}:assumed-role/worker/i-1 is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

/** What is written, or why not. */
function written(root: Finding, facts: Facts): unknown {
  const proposal = grantInvoke.propose({ root, facts, inputs });
  if (proposal.how !== 'automatic') return proposal.how === 'refused' ? proposal.why : proposal;
  const [{ change, subject }] = proposal.proposed;
  return { subject, statements: (JSON.parse(String(change(null))) as { Statement: unknown }).Statement };
}

const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const EU = {
  arn: `arn:aws:bedrock:eu-central-1:${ACCOUNT}:inference-profile/eu.${HAIKU}`,
  modelArns: ['eu-central-1', 'eu-west-1', 'eu-west-3'].map(
    (region) => `arn:aws:bedrock:${region}::foundation-model/${HAIKU}`,
  ),
};

test('the model alone; a profile in both ARN families and every destination; the stream where it was refused', () => {
  expect(written(finding('invoke-not-allowed'), factsOf(HAIKU))).toEqual({
    subject: 'worker/BedrockInvokeAccess',
    statements: [
      {
        Sid: 'InvokeModel',
        Effect: 'Allow',
        Action: 'bedrock:InvokeModel',
        Resource: `arn:aws:bedrock:eu-central-1::foundation-model/${HAIKU}`,
      },
    ],
  });
  expect(written(finding('invoke-stream-not-allowed'), factsOf(`eu.${HAIKU}`, [[profile, EU]]))).toMatchObject({
    statements: [
      {
        Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        Resource: [EU.arn, ...EU.modelArns],
      },
    ],
  });
  expect(written(finding('invoke-profile-not-allowed'), factsOf(`eu.${HAIKU}`))).toMatch('bedrock:GetInferenceProfile');
});

test('the OpenAI-compatible endpoint: its own action on the project that was refused, and the key where one is sent', () => {
  const project = (id: string): string => `arn:aws:bedrock-mantle:eu-central-1:${ACCOUNT}:project/${id}`;
  const variables = (...names: readonly string[]) => [lambdaFunction as Probe, { variables: names }] as const;
  const key = { Effect: 'Allow', Action: 'bedrock-mantle:CallWithBearerToken', Resource: '*' };
  const inference = (id: string) => ({
    Effect: 'Allow',
    Action: 'bedrock-mantle:CreateInference',
    Resource: project(id),
  });
  const refused = (action: string, resource: string, ...names: readonly string[]) =>
    written(
      finding(/Bearer/.test(action) ? 'bearer-token-rejected' : 'invoke-not-allowed', refusedOn(action, resource)),
      factsOf('openai.gpt-oss-120b', [variables(...names)]),
    );
  expect(refused('bedrock-mantle:CreateInference', project('default'))).toMatchObject({
    statements: [inference('default')],
  });
  expect(refused('bedrock-mantle:CreateInference', project('proj_a1'), 'OPENAI_API_KEY')).toMatchObject({
    statements: [inference('proj_a1'), key],
  });
  expect(refused('bedrock-mantle:CallWithBearerToken', '*')).toMatchObject({
    statements: [inference('default'), key],
  });
});

test('another action: exactly it, on what it was refused on, and only if it is of Bedrock', () => {
  const base = `arn:aws:bedrock:eu-central-1:${ACCOUNT}:knowledge-base/KB12345678`;
  expect(written(finding('action-not-allowed', refusedOn('bedrock:Retrieve', base)), factsOf(HAIKU))).toMatchObject({
    statements: [{ Effect: 'Allow', Action: 'bedrock:Retrieve', Resource: base }],
  });
  for (const [action, resource] of [
    ['iam:PassRole', ROLE],
    ['s3:GetObject', 'arn:aws:s3:::bucket/key'],
    ['bedrock:Retrieve', 'arn:aws:s3:::bucket'],
  ] as const) {
    expect(written(finding('action-not-allowed', refusedOn(action, resource)), factsOf(HAIKU))).toMatch(
      'no action of Bedrock',
    );
  }
});

test('who may not be changed is refused with the place where it is', () => {
  const source = { from: 'default' } as const;
  for (const [arn, name, place] of [
    [`arn:aws:iam::${ACCOUNT}:role/aws-service-role/x/AWSServiceRoleForX`, 'AWSServiceRoleForX', 'service-linked'],
    [
      `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef`,
      'AWSReservedSSO_Dev_0123456789abcdef',
      'permission set Dev',
    ],
    ['arn:aws:iam::999999999999:role/worker', 'worker', 'account 999999999999'],
  ] as const) {
    expect(written(finding('invoke-not-allowed'), factsOf(HAIKU, [[roleName, { name, arn, source }]]))).toMatch(place);
  }
});

describe('a policy that is there already', () => {
  const grants = (ids: readonly string[]): readonly { readonly Sid?: string; readonly Resource: unknown }[] => {
    let text: string | null = null;
    for (const id of ids) {
      const proposal = grantInvoke.propose({ root: finding('invoke-not-allowed'), facts: factsOf(id), inputs });
      if (proposal.how !== 'automatic') throw new Error(JSON.stringify(proposal));
      text = proposal.proposed[0].change(text as never) as unknown as string;
    }
    return (JSON.parse(text ?? '{}') as { Statement: { Sid?: string; Resource: unknown }[] }).Statement;
  };

  test('law: grants of any models, one after another, keep all statements under ids of their own', () => {
    const model = fc.constantFrom('amazon.nova-lite-v1:0', 'amazon.nova-pro-v1:0', 'amazon.nova-micro-v1:0', HAIKU);
    fc.assert(
      fc.property(fc.array(model, { minLength: 1, maxLength: 8 }), (ids) => {
        const statements = grants(ids);
        expect(statements).toHaveLength(new Set(ids).size);
        expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
      }),
    );
  });

  test('a statement of another name that says the same is the one that is wanted', () => {
    const proposal = grantInvoke.propose({ root: finding('invoke-not-allowed'), facts: factsOf(HAIKU), inputs });
    if (proposal.how !== 'automatic') throw new Error('refused');
    const [{ change }] = proposal.proposed;
    const own = String(change(null)).replace('"Sid":"InvokeModel",', '');
    expect(change(own as never)).toBe(own);
  });
});

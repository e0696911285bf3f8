import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  paginateSimulateCustomPolicy,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { CLIENT_ROLE, ROLE } from '../src/sandbox/scenarios/function.ts';
import { ACCOUNT } from '../src/sandbox/scenarios/keys.ts';
import { HAIKU } from '../src/sandbox/scenarios/models.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { refusal, served, settings } from './sandbox-client.ts';

const MODEL = `arn:aws:bedrock:ap-northeast-2::foundation-model/${HAIKU}`;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/${ROLE}`;
const OPERATOR = `arn:aws:iam::${ACCOUNT}:user/operator`;
const clientOf = (sandbox: Sandbox): IAMClient => new IAMClient({ ...settings(sandbox), region: 'us-east-1' });
const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allowing = (Action: string | readonly string[], Resource = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const denying = (Action: string, Resource = '*', more: object = {}): object => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});

/** The results of a custom simulation in a healthy account. */
async function custom(input: Partial<SimulateCustomPolicyCommandInput> & { readonly ActionNames: string[] }) {
  const iam = clientOf(await served('healthy'));
  const { EvaluationResults } = await iam.send(new SimulateCustomPolicyCommand({ PolicyInputList: [], ...input }));
  return EvaluationResults ?? [];
}

describe('SimulateCustomPolicy', () => {
  test('decides every action on every resource, and shows the statement that did', async () => {
    const results = await custom({
      PolicyInputList: [document(allowing('bedrock:*', MODEL), denying('bedrock:Delete*'))],
      ActionNames: ['bedrock:InvokeModel', 'bedrock:DeleteGuardrail'],
      ResourceArns: [MODEL, 'arn:aws:bedrock:us-east-1::foundation-model/x'],
    });
    expect(results.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision])).toEqual([
      ['bedrock:InvokeModel', 'allowed'],
      ['bedrock:InvokeModel', 'implicitDeny'],
      ['bedrock:DeleteGuardrail', 'explicitDeny'],
      ['bedrock:DeleteGuardrail', 'explicitDeny'],
    ]);
    expect(results[0]).toMatchObject({
      EvalResourceName: MODEL,
      MatchedStatements: [
        {
          SourcePolicyId: 'PolicyInputList.1',
          SourcePolicyType: 'IAM Policy',
          StartPosition: { Line: 1, Column: 38 },
        },
      ],
      ResourceSpecificResults: [{ EvalResourceName: MODEL, EvalResourceDecision: 'allowed' }],
    });
    expect(results[2]?.MatchedStatements).toHaveLength(1);
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html: AmazonS3ReadOnlyAccess as its
  // sample response counts it, which AWS keeps with two spaces a level.
  test('counts lines and columns as the samples of AWS do', async () => {
    const text = [
      '{',
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      '    {',
      '      "Effect": "Allow",',
      '      "Action": [',
      '        "s3:Get*",',
      '        "s3:List*"',
      '      ],',
      '      "Resource": "*"',
      '    }',
      '  ]',
      '}',
    ].join('\n');
    const [found] = await custom({ PolicyInputList: [text], ActionNames: ['s3:GetObject'] });
    expect(found?.MatchedStatements).toMatchObject([
      { StartPosition: { Line: 3, Column: 17 }, EndPosition: { Line: 11, Column: 6 } },
    ]);
  });

  test('names the context keys it was not given, and takes them as absent', async () => {
    const policy = document(
      allowing('s3:GetObject', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    );
    const asked = { PolicyInputList: [policy], ActionNames: ['s3:GetObject'] };
    expect(await custom(asked)).toMatchObject([
      { EvalDecision: 'implicitDeny', MatchedStatements: [], MissingContextValues: ['aws:MultiFactorAuthPresent'] },
    ]);
    const given = await custom({
      ...asked,
      ContextEntries: [
        { ContextKeyName: 'aws:multifactorauthpresent', ContextKeyType: 'boolean', ContextKeyValues: ['true'] },
      ],
    });
    expect(given).toMatchObject([{ EvalDecision: 'allowed', MissingContextValues: [] }]);
  });

  test('takes a list for a key of several values', async () => {
    const policy = document(
      allowing('ec2:CreateTags', '*', { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } } }),
    );
    const tagged = (...values: string[]) =>
      custom({
        PolicyInputList: [policy],
        ActionNames: ['ec2:CreateTags'],
        ContextEntries: [{ ContextKeyName: 'aws:TagKeys', ContextKeyType: 'stringList', ContextKeyValues: values }],
      });
    expect(await tagged('a', 'b')).toMatchObject([{ EvalDecision: 'allowed' }]);
    expect(await tagged('a', 'c')).toMatchObject([{ EvalDecision: 'implicitDeny' }]);
  });

  test('says whether the boundary allows', async () => {
    const bounded = (boundary: string) =>
      custom({
        PolicyInputList: [document(allowing('*'))],
        PermissionsBoundaryPolicyInputList: [boundary],
        ActionNames: ['iam:GetRole'],
      });
    expect(await bounded(document(allowing('iam:*')))).toMatchObject([
      { EvalDecision: 'allowed', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true } },
    ]);
    expect(await bounded(document(allowing('s3:*')))).toMatchObject([
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
    ]);
    expect(await bounded(document(allowing('*'), denying('iam:*')))).toMatchObject([
      {
        EvalDecision: 'explicitDeny',
        MatchedStatements: [{ SourcePolicyId: 'PermissionsBoundaryPolicyInputList.1' }],
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      },
    ]);
  });

  test('takes the service control policies of every level, of each of which one must allow', async () => {
    const level = (...ServiceControlPolicyInputList: string[]) => ({ ServiceControlPolicyInputList });
    const everything = document(allowing('*'));
    const under = (...levels: { ServiceControlPolicyInputList: string[] }[]) =>
      custom({
        PolicyInputList: [everything],
        ActionNames: ['s3:GetObject'],
        OrderedOrganizationPolicyInputList: levels,
      });
    expect(
      await under(level(everything), level(document(allowing('ec2:*')), document(allowing('s3:*')))),
    ).toMatchObject([{ EvalDecision: 'allowed', OrganizationsDecisionDetail: { AllowedByOrganizations: true } }]);
    expect(await under(level(everything), level(document(allowing('ec2:*'))))).toMatchObject([
      { EvalDecision: 'implicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
    ]);
    expect(await under(level(everything, document(denying('s3:*'))))).toMatchObject([
      { EvalDecision: 'explicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
    ]);
  });

  test('lets the resource grant within an account, and asks both across accounts', async () => {
    const bucket = 'arn:aws:s3:::poems';
    const granting = { ...allowing('s3:GetObject', `${bucket}/*`), Principal: { AWS: OPERATOR } };
    const shared = (policy: string, owner: string) =>
      custom({
        PolicyInputList: [policy],
        ResourcePolicy: document(granting),
        ResourceArns: [`${bucket}/a`],
        ResourceOwner: `arn:aws:iam::${owner}:root`,
        CallerArn: OPERATOR,
        ActionNames: ['s3:GetObject'],
      });
    expect(await shared(document(allowing('ec2:*')), ACCOUNT)).toMatchObject([
      { EvalDecision: 'allowed', MatchedStatements: [{ SourcePolicyId: 'ResourcePolicy' }] },
    ]);
    expect(await shared(document(allowing('ec2:*')), '999999999999')).toMatchObject([
      {
        EvalDecision: 'implicitDeny',
        EvalDecisionDetails: { 'IAM Policies': 'implicitDeny', 'Resource Policies': 'allowed' },
      },
    ]);
    expect(await shared(document(allowing('s3:*')), '999999999999')).toMatchObject([{ EvalDecision: 'allowed' }]);
    expect(await shared(document(denying('s3:*')), ACCOUNT)).toMatchObject([{ EvalDecision: 'explicitDeny' }]);
  });

  test('answers a page at a time', async () => {
    const iam = clientOf(await served('healthy'));
    const ActionNames = ['a:One', 'a:Two', 'a:Three', 'a:Four', 'a:Five'];
    const found: string[] = [];
    let pages = 0;
    const PolicyInputList = [document(allowing('a:*'))];
    for await (const one of paginateSimulateCustomPolicy(
      { client: iam, pageSize: 2 },
      { ActionNames, PolicyInputList },
    )) {
      pages += 1;
      found.push(...(one.EvaluationResults ?? []).map(({ EvalActionName }) => EvalActionName ?? ''));
    }
    expect(pages).toBe(3);
    expect(found).toEqual(ActionNames);
  });

  test.each<[string, Partial<SimulateCustomPolicyCommandInput>, string]>([
    ['a policy that is no JSON', { PolicyInputList: ['{'] }, 'InvalidInputException'],
    ['a policy without statements', { PolicyInputList: ['{"Version":"2012-10-17"}'] }, 'InvalidInputException'],
    ['a wildcard in an action', { ActionNames: ['s3:*'] }, 'InvalidInputException'],
    ['an action without a service', { ActionNames: ['GetObject'] }, 'InvalidInputException'],
    ['a resource that is no ARN', { ResourceArns: ['poems'] }, 'InvalidInputException'],
    ['two boundaries', { PermissionsBoundaryPolicyInputList: ['{}', '{}'] }, 'InvalidInputException'],
    ['a resource policy without a caller', { ResourcePolicy: document(allowing('*')) }, 'InvalidInputException'],
    ['too large a page', { MaxItems: 1_001 }, 'ValidationError'],
    ['no policies', { PolicyInputList: undefined }, 'ValidationError'],
  ])('refuses %s', async (_what, wrong, name) => {
    const iam = clientOf(await served('healthy'));
    const input = { PolicyInputList: [document(allowing('*'))], ActionNames: ['s3:GetObject'], ...wrong };
    expect(await refusal(iam.send(new SimulateCustomPolicyCommand(input)))).toMatchObject({ name, status: 400 });
  });
});

describe('SimulatePrincipalPolicy', () => {
  const asked = { PolicySourceArn: ROLE_ARN, ActionNames: ['bedrock:InvokeModel'], ResourceArns: [MODEL] };

  test('asks the policies of a role, inline and managed, and those that are added', async () => {
    const iam = clientOf(await served('healthy'));
    const own = await iam.send(
      new SimulatePrincipalPolicyCommand({
        ...asked,
        ActionNames: ['bedrock:InvokeModel', 'logs:PutLogEvents', 'aws-marketplace:Subscribe'],
        ResourceArns: [],
      }),
    );
    // The role may invoke its model, but not every resource there is.
    expect(own.EvaluationResults).toMatchObject([
      { EvalDecision: 'implicitDeny' },
      { EvalDecision: 'allowed', MatchedStatements: [{ SourcePolicyId: 'AWSLambdaBasicExecutionRole' }] },
      { EvalDecision: 'implicitDeny' },
    ]);
    const more = await iam.send(
      new SimulatePrincipalPolicyCommand({
        ...asked,
        PolicyInputList: [document(denying('bedrock:*'))],
      }),
    );
    expect(more.EvaluationResults).toMatchObject([
      { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }] },
    ]);
    const alone = await iam.send(new SimulatePrincipalPolicyCommand(asked));
    expect(alone.EvaluationResults).toMatchObject([
      {
        EvalDecision: 'allowed',
        MatchedStatements: [{ SourcePolicyId: `role_${ROLE}_PoetryFunctionRolePolicy0` }],
      },
    ]);
  });

  test("sees the organization's policies, but not one that has a condition", async () => {
    const sandbox = await served('healthy');
    const iam = clientOf(sandbox);
    const answer = async () => (await iam.send(new SimulatePrincipalPolicyCommand(asked))).EvaluationResults?.[0] ?? {};
    expect(await answer()).not.toHaveProperty('OrganizationsDecisionDetail');
    const policy = (statement: object) => ({
      arn: 'arn:aws:organizations::1:policy/o/p',
      document: { Version: '2012-10-17', Statement: [statement] },
    });
    sandbox.setWorld((world) => ({ ...world, scps: [policy(denying('bedrock:*')) as never] }));
    expect(await answer()).toMatchObject({
      EvalDecision: 'explicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    const conditional = denying('bedrock:*', '*', {
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    });
    sandbox.setWorld((world) => ({ ...world, scps: [policy(conditional) as never] }));
    expect(await answer()).toMatchObject({
      EvalDecision: 'allowed',
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    });
  });

  test('asks a user, whose name policies may use', async () => {
    const iam = clientOf(await served('healthy'));
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/visitor`,
        PolicyInputList: [document(allowing('s3:GetObject', `arn:aws:s3:::home/\${aws:username}/*`))],
        ActionNames: ['s3:GetObject'],
        ResourceArns: ['arn:aws:s3:::home/visitor/a', 'arn:aws:s3:::home/operator/a'],
      }),
    );
    expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
  });

  test.each<[string, string, string]>([
    ['a role that does not exist', `arn:aws:iam::${ACCOUNT}:role/nobody`, 'NoSuchEntityException'],
    ['a group', `arn:aws:iam::${ACCOUNT}:group/poets`, 'NoSuchEntityException'],
    ["another account's role", `arn:aws:iam::999999999999:role/${ROLE}`, 'NoSuchEntityException'],
    ['a session', `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/one`, 'InvalidInputException'],
  ])('refuses %s', async (_what, PolicySourceArn, name) => {
    const iam = clientOf(await served('healthy'));
    expect(await refusal(iam.send(new SimulatePrincipalPolicyCommand({ ...asked, PolicySourceArn })))).toMatchObject({
      name,
    });
  });
});

test('context keys are named, each once', async () => {
  const iam = clientOf(await served('healthy'));
  const policy = document(
    allowing('s3:*', `arn:aws:s3:::b/\${aws:PrincipalTag/team}`, {
      Condition: { StringLike: { 'aws:SourceIp': 'x', 'AWS:SOURCEIP': 'y' }, Bool: { 'aws:SecureTransport': 'true' } },
    }),
  );
  const keys = ['aws:PrincipalTag/team', 'aws:SourceIp', 'aws:SecureTransport'];
  expect(await iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [policy] }))).toMatchObject({
    ContextKeyNames: keys,
  });
  const principal = { PolicySourceArn: ROLE_ARN, PolicyInputList: [policy] };
  expect(await iam.send(new GetContextKeysForPrincipalPolicyCommand(principal))).toMatchObject({
    ContextKeyNames: keys,
  });
});

test('policies of a role are put, read back, attached, detached and taken away', async () => {
  const iam = clientOf(await served('healthy'));
  const RoleName = ROLE;
  const text = document(allowing('s3:*'));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'Poems', PolicyDocument: text }));
  const read = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'Poems' }));
  expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(text);
  expect(await iam.send(new ListRolePoliciesCommand({ RoleName, MaxItems: 1 }))).toMatchObject({
    PolicyNames: ['Poems'],
    IsTruncated: true,
    Marker: '1',
  });
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'Poems' }));
  const again = new DeleteRolePolicyCommand({ RoleName, PolicyName: 'Poems' });
  expect(await refusal(iam.send(again))).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  const absent = new AttachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/none` });
  expect(await refusal(iam.send(absent))).toMatchObject({ name: 'NoSuchEntityException' });

  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'Shared', PolicyDocument: text }));
  const PolicyArn = Policy?.Arn ?? '';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toContain('Shared');
  expect(await iam.send(new GetPolicyCommand({ PolicyArn }))).toMatchObject({ Policy: { AttachmentCount: 1 } });
  const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toBe(text);
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  expect(await refusal(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })))).toMatchObject({ status: 404 });

  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: PolicyArn }));
  const bounded = await iam.send(new GetRoleCommand({ RoleName }));
  expect(bounded.Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PolicyArn);
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  expect((await iam.send(new GetRoleCommand({ RoleName }))).Role?.PermissionsBoundary).toBeUndefined();
});

test('who there is', async () => {
  const iam = clientOf(await served('healthy'));
  expect((await iam.send(new ListRolesCommand({}))).Roles?.map(({ Arn }) => Arn)).toEqual([
    ROLE_ARN,
    `arn:aws:iam::${ACCOUNT}:role/${CLIENT_ROLE}`,
  ]);
  expect((await iam.send(new ListUsersCommand({}))).Users?.map(({ UserName }) => UserName)).toEqual([
    'operator',
    'visitor',
  ]);
  expect((await iam.send(new GetUserCommand({}))).User?.Arn).toBe(OPERATOR);
});

test('whoever may not simulate is told so in the words of AWS', async () => {
  const iam = clientOf(await served('operator-not-allowed'));
  const call = iam.send(
    new SimulateCustomPolicyCommand({ PolicyInputList: [document(allowing('*'))], ActionNames: ['s3:GetObject'] }),
  );
  expect((await refusal(call)).message).toBe(
    `User: arn:aws:iam::${ACCOUNT}:user/visitor is not authorized to perform: iam:SimulateCustomPolicy on resource: * because no identity-based policy allows the iam:SimulateCustomPolicy action`,
  );
});

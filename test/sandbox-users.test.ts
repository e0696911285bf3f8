import {
  DeleteUserPolicyCommand,
  GetGroupPolicyCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListRoleTagsCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { FABLE_5, HAIKU_45, NOVA_LITE, SONNET_46 } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { API_KEY } from '../src/sandbox/scenarios/user-api-key.ts';
import { refusal, served, settings, until } from './sandbox-client.ts';

const USER = { UserName: 'dana' };
const asOperator = { accessKeyId: OPERATOR_KEY, secretAccessKey: 'sandbox-secret-of-the-operator' };

test('a user has the policies of their groups, in reads, simulations and calls', async () => {
  const sandbox = await served('me-claude-code');
  const iam = new IAMClient(settings(sandbox));
  expect((await iam.send(new ListUserPoliciesCommand(USER))).PolicyNames).toEqual([]);
  expect((await iam.send(new ListAttachedUserPoliciesCommand(USER))).AttachedPolicies).toEqual([]);
  const { Groups = [] } = await iam.send(new ListGroupsForUserCommand(USER));
  expect(Groups.map(({ GroupName, Arn }) => [GroupName, Arn])).toEqual([
    ['developers', 'arn:aws:iam::123456789012:group/developers'],
  ]);
  const group = { GroupName: 'developers' };
  expect((await iam.send(new ListGroupPoliciesCommand(group))).PolicyNames).toEqual(['ClaudeCode']);
  expect((await iam.send(new ListAttachedGroupPoliciesCommand(group))).AttachedPolicies).toEqual([]);
  const { PolicyDocument = '' } = await iam.send(new GetGroupPolicyCommand({ ...group, PolicyName: 'ClaudeCode' }));
  expect(JSON.parse(decodeURIComponent(PolicyDocument))).toMatchObject({ Version: '2012-10-17' });
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: 'arn:aws:iam::123456789012:user/dana',
      ActionNames: ['bedrock:InvokeModel'],
      ResourceArns: [HAIKU_45, SONNET_46].map((id) => `arn:aws:bedrock:eu-north-1::foundation-model/${id}`),
    }),
  );
  expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
  expect(
    await refusal(iam.send(new PutUserPolicyCommand({ ...USER, PolicyName: 'P', PolicyDocument: '{}' }))),
  ).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(
      'user/dana is not authorized to perform: iam:PutUserPolicy on resource: arn:aws:iam::123456789012:user/dana',
    ),
  });
});

test("a user's policy is put, read back, takes effect when the replicas know it, and is taken away", async () => {
  const sandbox = await served('user-api-key');
  const iam = new IAMClient({ ...settings(sandbox), credentials: asOperator });
  const user = { UserName: 'BedrockAPIKey-k7m2' };
  const converse = async (): Promise<number> => {
    const path = `/model/${FABLE_5}/converse`;
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });
    const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
    return (await fetch(`${sandbox.endpoint}${path}`, { method: 'POST', headers, body })).status;
  };
  expect(await converse()).toBe(403);
  const PolicyDocument = JSON.stringify(allow('bedrock:InvokeModel', '*'));
  await iam.send(new PutUserPolicyCommand({ ...user, PolicyName: 'More', PolicyDocument }));
  expect((await iam.send(new ListUserPoliciesCommand(user))).PolicyNames).toEqual(['Key', 'Models', 'More']);
  const read = await iam.send(new GetUserPolicyCommand({ ...user, PolicyName: 'More' }));
  expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(PolicyDocument);
  await until(converse, (status) => status === 200);
  await iam.send(new DeleteUserPolicyCommand({ ...user, PolicyName: 'More' }));
  await until(converse, (status) => status === 403);
  expect((await refusal(iam.send(new DeleteUserPolicyCommand({ ...user, PolicyName: 'More' })))).name).toBe(
    'NoSuchEntityException',
  );
  expect(
    (
      await refusal(
        iam.send(
          new PutUserPolicyCommand({
            ...user,
            PolicyName: 'Long',
            PolicyDocument: JSON.stringify(allow('bedrock:*', 'x'.repeat(2_048))),
          }),
        ),
      )
    ).name,
  ).toBe('LimitExceededException');
});

test('a Bedrock API key stands for its user, needs a permission of its own, and ends', async () => {
  const sandbox = await served('user-api-key');
  const ask = async (token: string): Promise<readonly [number, string]> => {
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${sandbox.endpoint}/model/${NOVA_LITE}/converse`, { method: 'POST', headers, body });
    return [answer.status, await answer.text()];
  };
  expect((await ask(API_KEY))[0]).toBe(200);
  expect(await ask('ABSKnobody')).toMatchObject([403, expect.stringContaining('valid')]);
  sandbox.setWorld((world) => {
    const user = world.users['BedrockAPIKey-k7m2'];
    return user
      ? {
          ...world,
          users: { ...world.users, [user.name]: { ...user, inline: { Models: allow('bedrock:InvokeModel', '*') } } },
        }
      : world;
  });
  expect(await ask(API_KEY)).toMatchObject([
    403,
    expect.stringContaining('not authorized to perform: bedrock:CallWithBearerToken on resource: *'),
  ]);
  sandbox.setWorld((world) => ({ ...world, apiKeys: { [API_KEY]: { user: 'BedrockAPIKey-k7m2', expiresAt: 1 } } }));
  expect(await ask(API_KEY)).toMatchObject([403, expect.stringContaining('Bearer Token has expired')]);
});

test('aliases and tags', async () => {
  const iam = new IAMClient(settings(await served('role-ecs-task')));
  expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['example-production']);
  expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'orders-task-role' }))).Tags).toEqual([
    { Key: 'service', Value: 'orders' },
  ]);
});

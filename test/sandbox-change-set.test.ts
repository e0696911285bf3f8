import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { served, settings } from './sandbox-client.ts';

const MORE =
  "            - Effect: Allow\n              Action: ['aws-marketplace:Subscribe']\n              Resource: '*'\n      Events:\n";

/** The deployed template with one statement more, as option 2 would write it. */
async function stage() {
  const sandbox = await served('marketplace-subscription-denied');
  const client = new CloudFormationClient(settings(sandbox));
  const StackName = 'kiroween';
  const { TemplateBody: old = '' } = await client.send(new GetTemplateCommand({ StackName }));
  const create = (ChangeSetName: string, TemplateBody: string, more = {}) =>
    client.send(
      new CreateChangeSetCommand({ StackName, ChangeSetName, TemplateBody, Capabilities: ['CAPABILITY_IAM'], ...more }),
    );
  const describe = (ChangeSetName: string) => client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
  const execute = (ChangeSetName: string) => client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  const status = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
  const events = async () => (await client.send(new DescribeStackEventsCommand({ StackName }))).StackEvents ?? [];
  return { sandbox, client, StackName, old, create, describe, execute, status, events };
}

test('a change set is shown before it is executed, and then the role has what the template gives it', async () => {
  const { old, create, describe, execute, status } = await stage();
  const edited = old.replace('      Events:\n', MORE);
  await create('one', edited);
  const shown = await describe('one');
  expect(shown).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
  expect(shown.Changes?.map(({ ResourceChange }) => ResourceChange?.LogicalResourceId)).toEqual(['PoetryFunctionRole']);
  expect(await status()).toBe('CREATE_COMPLETE');
  await execute('one');
  expect(await status()).toBe('UPDATE_COMPLETE');
  await create('two', edited);
  expect(await describe('two')).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason: expect.stringContaining("didn't contain changes"),
  });
});

test('capabilities are asked for, and what IAM refuses is taken back with its reason in the events', async () => {
  const { old, create, execute, status, events } = await stage();
  await expect(create('none', old, { Capabilities: [] })).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
  });
  const long = Array.from({ length: 400 }, (_, index) => `arn:aws:bedrock:*::foundation-model/anthropic.x-${index}`);
  await create('big', old.replace('      Events:\n', MORE.replace("'*'", JSON.stringify(long))));
  await execute('big');
  expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
  const failed = (await events()).find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  expect(failed).toMatchObject({ LogicalResourceId: 'PoetryFunctionRole' });
  expect(failed?.ResourceStatusReason).toMatch(/Maximum policy size|exceed/i);
});

test('change sets are listed, and deleted whether they are there or not', async () => {
  const { client, StackName, old, create, describe } = await stage();
  await create('one', `${old}# edited\n`);
  const names = async () =>
    (await client.send(new ListChangeSetsCommand({ StackName }))).Summaries?.map(({ ChangeSetName }) => ChangeSetName);
  expect(await names()).toEqual(['one']);
  const { ChangeSetId = '' } = await describe('one');
  for (const ChangeSetName of [ChangeSetId, ChangeSetId])
    await client.send(new DeleteChangeSetCommand({ ChangeSetName }));
  expect((await names()) ?? []).toEqual([]);
  await expect(describe('one')).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
});

test('a summary tells parameters and capabilities; what is no template is refused', async () => {
  const { client, old } = await stage();
  const TemplateBody = `Parameters:\n  ModelId: { Type: String, Default: x }\n  Count: { Type: Number }\n${old}`;
  expect(await client.send(new GetTemplateSummaryCommand({ TemplateBody }))).toMatchObject({
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: [
      { ParameterKey: 'ModelId', ParameterType: 'String', DefaultValue: 'x' },
      { ParameterKey: 'Count', ParameterType: 'Number' },
    ],
  });
  await expect(client.send(new GetTemplateSummaryCommand({ TemplateBody: 'Hello' }))).rejects.toThrow(
    'Template format',
  );
});

test('names in policies are resolved, and a policy that the template has no more is taken away', async () => {
  const { sandbox, old, create, execute } = await stage();
  const role = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
  const policies = () =>
    Object.fromEntries(
      Object.entries(sandbox.world().roles[role]?.inline ?? {}).map(([name, writes]) => [
        name,
        writes.at(-1)?.document,
      ]),
    );
  const second = `          - Statement: { Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:\${AWS::Partition}:s3:::b-\${AWS::AccountId}/*' }\n      Events:\n`;
  const at = old.includes('        - Statement:') ? second.replaceAll('          - ', '        - ') : second;
  await create('two', old.replace('      Events:\n', at));
  await execute('two');
  expect(policies()['PoetryFunctionRolePolicy1']).toContain('arn:aws:s3:::b-123456789012/*');
  await create('back', `${old}\n# back\n`);
  await execute('back');
  expect(policies()['PoetryFunctionRolePolicy1']).toBeNull();
  expect(JSON.stringify(policies()['PoetryFunctionRolePolicy0'])).toContain('bedrock:InvokeModel');
});

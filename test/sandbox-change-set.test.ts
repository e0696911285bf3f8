import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
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
  return { old, create, describe, execute, status, events };
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

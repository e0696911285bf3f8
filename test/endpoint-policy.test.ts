import { expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { run, sandboxOf } from './run.ts';

// The VPC endpoint that calls come by, from the event that names it to the statement that is missing.

interface Judged {
  readonly id: string;
  readonly status: string;
}

/** The function called once, and the event of its call to be seen at once. */
async function called(): Promise<Sandbox> {
  const sandbox = await sandboxOf('denied-by-vpc-endpoint');
  await run(['verify', '--wait', '0s'], sandbox.env);
  sandbox.setWorld((world) => ({
    ...world,
    events: world.events.map((event) => ({ ...event, visibleAt: 0 })),
  }));
  return sandbox;
}
const setPolicy = (sandbox: Sandbox, vpcEndpointPolicy: Json): void =>
  sandbox.setWorld((world) => ({
    ...world,
    functions: Object.fromEntries(
      Object.entries(world.functions).map(([name, fn]) => [name, { ...fn, vpcEndpointPolicy }]),
    ),
  }));
async function judged(sandbox: Sandbox, check = 'policy/endpoint-seen'): Promise<Judged | undefined> {
  const { out } = await run(['diagnose', '--format', 'json'], sandbox.env);
  const { checks } = JSON.parse(out) as { readonly checks: readonly Judged[] };
  return checks.find(({ id }) => id === check);
}

test('the policy of the endpoint that a call names is read by its id, and says what it leaves out', async () => {
  const sandbox = await called();
  expect(await judged(sandbox, 'policy/endpoint-allows')).toMatchObject({ status: 'fail' });
  const [asked] = sandbox.requests().filter(({ service }) => service === 'ec2');
  expect(asked?.operation).toBe('DescribeVpcEndpoints');
  setPolicy(sandbox, {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'bedrock:*', Resource: '*' }],
  });
  expect(await judged(sandbox, 'policy/endpoint-allows')).toMatchObject({ status: 'pass' });
  await sandbox.close();
});

test('nobody asks for an endpoint that no call names; one of another account is not to be seen', async () => {
  const fresh = await sandboxOf('denied-by-vpc-endpoint');
  expect(await judged(fresh)).toMatchObject({ status: 'unknown' });
  expect(fresh.requests().filter(({ service }) => service === 'ec2')).toEqual([]);
  await fresh.close();
  const shared = await called();
  shared.setWorld((world) => ({
    ...world,
    functions: Object.fromEntries(
      Object.entries(world.functions).map(([name, fn]) => [name, { ...fn, vpcSubnetIds: [] }]),
    ),
  }));
  const seen = await judged(shared);
  expect(seen).toMatchObject({ status: 'unknown' });
  expect(JSON.stringify(seen)).toContain('not among the endpoints of this account');
  await shared.close();
});

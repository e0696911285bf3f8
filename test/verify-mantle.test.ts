import { afterAll, expect, test } from 'vitest';
import { agreed } from '../src/sandbox/scenarios/change.ts';
import { GPT_OSS } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { routeOf } from '../src/verification/ask-mantle.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

const running: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});
async function client(): Promise<Sandbox> {
  const sandbox = await sandboxOf('mantle-client');
  running.push(sandbox);
  sandbox.setWorld((world) => agreed(world, GPT_OSS));
  return sandbox;
}
/** The role may create inferences, and may be assumed by whom `trusted` names. */
const granted = (sandbox: Sandbox, trusted: string): void =>
  sandbox.setWorld((world) => {
    const role = world.roles['chat-gateway-role'];
    if (!role) throw new Error('no role');
    const inline = {
      ...role.inline,
      Mantle: [{ document: allow('bedrock-mantle:*', '*'), visibleAt: [0] }],
    };
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }],
    };
    return { ...world, roles: { ...world.roles, [role.name]: { ...role, inline, trust } } };
  });
async function verify(sandbox: Sandbox, ...args: readonly string[]) {
  const ran = await run(['verify', '--format', 'json', ...args], sandbox.env as Record<string, string>);
  const json = ran.out === '' ? null : JSON.parse(ran.out);
  return { ...ran, json, notes: ((json?.notes ?? []) as string[]).join('\n') };
}

test('found by the base URL: its decision, path and list are read, and nothing is called', async () => {
  const sandbox = await client();
  const { code, json, notes, err } = await verify(sandbox);
  expect([code, json.rootCause?.cause, json.verification.status], err).toEqual([1, 'invoke-not-allowed', null]);
  expect(notes).toContain('variable OPENAI_BASE_URL of the function');
  expect(notes).toContain(
    'is not allowed bedrock-mantle:CreateInference on arn:aws:bedrock-mantle:us-east-1:123456789012:project/default',
  );
  expect(notes).toContain('by the path /v1');
  expect(notes).toMatch(/list of models has openai\.gpt-oss-120b/);
  expect(err).toMatch(/read at http:\/\/127\.0\.0\.1:\d+\/v1\/models/);
  const calls = sandbox.requests().filter(({ service }) => service === 'bedrock-mantle');
  expect(calls.map(({ operation }) => operation)).toEqual(['ListModels']);
});

test('as the operator it is no proof of the role: 3; as the role it is: 0', async () => {
  const sandbox = await client();
  granted(sandbox, '123456789012');
  const direct = await verify(sandbox, '--via', 'direct', '--surface', 'mantle');
  expect([direct.code, direct.json?.verification.via, direct.json?.verification.status], direct.err).toEqual([
    3,
    'direct',
    200,
  ]);
  expect(direct.err).toMatch(/The request goes to http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions\./);
  const role = await verify(sandbox, '--via', 'role', '--surface', 'mantle');
  expect(
    [role.code, role.json?.verification.via, role.json?.verification.cost?.estimated],
    role.err + role.out,
  ).toEqual([0, 'role', false]);
});

test('a role without the action is refused in the words of AWS; --surface runtime asks the other endpoint', async () => {
  const sandbox = await client();
  sandbox.setWorld((world) => {
    const role = world.roles['chat-gateway-role'];
    if (!role) throw new Error('no role');
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }],
    };
    return { ...world, roles: { ...world.roles, [role.name]: { ...role, trust } } };
  });
  const refused = await verify(sandbox, '--via', 'role', '--wait', '0');
  expect([refused.code, refused.json?.rootCause], refused.err + refused.out).toMatchObject([
    1,
    { cause: 'invoke-not-allowed', basis: 'observed' },
  ]);
  await verify(sandbox, '--via', 'direct', '--surface', 'runtime', '--wait', '0');
  expect(sandbox.requests().at(-1)?.service).not.toBe('bedrock-mantle');
});

test('a key is only sent to the endpoint that is asked as you; a model of Anthropic has a path of its own', async () => {
  const sandbox = await client();
  const asRole = await verify(sandbox, '--via', 'role', '--api-key-env', 'MY_KEY');
  expect([asRole.code, asRole.err]).toMatchObject([2, expect.stringContaining('--api-key-env')]);
  const endpoint = {
    base: 'https://bedrock-mantle.us-east-1.api.aws/v1',
    apiKey: null,
    signedFor: { service: 'bedrock-mantle', region: 'us-east-1' },
  };
  expect(routeOf(endpoint, 'openai.gpt-oss-120b').url).toBe(`${endpoint.base}/chat/completions`);
  expect(routeOf(endpoint, 'anthropic.claude-sonnet-4-6').url).toBe(
    'https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages',
  );
});

test('diagnose, fix, verify and undo tell the truth: what is lacking is the action on the project, and nothing else is granted', async () => {
  const sandbox = await client();
  const home = emptyFolder();
  const step = async (...args: readonly string[]) => {
    const ran = await run(
      [...args, '--format', 'json'],
      { ...sandbox.env, HOME: home } as Record<string, string>,
      '',
      home,
    );
    return { ...ran, json: ran.out === '' ? null : JSON.parse(ran.out) };
  };
  const before = await step('diagnose');
  expect([before.code, before.json.rootCause.cause, before.json.otherCauses]).toEqual([1, 'invoke-not-allowed', []]);
  const fixed = await step('fix', '--option', '3', '--yes');
  expect([fixed.code, fixed.json.verdict], fixed.err + fixed.out).toEqual([0, 'pending']);
  const granted = fixed.json.changes[0].to.Statement;
  expect(granted).toEqual([
    {
      Sid: 'CreateInference',
      Effect: 'Allow',
      Action: 'bedrock-mantle:CreateInference',
      Resource: 'arn:aws:bedrock-mantle:us-east-1:123456789012:project/default',
    },
  ]);
  expect((await step('diagnose')).json.rootCause?.cause ?? null).not.toBe('invoke-not-allowed');
  expect((await step('undo', '--last', '--yes')).code).toBe(0);
  expect((await step('diagnose')).json.rootCause.cause).toBe('invoke-not-allowed');
});

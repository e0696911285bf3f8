import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { ANYWHERE, leastPolicy, NEEDS_NO_PERMISSION, type PolicyDocument } from '../src/core/permission.ts';
import { COMMANDS, needsOf } from '../src/engine/explain/needed.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';

const DIAGNOSIS = [
  ...new Set(needsOf('diagnose', { option: null, via: 'api', probe: false }).map(({ action }) => action)),
].filter((action) => !NEEDS_NO_PERMISSION.has(action));

/** Accounts in which an action is called at all, where the guide's own does not. */
const SEEN_IN: Readonly<Record<string, string>> = {
  'cloudformation:ListStacks': 'stack-not-found',
  'lambda:ListFunctions': 'stack-not-found',
  'bedrock:GetInferenceProfile': 'invoke-profile-not-allowed',
  'bedrock:ListInferenceProfiles': 'inference-profile-required',
  'bedrock:ListFoundationModels': 'inference-profile-required',
  'bedrock:GetAccountDataRetention': 'data-retention-required',
  'servicequotas:ListServiceQuotas': 'daily-token-quota',
  'cloudformation:GetTemplate': 'model-not-in-region',
  'iam:GetUser': 'user-api-key',
  'iam:ListUsers': 'a user who is not there',
  'iam:ListRoles': 'a role that is not there',
  'iam:ListUserPolicies': 'user-api-key',
  'iam:GetUserPolicy': 'user-api-key',
  'iam:ListAttachedUserPolicies': 'user-api-key',
  'iam:ListGroupsForUser': 'user-api-key',
  'iam:ListGroupPolicies': 'a user in a group',
  'iam:GetGroupPolicy': 'a user in a group',
  'iam:ListAttachedGroupPolicies': 'a user in a group',
  'bedrock:ListEnforcedGuardrailsConfiguration': 'organization-guardrail-broken',
  'organizations:DescribeEffectivePolicy': 'organization-guardrail-broken',
  'iam:GetPolicy': 'denied-by-boundary',
  'iam:GetPolicyVersion': 'denied-by-boundary',
};
/** Who has no function names the model. */
const MODEL = ['--model', 'anthropic.claude-3-haiku-20240307-v1:0'];
/** Accounts that are a scenario with a change. */
const CHANGED: Readonly<
  Record<
    string,
    {
      readonly of: string;
      readonly args?: readonly string[];
      readonly cause?: string;
      readonly world?: (world: World) => World;
    }
  >
> = {
  'stack-not-found': { of: 'stack-not-found', args: ['--stack', 'kiroween', ...MODEL] },
  'a role that is not there': {
    of: 'role-ecs-task',
    args: ['--role', 'nobody-role', '--model', 'amazon.nova-lite-v1:0'],
    cause: 'role-not-found',
  },
  'a user who is not there': {
    of: 'user-api-key',
    args: ['--user', 'nobody', '--model', 'anthropic.claude-fable-5'],
    cause: 'role-not-found',
  },
  'a user in a group': {
    of: 'user-api-key',
    cause: 'invoke-not-allowed',
    world: (world) => ({
      ...world,
      groups: {
        callers: {
          name: 'callers',
          path: '/',
          id: 'AGPASANDBOXCALLERS01',
          inline: {
            Some: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
          },
          attached: [],
          members: ['BedrockAPIKey-k7m2'],
        },
      },
    }),
  },
  'user-api-key': { of: 'user-api-key', cause: 'invoke-not-allowed' },
};
/** Actions whose want leaves the verdict as it is: another way tells the same, or it is a note. */
const OPTIONAL = new Set([
  'cloudtrail:LookupEvents',
  'organizations:DescribeEffectivePolicy',
  // Beside a simulation and what AWS said of the call itself.
  'iam:ListUserPolicies',
  'iam:GetUserPolicy',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupsForUser',
  'iam:ListGroupPolicies',
  'iam:GetGroupPolicy',
  'iam:ListAttachedGroupPolicies',
]);
/** Without them the cause is the general one. */
const LESS: Readonly<Record<string, string>> = {
  'bedrock:ListEnforcedGuardrailsConfiguration': 'guardrail-not-allowed',
};
/** Actions that only name what there is in place of what is missing: without them the finding stands, with less to say. */
const SUGGESTIONS = new Set([
  'cloudformation:ListStacks',
  'lambda:ListFunctions',
  'bedrock:ListInferenceProfiles',
  'bedrock:ListFoundationModels',
  'iam:ListRoles',
  'iam:ListUsers',
]);

interface Document {
  readonly rootCause: { readonly cause: string } | null;
  readonly checks: readonly { readonly id: string; readonly status: string; readonly reason: string | null }[];
}

/** The operator of a sandbox may do what a policy says and nothing else. */
const holding = (sandbox: Sandbox, policy: PolicyDocument): void =>
  sandbox.setWorld((world) => {
    const { operator } = world.users;
    if (!operator) throw new Error('the sandbox has no operator');
    const document = JSON.parse(JSON.stringify(policy)) as Json;
    return { ...world, users: { ...world.users, operator: { ...operator, inline: { Least: document } } } };
  });

/** Runs something in an account whose operator holds a policy, and gives back what was denied. */
async function withPolicy<T>(scenario: string, policy: PolicyDocument, then: (sandbox: Sandbox) => Promise<T>) {
  const sandbox = await sandboxOf(CHANGED[scenario]?.of ?? scenario);
  try {
    sandbox.setWorld(CHANGED[scenario]?.world ?? ((world) => world));
    holding(sandbox, policy);
    const result = await then(sandbox);
    return { result, denied: sandbox.requests().filter(({ fault }) => fault?.startsWith('AccessDenied')) };
  } finally {
    await sandbox.close();
  }
}

const diagnosed = async (scenario: string, policy: PolicyDocument) => {
  const { result, denied } = await withPolicy(scenario, policy, ({ env }) =>
    run(['diagnose', '--format', 'json', ...(CHANGED[scenario]?.args ?? [])], env),
  );
  return { document: JSON.parse(result.out) as Document, denied };
};

const printed = async (...flags: readonly string[]): Promise<PolicyDocument> => {
  const { code, out, err } = await run(['explain', 'permissions', ...flags], {});
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as PolicyDocument;
};

test.each(someRows([...new Set(['marketplace-subscription-denied', 'function-not-found', ...Object.values(SEEN_IN)])]))(
  'with the printed policy diagnose sees everything of %s',
  async (scenario) => {
    const { document, denied } = await diagnosed(scenario, await printed('--for', 'diagnose'));
    expect(denied).toEqual([]);
    expect(document.rootCause?.cause).toBe(CHANGED[scenario]?.cause ?? scenario);
    expect(document.checks.filter(({ status }) => status === 'unknown')).toEqual([]);
  },
);

// An endpoint is asked for where an event names one: test/endpoint-policy.test.ts.
test.each(someRows(DIAGNOSIS.filter((action) => action !== 'ec2:DescribeVpcEndpoints')))(
  'without %s a check says so',
  async (action) => {
    const rest = DIAGNOSIS.filter((other) => other !== action);
    const scenario = SEEN_IN[action] ?? 'marketplace-subscription-denied';
    const { document, denied } = await diagnosed(scenario, leastPolicy(rest, ANYWHERE));
    expect(new Set(denied.map(({ operation }) => operation))).toEqual(new Set([action.split(':')[1]]));
    const reasons = document.checks.filter(({ status }) => status === 'unknown').map(({ reason }) => reason);
    if (SUGGESTIONS.has(action) || OPTIONAL.has(action)) {
      expect(document.rootCause?.cause).toBe(LESS[action] ?? CHANGED[scenario]?.cause ?? scenario);
      expect(reasons).toEqual([]);
    } else {
      expect(reasons).toContain(`you may not ${action}`);
      if (LESS[action] !== undefined) expect(document.rootCause?.cause).toBe(LESS[action]);
    }
  },
);

/** Whose policy of a scenario is made the printed one: its principal is its own operator. */
const OWN = {
  'me-claude-code': (world: World, document: Json): World => {
    const group = world.groups['developers'];
    return group === undefined
      ? world
      : { ...world, groups: { developers: { ...group, inline: { Least: document } } } };
  },
  'me-sso-session': (world: World, document: Json): World => {
    const [name = ''] = Object.keys(world.roles).filter((one) => one.startsWith('AWSReservedSSO_'));
    const role = world.roles[name];
    const inline = { Least: [{ document, visibleAt: [0] }] };
    return role === undefined ? world : { ...world, roles: { ...world.roles, [name]: { ...role, inline } } };
  },
} as const;

test.each(Object.keys(OWN) as (keyof typeof OWN)[])(
  'with the policy printed for --me diagnose sees everything of %s',
  async (scenario) => {
    const policy = await printed('--for', 'diagnose', '--me');
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /^(lambda|cloudformation|logs):/.test(String(action)))).toEqual([]);
    const sandbox = await sandboxOf(scenario);
    sandbox.setWorld((world) => OWN[scenario](world, JSON.parse(JSON.stringify(policy)) as Json));
    const { out } = await run(['diagnose', '--me', '--format', 'json'], sandbox.env);
    const denied = sandbox.requests().filter(({ fault }) => fault?.startsWith('AccessDenied'));
    await sandbox.close();
    expect(denied).toEqual([]);
    expect((JSON.parse(out) as Document).checks.filter(({ status }) => status === 'unknown')).toEqual([]);
  },
);

test('with the policy printed for --user diagnose sees everything of the user behind a key', async () => {
  const policy = await printed('--for', 'diagnose', '--user', 'BedrockAPIKey-k7m2');
  expect(JSON.stringify(policy)).not.toMatch(/Role"|lambda:|logs:/);
  const { document, denied } = await diagnosed('user-api-key', policy);
  expect(denied).toEqual([]);
  expect(document.rootCause?.cause).toBe('invoke-not-allowed');
});

const steps =
  (home: string, sandbox: Sandbox) =>
  (args: readonly string[]): Promise<Ran> =>
    run(args, { ...sandbox.env, HOME: home, XDG_STATE_HOME: home }, '', home);

test('with the printed policies fix --option 3 and undo work', async () => {
  const [fix, undo] = [await printed('--for', 'fix', '--option', '3'), await printed('--for', 'undo')];
  const { denied } = await withPolicy('marketplace-subscription-denied', fix, async (sandbox) => {
    const step = steps(emptyFolder(), sandbox);
    expect(await step(['fix', '--option', '3', '--yes'])).toMatchObject({ code: 0 });
    holding(sandbox, undo);
    expect(await step(['undo', '--last', '--yes'])).toMatchObject({ code: 0 });
  });
  expect(denied).toEqual([]);
});

test('with the printed policy fix --option 1 works', async () => {
  const policy = await printed('--for', 'fix', '--option', '1');
  const { denied } = await withPolicy('marketplace-subscription-denied', policy, async (sandbox) =>
    expect(await steps(emptyFolder(), sandbox)(['fix', '--option', '1', '--accept-terms', '--yes'])).toMatchObject({
      code: 0,
    }),
  );
  expect(denied).toEqual([]);
});

test.each(['api', 'lambda', 'direct'])('with the printed policy verify --via %s works', async (via) => {
  const policy = await printed('--for', 'verify', '--via', via);
  // The log is the function's; a direct call writes none.
  const args = ['verify', '--via', via, ...(via === 'direct' ? [] : ['--tail'])];
  const { denied } = await withPolicy('healthy', policy, async ({ env }) =>
    // What the operator is answered proves nothing of a role's cell (contract, section 5).
    expect(await run(args, env)).toMatchObject({ code: via === 'direct' ? 3 : 0 }),
  );
  expect(denied).toEqual([]);
});

test('with the printed policy diagnose --probe works', async () => {
  const policy = await printed('--for', 'diagnose', '--probe');
  const { denied } = await withPolicy('healthy', policy, async ({ env }) =>
    expect(await run(['diagnose', '--probe', '--yes'], env)).toMatchObject({ code: 0 }),
  );
  expect(denied).toEqual([]);
});

test('with the printed policy tail works', async () => {
  const policy = await printed('--for', 'tail');
  const { denied } = await withPolicy('healthy', policy, async ({ env }) =>
    expect(await run(['tail', '--since', '1h'], env)).toMatchObject({ code: 0 }),
  );
  expect(denied).toEqual([]);
});

test('the policy is as narrow as what is known', async () => {
  const role = 'arn:aws:iam::123456789012:role/kiroween-PoetryFunctionRole-1A2B3C';
  const flags = ['--stack', 'kiroween', '--region', 'ap-northeast-2', '--role', role, '--log-group', '/aws/lambda/f'];
  const { Statement } = await printed('--for', 'fix', ...flags);
  const resource = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
  expect(resource('ReadTheStack')).toBe('arn:aws:cloudformation:ap-northeast-2:123456789012:stack/kiroween/*');
  expect(resource('ReadTheRole')).toBe(role);
  expect(resource('ChangeTheRolesPolicy')).toBe(role);
  expect(resource('ReadTheLog')).toContain('arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/lambda/f:*');
  const [china] = (await printed('--region', 'cn-north-1')).Statement.flatMap(({ Resource }) => Resource).filter(
    (one) => one !== '*',
  );
  expect(china).toMatch(/^arn:aws-cn:/);
});

test.each(COMMANDS)('no policy of %s allows a service as a whole, or reads and writes together', (command) => {
  const needs = needsOf(command, { option: null, via: 'api', probe: false });
  for (const { Action, Sid } of leastPolicy(
    needs.map(({ action }) => action),
    ANYWHERE,
  ).Statement) {
    expect(Action.join()).not.toContain('*');
    const changes = Action.filter((action) => /:(Put|Create|Delete|Subscribe|Unsubscribe|Invoke)/.test(action));
    if (command === 'diagnose' || command === 'preflight' || command === 'tail') expect(changes, Sid).toEqual([]);
    if (Sid.startsWith('Read')) expect(changes, Sid).toEqual([]);
  }
});

test('-v says on standard error why, as JSON it is a report without a verdict', async () => {
  const why = await run(['explain', 'permissions', '-v'], {});
  expect(why.err).toContain('iam:SimulatePrincipalPolicy: to read');
  expect(() => JSON.parse(why.out) as unknown).not.toThrow();
  const { out } = await run(['explain', 'permissions', '--for', 'undo', '--format', 'json'], {});
  const printed = JSON.parse(out) as { readonly notes: readonly [string]; readonly policy: Json };
  expect(printed).toMatchObject({ command: 'explain', verdict: null, rootCause: null, for: 'undo' });
  expect(JSON.parse(printed.notes[0])).toEqual(printed.policy);
  const schema = JSON.parse(readFileSync('schema/permissions.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(printed), JSON.stringify(validate.errors)).toBe(true);
  expect(await run(['explain', 'permissions', '--for', 'demo'], {})).toMatchObject({ code: 2, out: '' });
});

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../src/index.ts';
import { agreed, withBedrock } from '../src/sandbox/scenarios/change.ts';
import {
  modelCalled,
  modelIn,
  newRole,
  otherAccount,
  profileIn,
  ran,
  sessionArn,
  withNewFunction,
  withNewRole,
} from '../src/sandbox/scenarios/elsewhere.ts';
import { REGION } from '../src/sandbox/scenarios/function.ts';
import { ACCOUNT, OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { FABLE_5, HAIKU, HAIKU_45, NOVA_LITE, TITAN_EMBED } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';

/*
 * Accounts of people who have never heard of the guide, with verdicts written from the contract (section 3) before the tool
 * saw them: roles and users of any host, any model, seen in CloudTrail or in a log.
 */

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const ROLE = 'team-role';
const SESSION = { principal: sessionArn(ROLE, 'worker'), userAgent: 'Boto3/1.43' };
const chat = (modelId: string) => ({ modelId, use: 'chat', api: 'converse' }) as const;
const embed = (modelId: string) => ({ modelId, use: 'embeddings', api: 'invoke' }) as const;

interface Account {
  readonly world: (now: number) => World;
  readonly options: DiagnoseOptions;
  readonly verdict: string;
  readonly root: string | null;
  readonly basis?: 'observed' | 'deduced';
  /** `model verdict`, in any order. */
  readonly cells?: readonly string[];
  readonly others?: readonly string[];
}

const empty = (now: number): World => otherAccount('http://127.0.0.1:1', now);
const withRole = (world: World, now: number, document: ReturnType<typeof allow>, more = {}): World =>
  withNewRole(
    world,
    newRole({
      name: ROLE,
      trusted: { Service: 'ecs-tasks.amazonaws.com' },
      document,
      createdAt: now - 30 * 86_400_000,
      more,
    }),
  );
const withUser = (world: World, name: string, inline: World['users'][string]['inline']): World => ({
  ...world,
  users: {
    ...world.users,
    [name]: { name, path: '/', id: 'AIDASANDBOXACCOUNT01', inline, attached: [], boundary: null },
  },
});
const statement = (
  effect: 'Allow' | 'Deny',
  action: string | readonly string[],
  resource: string,
  condition?: object,
) => ({
  Effect: effect,
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const policy = (...statements: readonly object[]) =>
  ({ Version: '2012-10-17', Statement: statements }) as ReturnType<typeof allow>;
const underScp = (world: World, ...statements: readonly object[]): World => ({
  ...world,
  scps: [
    { arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', document: allow('*', '*') },
    {
      arn: `arn:aws:organizations::${ACCOUNT}:policy/o-x/service_control_policy/p-own`,
      document: policy(...statements),
    },
  ],
});
const ANY_MODEL = 'arn:aws:bedrock:*::foundation-model/*';

const ACCOUNTS: { readonly [name: string]: Account } = {
  'a role that may call one model of two, both seen': {
    world: (now) =>
      modelCalled(
        modelCalled(
          withRole(empty(now), now, allow(INVOKE, modelIn(REGION, NOVA_LITE))),
          now,
          SESSION,
          chat(NOVA_LITE),
          [30],
        ),
        now,
        SESSION,
        embed(TITAN_EMBED),
        [28, 20],
      ),
    options: { role: ROLE },
    verdict: 'broken',
    root: 'invoke-not-allowed',
    basis: 'observed',
    cells: [`${TITAN_EMBED} broken`, `${NOVA_LITE} healthy`],
  },
  'a role under a service control policy without a condition': {
    world: (now) => underScp(withRole(empty(now), now, allow(INVOKE, '*')), statement('Deny', 'bedrock:Invoke*', '*')),
    options: { role: ROLE, model: NOVA_LITE },
    verdict: 'broken',
    root: 'denied-by-scp',
    basis: 'deduced',
  },
  'the same, seen by a call': {
    world: (now) =>
      modelCalled(
        underScp(withRole(empty(now), now, allow(INVOKE, '*')), statement('Deny', 'bedrock:Invoke*', '*')),
        now,
        SESSION,
        chat(NOVA_LITE),
        [30],
      ),
    options: { role: ROLE },
    verdict: 'broken',
    root: 'denied-by-scp',
    basis: 'observed',
  },
  'a user whose group denies what the user itself is allowed': {
    world: (now) => {
      const world = withUser(empty(now), 'lena', { Own: allow(INVOKE, '*') });
      return {
        ...world,
        groups: {
          limited: {
            name: 'limited',
            path: '/',
            id: 'AGPASANDBOXLIMITED01',
            members: ['lena'],
            inline: { NoModels: policy(statement('Deny', 'bedrock:*', ANY_MODEL)) },
            attached: [],
          },
        },
      };
    },
    options: { user: 'lena', model: NOVA_LITE },
    verdict: 'broken',
    root: 'denied-explicitly',
    basis: 'deduced',
  },
  'the role of a permission set that lacks the model': {
    world: (now) =>
      withNewRole(
        empty(now),
        newRole({
          name: 'AWSReservedSSO_Data_0123456789abcdef',
          trusted: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_DO_NOT_DELETE` },
          document: allow(INVOKE, modelIn(REGION, NOVA_LITE)),
          createdAt: now - 86_400_000,
          more: { path: '/aws-reserved/sso.amazonaws.com/' },
        }),
      ),
    options: { role: 'AWSReservedSSO_Data_0123456789abcdef', model: TITAN_EMBED },
    verdict: 'broken',
    root: 'invoke-not-allowed',
    basis: 'deduced',
  },
  'a global profile whose destinations the role lacks': {
    world: (now) =>
      withRole(
        agreed(empty(now), HAIKU_45),
        now,
        policy(
          statement('Allow', INVOKE, profileIn(REGION, `global.${HAIKU_45}`)),
          statement('Allow', INVOKE, modelIn(REGION, HAIKU_45)),
        ),
      ),
    options: { role: ROLE, model: `global.${HAIKU_45}` },
    verdict: 'broken',
    root: 'invoke-profile-not-allowed',
    basis: 'deduced',
  },
  'a global profile under a Region condition of the organization, seen by a call': {
    world: (now) =>
      modelCalled(
        underScp(
          withRole(agreed(empty(now), HAIKU_45), now, allow(INVOKE, '*')),
          statement('Deny', 'bedrock:*', '*', { StringNotEquals: { 'aws:RequestedRegion': [REGION, 'us-east-1'] } }),
        ),
        now,
        SESSION,
        chat(`global.${HAIKU_45}`),
        [30],
      ),
    options: { role: ROLE },
    verdict: 'broken',
    root: 'denied-by-scp',
    basis: 'observed',
  },
  'a denial that a later success has overtaken': {
    world: (now) => {
      const before = modelCalled(
        withRole(empty(now), now, allow('s3:GetObject', '*')),
        now,
        SESSION,
        chat(NOVA_LITE),
        [50],
      );
      return modelCalled(withRole(before, now, allow(INVOKE, '*')), now, SESSION, chat(NOVA_LITE), [30]);
    },
    options: { role: ROLE },
    verdict: 'healthy',
    root: null,
  },
  'a denial that the policies contradict, half an hour old': {
    world: (now) => {
      const before = modelCalled(
        withRole(empty(now), now, allow('s3:GetObject', '*')),
        now,
        SESSION,
        chat(NOVA_LITE),
        [40],
      );
      return withRole(before, now, allow(INVOKE, '*'));
    },
    options: { role: ROLE },
    verdict: 'healthy',
    root: null,
  },
  'two functions that share a role, one of which was denied': {
    world: (now) => {
      const application = (modelId: string) =>
        ({ calls: [chat(modelId)], answers: 'json', http: null, needs: [], prefix: '[x]' }) as const;
      const one = withNewFunction(empty(now), now, {
        name: 'search',
        roleName: 'shared-role',
        document: allow(INVOKE, modelIn(REGION, NOVA_LITE)),
        environment: { MODEL_ID: NOVA_LITE },
        application: application(NOVA_LITE),
      });
      const two = withNewFunction(one, now, {
        name: 'index',
        roleName: 'shared-role',
        document: allow(INVOKE, modelIn(REGION, NOVA_LITE)),
        environment: { MODEL_ID: FABLE_5 },
        application: application(FABLE_5),
      });
      return ran(ran(agreed(two, FABLE_5), now, 'search', [40, 20], {}), now, 'index', [30, 18], {});
    },
    options: { function: 'index' },
    verdict: 'broken',
    root: 'invoke-not-allowed',
    basis: 'observed',
  },
  'an embeddings model that the role may call': {
    world: (now) => withRole(empty(now), now, allow('bedrock:InvokeModel', modelIn(REGION, TITAN_EMBED))),
    options: { role: ROLE, model: TITAN_EMBED },
    verdict: 'healthy',
    root: null,
  },
  'an Anthropic model without an agreement, by a role that may not subscribe': {
    world: (now) => withRole(empty(now), now, allow(INVOKE, '*')),
    options: { role: ROLE, model: HAIKU },
    verdict: 'broken',
    root: 'marketplace-subscription-denied',
    basis: 'deduced',
  },
  'the same, where the organization denies the subscription': {
    world: (now) =>
      underScp(
        withRole(empty(now), now, allow([...INVOKE, 'aws-marketplace:*'], '*')),
        statement('Deny', 'aws-marketplace:Subscribe', '*'),
      ),
    options: { role: ROLE, model: HAIKU },
    verdict: 'broken',
    root: 'denied-by-scp',
    basis: 'deduced',
    others: ['marketplace-subscription-denied'],
  },
  'a condition on a key that nobody can know': {
    world: (now) =>
      withRole(
        empty(now),
        now,
        policy(statement('Allow', INVOKE, '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
      ),
    options: { role: ROLE, model: NOVA_LITE },
    verdict: 'undetermined',
    root: null,
  },
  'a condition on a tag that the role has': {
    world: (now) =>
      withRole(
        empty(now),
        now,
        policy(statement('Allow', INVOKE, '*', { StringEquals: { 'aws:PrincipalTag/team': 'search' } })),
        { tags: { team: 'search' } },
      ),
    options: { role: ROLE, model: NOVA_LITE },
    verdict: 'healthy',
    root: null,
  },
  'a condition on a tag that the role has not': {
    world: (now) =>
      withRole(
        empty(now),
        now,
        policy(statement('Allow', INVOKE, '*', { StringEquals: { 'aws:PrincipalTag/team': 'search' } })),
        { tags: { team: 'billing' } },
      ),
    options: { role: ROLE, model: NOVA_LITE },
    verdict: 'broken',
    root: 'invoke-not-allowed',
    basis: 'deduced',
  },
  'an event history that may not be read, and nothing else wrong': {
    world: (now) => {
      const world = withRole(empty(now), now, allow(INVOKE, '*'));
      const operator = world.users['operator'];
      return operator === undefined
        ? world
        : withUser(world, 'operator', {
            ...operator.inline,
            NoHistory: policy(statement('Deny', 'cloudtrail:LookupEvents', '*')),
          });
    },
    options: { role: ROLE, model: NOVA_LITE },
    verdict: 'healthy',
    root: null,
  },
  'a model that is not in the Region': {
    world: (now) => withRole(empty(now), now, allow(INVOKE, '*')),
    options: { role: ROLE, model: 'meta.llama4-nobody-v1:0' },
    verdict: 'broken',
    root: 'model-id-invalid',
  },
  'a role of which nothing tells which model it calls': {
    world: (now) => withRole(empty(now), now, allow(INVOKE, modelIn(REGION, NOVA_LITE))),
    options: { role: ROLE },
    verdict: 'undetermined',
    root: null,
    cells: [],
  },
  'a data retention that the model does not take': {
    world: (now) =>
      withBedrock(withRole(agreed(empty(now), FABLE_5), now, allow(INVOKE, '*')), { dataRetention: 'default' }),
    options: { role: ROLE, model: FABLE_5 },
    verdict: 'broken',
    root: 'data-retention-required',
  },
};

beforeAll(() => {
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly otherCauses: readonly string[];
  readonly cells: readonly { readonly model: string; readonly verdict: string }[];
  readonly checks: readonly { readonly id: string; readonly status: string; readonly reason: string | null }[];
}

test('a denial of another model than --model names is a note with its line, and decides nothing', async () => {
  const account = ACCOUNTS['a role that may call one model of two, both seen'];
  const sandbox = await startSandbox({
    world: (_url, now) => account?.world(now) ?? empty(now),
    key: OPERATOR_KEY,
    env: {},
    speed: 1,
  });
  try {
    for (const [name, value] of Object.entries(sandbox.env)) if (value !== null) vi.stubEnv(name, value);
    const found = (await diagnose({
      role: ROLE,
      model: NOVA_LITE,
      region: REGION,
      endpointUrl: sandbox.env['AWS_ENDPOINT_URL'] ?? '',
    })) as unknown as Document & { readonly notes: readonly string[] };
    expect([found.verdict, found.rootCause, found.cells.length]).toEqual(['healthy', null, 1]);
    expect(found.notes.join('\n')).toMatch(
      /also refused amazon\.titan-embed-text-v2:0 \(CloudTrail, \d{4}.* UTC\): .*not authorized to perform: bedrock:InvokeModel/,
    );
  } finally {
    await sandbox.close();
  }
});

describe('accounts of others', () => {
  test.each(Object.entries(ACCOUNTS))('%s', async (_name, { world, options, verdict, root, basis, cells, others }) => {
    const sandbox = await startSandbox({ world: (_url, now) => world(now), key: OPERATOR_KEY, env: {}, speed: 1 });
    try {
      for (const [name, value] of Object.entries(sandbox.env)) if (value !== null) vi.stubEnv(name, value);
      const found = (await diagnose({
        ...options,
        region: REGION,
        endpointUrl: sandbox.env['AWS_ENDPOINT_URL'] ?? '',
      })) as unknown as Document;
      const wrong = JSON.stringify(
        found.checks.filter(({ status }) => status !== 'pass'),
        null,
        1,
      ).slice(0, 4_000);
      expect([found.verdict, found.rootCause?.cause ?? null], wrong).toEqual([verdict, root]);
      if (basis !== undefined) expect(found.rootCause?.basis, wrong).toBe(basis);
      if (cells !== undefined)
        expect(found.cells.map((cell) => `${cell.model} ${cell.verdict}`).sort()).toEqual([...cells].sort());
      expect(found.otherCauses).toEqual(expect.arrayContaining([...(others ?? [])]));
    } finally {
      await sandbox.close();
    }
  });
});

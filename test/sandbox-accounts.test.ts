import { BedrockClient, GetInferenceProfileCommand } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { newRole, withNewRole } from '../src/sandbox/scenarios/elsewhere.ts';
import { scenarioOf } from '../src/sandbox/scenarios/index.ts';
import { ACCOUNT } from '../src/sandbox/scenarios/keys.ts';
import { asManagement, memberWorld, READER_ROLE } from '../src/sandbox/scenarios/members.ts';
import { HAIKU_45, NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { memberAt } from '../src/sandbox/services/organizations/accounts.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';
import { jsonCall, refusal, served, settings } from './sandbox-client.ts';

const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];

/** A sandbox whose operator may assume a role, which may call one model, if the trust policy lets it. */
async function withWorker(trusted: object, more: object = {}, extra: Partial<World> = {}): Promise<Sandbox> {
  const sandbox = await served('healthy', 1);
  const role = newRole({
    name: 'worker',
    trusted: trusted as never,
    document: allow('bedrock:InvokeModel', `arn:aws:bedrock:*::foundation-model/${NOVA_LITE}`),
    createdAt: 0,
  });
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole', ...more }],
  };
  sandbox.setWorld((world) => ({ ...withNewRole(world, { ...role, trust: trust as never }), ...extra }));
  return sandbox;
}

const ARN = `arn:aws:iam::${ACCOUNT}:role/worker`;
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

/** Credentials of the role, as a client takes them. */
async function assumed(sandbox: Sandbox, arn = ARN, more: object = {}, as: object = {}) {
  const sts = new STSClient({ ...settings(sandbox), ...as });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'me', ...more }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

describe('AssumeRole', () => {
  test('gives credentials that authenticate, and that have the rights of the role and no others', async () => {
    const sandbox = await withWorker(ROOT);
    const credentials = await assumed(sandbox);
    const who = await new STSClient({ ...settings(sandbox), credentials }).send(new GetCallerIdentityCommand({}));
    expect(who).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/me` });
    const runtime = new BedrockRuntimeClient({ ...settings(sandbox), credentials });
    expect((await runtime.send(new ConverseCommand({ modelId: NOVA_LITE, messages }))).stopReason).toBe('end_turn');
    expect(await refusal(runtime.send(new ConverseCommand({ modelId: `global.${HAIKU_45}`, messages })))).toMatchObject(
      {
        name: 'AccessDeniedException',
        message: expect.stringContaining(`assumed-role/worker/me is not authorized to perform: bedrock:InvokeModel`),
      },
    );
    const stolen = { ...credentials, sessionToken: 'another' };
    const sts = new STSClient({ ...settings(sandbox), credentials: stolen });
    expect((await refusal(sts.send(new GetCallerIdentityCommand({})))).name).toBe('InvalidClientTokenId');
  });

  test('a session policy takes rights away and gives none', async () => {
    const sandbox = await withWorker(ROOT);
    const only = async (action: string) => {
      const credentials = await assumed(sandbox, ARN, { Policy: JSON.stringify(allow(action, '*')) });
      const runtime = new BedrockRuntimeClient({ ...settings(sandbox), credentials });
      return runtime.send(new ConverseCommand({ modelId: NOVA_LITE, messages })).then(
        () => 'served',
        ({ message }: Error) => message,
      );
    };
    expect(await only('bedrock:*')).toBe('served');
    expect(await only('s3:*')).toContain('because no session policy allows the bedrock:InvokeModel action');
  });

  test.each<[string, object, object, object, boolean]>([
    ['the account', ROOT, {}, {}, true],
    ['a service', { Service: 'ecs-tasks.amazonaws.com' }, {}, {}, false],
    ['another account', { AWS: 'arn:aws:iam::999999999999:root' }, {}, {}, false],
    [
      'an external id that is given',
      ROOT,
      { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } },
      { ExternalId: 'x1' },
      true,
    ],
    [
      'an external id that is wrong',
      ROOT,
      { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } },
      { ExternalId: 'x2' },
      false,
    ],
    ['an external id that is missing', ROOT, { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } }, {}, false],
  ])('a role that trusts %s', async (_what, trusted, more, given, works) => {
    const sandbox = await withWorker(trusted, more);
    const tried = assumed(sandbox, ARN, given);
    if (works) expect((await tried).accessKeyId).toMatch(/^ASIA\w{16}$/);
    else {
      expect(await refusal(tried)).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::${ACCOUNT}:user/operator is not authorized to perform: sts:AssumeRole on resource: ${ARN}`,
      });
    }
  });

  test('whoever is named in the trust policy needs no permission; whoever is not does', async () => {
    const as = {
      credentials: { accessKeyId: 'AKIASANDBOXLIMITED01', secretAccessKey: 'sandbox-secret-of-the-auditor' },
    };
    const auditor = {
      auditor: { name: 'auditor', path: '/', id: 'AIDASANDBOXAUDITOR01', inline: {}, attached: [], boundary: null },
    };
    const named = await withWorker({ AWS: `arn:aws:iam::${ACCOUNT}:user/auditor` }, {}, { users: auditor });
    expect((await assumed(named, ARN, {}, as)).accessKeyId).toMatch(/^ASIA/);
    const account = await withWorker(ROOT, {}, { users: auditor });
    expect((await refusal(assumed(account, ARN, {}, as))).name).toBe('AccessDenied');
  });

  test('a session ends', async () => {
    const sandbox = await withWorker(ROOT);
    const credentials = await assumed(sandbox, ARN, { DurationSeconds: 900 });
    sandbox.setWorld((world) => {
      const key = world.keys[credentials.accessKeyId];
      return key ? { ...world, keys: { ...world.keys, [credentials.accessKeyId]: { ...key, expiresAt: 1 } } } : world;
    });
    const sts = new STSClient({ ...settings(sandbox), credentials });
    expect((await refusal(sts.send(new GetCallerIdentityCommand({})))).name).toBe('ExpiredToken');
    expect((await refusal(assumed(sandbox, ARN, { DurationSeconds: 7_200 }))).name).toBe('ValidationError');
  });
});

/** A sandbox of that many accounts. */
const organization = async (accounts: number, speed = 1): Promise<Sandbox> => {
  const scenario = scenarioOf('healthy');
  return served('healthy', speed, {
    world: (baseUrl, now) => asManagement(scenario?.world(baseUrl, now) as World, accounts, 7),
    accounts: (id, home) => (home.organization ? memberWorld(home.organization, id, home) : null),
  });
};

describe('several accounts', () => {
  test('the organization lists them, 20 a page, one suspended; each is entered by its role but one', async () => {
    const sandbox = await organization(60);
    const seen: string[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const { body } = await jsonCall(sandbox, 'organizations', 'AWSOrganizationsV20161128.ListAccounts', {
        ...(token === undefined ? {} : { NextToken: token }),
      });
      const page = body as { Accounts: { Id: string; Status: string }[]; NextToken?: string };
      expect(page.Accounts.length).toBeLessThanOrEqual(20);
      seen.push(...page.Accounts.map(({ Id, Status }) => `${Id} ${Status}`));
      token = page.NextToken;
      pages += 1;
    } while (token !== undefined);
    expect([seen.length, pages, seen.filter((one) => one.endsWith('SUSPENDED')).length]).toEqual([60, 3, 1]);

    const enter = (number: number) => {
      const { organization: own } = sandbox.world();
      const id = own ? memberAt(own, number).id : '';
      return assumed(sandbox, `arn:aws:iam::${id}:role/${READER_ROLE}`).then(
        async (credentials) =>
          (await new STSClient({ ...settings(sandbox), credentials }).send(new GetCallerIdentityCommand({})))
            .Account === id,
        ({ name }: Error) => name,
      );
    };
    expect(await Promise.all([1, 2, 3, 4, 5].map(enter))).toEqual([true, true, 'AccessDenied', true, 'AccessDenied']);
  });

  test("an account's state is a function of its number and the seed, whatever came before", async () => {
    const [one, other] = [await organization(500), await organization(500)];
    const states = (sandbox: Sandbox, ids: readonly number[]) =>
      ids.map((number) => {
        const own = sandbox.world().organization;
        const world = own ? sandbox.account(memberAt(own, number).id) : null;
        return [
          number,
          world?.bedrock.form === null,
          Object.keys(world?.bedrock.agreements ?? {}).length,
          world?.scps.length,
        ];
      });
    const numbers = [1, 2, 7, 99, 400];
    expect(states(one, numbers)).toEqual(states(other, numbers.toReversed()).toReversed());
    expect(
      new Set(
        states(
          one,
          Array.from({ length: 60 }, (_, n) => n + 6),
        ).map(([, ...rest]) => String(rest)),
      ).size,
    ).toBeGreaterThan(3);
  });
});

describe('what is of another account', () => {
  const foreign = '999999999999';
  test('is refused as AWS does, and never answered with a namesake', async () => {
    const sandbox = await served('healthy');
    const fn = Object.keys(sandbox.world().functions)[0] ?? '';
    const lambda = new LambdaClient(settings(sandbox));
    expect(
      await refusal(
        lambda.send(
          new GetFunctionConfigurationCommand({
            FunctionName: `arn:aws:lambda:ap-northeast-2:${foreign}:function:${fn}`,
          }),
        ),
      ),
    ).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('no resource-based policy allows'),
    });
    const bedrock = new BedrockClient(settings(sandbox));
    const profile = `arn:aws:bedrock:ap-northeast-2:${foreign}:inference-profile/global.${HAIKU_45}`;
    expect(
      (await refusal(bedrock.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: profile })))).name,
    ).toBe('AccessDeniedException');
    const runtime = new BedrockRuntimeClient(settings(sandbox));
    expect((await refusal(runtime.send(new ConverseCommand({ modelId: profile, messages })))).name).toBe(
      'AccessDeniedException',
    );
    // GetRole has a name and no account: it only ever is the caller's.
    const iam = new IAMClient(settings(sandbox));
    expect((await refusal(iam.send(new GetRoleCommand({ RoleName: 'elsewhere' })))).name).toBe('NoSuchEntityException');
  });
});

test('a resource control policy binds users too', async () => {
  const sandbox = await served('denied-by-rcp', 1);
  sandbox.setWorld((world) => ({
    ...world,
    rcps: [
      {
        arn: 'arn:aws:organizations::999999999999:policy/o-x/resource_control_policy/p-y',
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 'bedrock:InvokeModel', Resource: '*' }],
        },
      },
    ],
  }));
  const runtime = new BedrockRuntimeClient(settings(sandbox));
  expect((await refusal(runtime.send(new ConverseCommand({ modelId: NOVA_LITE, messages })))).message).toContain(
    'with an explicit deny in a resource control policy',
  );
});

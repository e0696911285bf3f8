import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  newRole,
  otherAccount,
  withNewFunction,
  withNewRole,
  withNewStack,
} from '../src/sandbox/scenarios/elsewhere.ts';
import { ACCOUNT, OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { NOVA_LITE, TITAN_EMBED } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start.ts';
import type { Application, Moment, World } from '../src/sandbox/world.ts';
import { emptyFolder, run } from './run.ts';
import { BY_NIGHT } from './seed.ts';

const DAY = 86_400_000;
const FUNCTION = 'help-desk';
const MY_KEY = 'AKIASANDBOXMYSELF001';

/** An application and how it is examined and asked. */
interface Row {
  readonly name: string;
  readonly application: Partial<Application> | null;
  /** What names whom. */
  readonly whom: readonly string[];
  /** What more `verify` gets; null: nobody knows what the application wants, and it is not called. */
  readonly asks: readonly string[] | null;
  readonly via: string;
  readonly status: number | null;
  /** What finds the address; null: it is given, or there is none. */
  readonly shown: RegExp | null;
  readonly more?: (world: World, baseUrl: string, now: Moment) => World;
  readonly env?: Readonly<Record<string, string>>;
}

const CHAT = { modelId: NOVA_LITE, use: 'chat', api: 'converse' } as const;
const REQUEST = ['--request', 'request.json'];
const ofFunction = ['--function', FUNCTION];
/** A stack whose output is the API's address. */
const withOutput = (path: string, type: string) => (world: World, baseUrl: string, now: Moment) =>
  withNewStack(world, now, {
    name: 'desk',
    resources: [
      ['HelpDesk', FUNCTION, 'AWS::Lambda::Function'],
      ['HelpDeskRole', `${FUNCTION}-role`, 'AWS::IAM::Role'],
      ['Api', 'a1b2c3d4e5', type],
    ],
    outputs: { DeskApi: `${baseUrl}${path}` },
    template: '{}',
  });
const inStack = ['--stack', 'desk', '--function', 'HelpDesk'];

/** An operator who examines their own calls: they may do all but invoke. */
const asMyself = (world: World): World => ({
  ...world,
  keys: {
    ...world.keys,
    [MY_KEY]: {
      secret: 'sandbox-secret-of-myself',
      token: null,
      principal: `arn:aws:iam::${ACCOUNT}:user/tools/sam`,
      session: null,
      state: 'active',
      expiresAt: null,
    },
  },
  users: {
    ...world.users,
    sam: {
      name: 'sam',
      path: '/tools/',
      id: 'AIDASANDBOXSAM000001',
      inline: {
        Mine: allow(['iam:*', 'sts:*', 'cloudtrail:*', 'bedrock:Get*', 'bedrock:List*', 'servicequotas:*'], '*'),
      },
      attached: [],
      boundary: null,
    },
  },
});

const ROWS: readonly Row[] = [
  {
    name: 'a JSON API that the stack names',
    application: { http: { kind: 'rest', path: '/Prod/desk' } },
    more: withOutput('/Prod/desk', 'AWS::ApiGateway::RestApi'),
    whom: inStack,
    asks: REQUEST,
    via: 'api',
    status: 200,
    shown: /The request goes to http:\/\/127\.0\.0\.1:\d+\/Prod\/desk\./,
  },
  {
    name: 'an HTTP API that the stack names',
    application: { http: { kind: 'http', path: '/desk/api' } },
    more: withOutput('/desk/api', 'AWS::ApiGatewayV2::Api'),
    whom: inStack,
    asks: REQUEST,
    via: 'api',
    status: 200,
    shown: /The request goes to http:\/\/127\.0\.0\.1:\d+\/desk\/api\./,
  },
  {
    name: 'a job that is accepted',
    application: { answers: 'accepted', http: { kind: 'http', path: '/jobs' } },
    whom: ofFunction,
    asks: [...REQUEST, '--api-url', 'HERE/jobs', '--tail'],
    via: 'api',
    status: 202,
    shown: null,
  },
  {
    name: 'a stream of events',
    application: { answers: 'events', http: { kind: 'http', path: '/stream' } },
    whom: ofFunction,
    asks: [...REQUEST, '--api-url', 'HERE/stream'],
    via: 'api',
    status: 200,
    shown: null,
  },
  {
    name: 'a Function URL',
    application: { http: { kind: 'function-url', path: '/lambda-url/desk' } },
    whom: ofFunction,
    asks: [...REQUEST, '--tail'],
    via: 'api',
    status: 200,
    shown: /The request goes to http:\/\/127\.0\.0\.1:\d+\/lambda-url\/desk\/\./,
  },
  {
    name: 'a function with an event of its own',
    application: {},
    whom: ofFunction,
    asks: [...REQUEST, '--via', 'lambda', '--tail'],
    via: 'lambda',
    status: 200,
    shown: null,
  },
  {
    name: 'RAG: embeddings, then chat',
    application: { calls: [{ modelId: TITAN_EMBED, use: 'embeddings', api: 'invoke' }, CHAT] },
    whom: [...ofFunction, '--model', NOVA_LITE],
    asks: [...REQUEST, '--via', 'lambda'],
    via: 'lambda',
    status: 200,
    shown: null,
  },
  {
    name: 'behind a queue, called by nobody',
    application: {},
    whom: ofFunction,
    asks: [],
    via: 'lambda',
    status: null,
    shown: null,
  },
  {
    name: 'the role of an ECS task',
    application: null,
    whom: ['--role', 'task-role', '--model', NOVA_LITE],
    asks: [],
    via: 'direct',
    status: null,
    shown: null,
    more: (world, _baseUrl, now) =>
      withNewRole(
        world,
        newRole({
          name: 'task-role',
          trusted: { Service: 'ecs-tasks.amazonaws.com' },
          document: allow('s3:GetObject', '*'),
          createdAt: now - DAY,
        }),
      ),
  },
  {
    name: 'my own calls',
    application: null,
    whom: ['--me', '--model', NOVA_LITE],
    asks: [],
    via: 'direct',
    status: 200,
    shown: null,
    more: asMyself,
    env: { AWS_ACCESS_KEY_ID: MY_KEY, AWS_SECRET_ACCESS_KEY: 'sandbox-secret-of-myself' },
  },
];

const running: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});
async function worldOf({ application, more }: Row): Promise<Sandbox> {
  const sandbox = await startSandbox({
    speed: 20,
    key: OPERATOR_KEY,
    env: { BEDROCK_DOCTOR_API_URL: null },
    world: (baseUrl, now) => {
      const account = otherAccount(baseUrl, now);
      const deployed =
        application === null
          ? account
          : withNewFunction(account, now, {
              name: FUNCTION,
              roleName: `${FUNCTION}-role`,
              document: allow('bedrock:InvokeModel', `arn:aws:bedrock:*::foundation-model/${TITAN_EMBED}`),
              environment: { MODEL_ID: NOVA_LITE },
              application: {
                calls: [CHAT],
                answers: 'json',
                http: null,
                needs: ['question'],
                prefix: '[desk]',
                ...application,
              },
            });
      return more?.(deployed, baseUrl, now) ?? deployed;
    },
  });
  running.push(sandbox);
  return sandbox;
}

interface Document {
  readonly rootCause: { readonly cause: string } | null;
  readonly verification: { readonly via: string; readonly status: number | null; readonly attempts: number } | null;
  readonly target: { readonly account: { readonly value: string } | null };
  readonly notes?: readonly string[];
}

/** Every other one by day. */
const PLAYED = ROWS.filter((_row, index) => BY_NIGHT || index % 2 === 0);

test.concurrent.each(PLAYED.map((row) => [row.name, row] as const))(
  '%s: diagnose, fix, verify, undo tell the truth and end with 1, 0, 0, 0',
  async (_name, row) => {
    const sandbox = await worldOf(row);
    const folder = emptyFolder();
    writeFileSync(join(folder, 'request.json'), '{"question":"why"}');
    const env = { ...sandbox.env, ...row.env, HOME: folder } as Record<string, string>;
    const step = async (...args: readonly string[]) => {
      const ran = await run([...args, '--format', 'json'], env, '', folder);
      return { ...ran, json: ran.out === '' ? null : (JSON.parse(ran.out) as Document) };
    };
    const asks = (row.asks ?? []).map((word) => word.replace('HERE', sandbox.endpoint));
    const answered = (): number =>
      sandbox.requests().filter(({ service, operation }) => service === 'execute-api' || operation === 'Invoke').length;

    const before = await step('diagnose', ...row.whom);
    expect([before.code, before.json?.rootCause?.cause], before.err).toEqual([1, 'invoke-not-allowed']);
    const refused = await step('verify', ...row.whom, ...asks, '--wait', '0');
    expect([refused.code, refused.json?.rootCause?.cause], refused.err).toEqual([1, 'invoke-not-allowed']);
    const requested = asks.includes('--request') ? REQUEST : [];
    const given = asks.flatMap((word, at) => (/^--(?:api-url)$/.test(word) ? [word, asks[at + 1] ?? ''] : []));
    const fixed = await step('fix', '--option', '3', '--yes', ...row.whom, ...requested, ...given);
    expect(fixed.code, fixed.err + fixed.out).toBe(0);
    const verified = await step('verify', ...row.whom, ...asks);
    expect(verified.code, verified.err + verified.out).toBe(0);
    expect(verified.json?.verification).toMatchObject({ via: row.via, status: row.status });
    if (row.shown === null) expect(verified.err).not.toContain('The request goes to');
    else expect(verified.err).toMatch(row.shown);
    if (row.status === null) expect([verified.json?.verification?.attempts, answered()]).toEqual([0, 0]);
    // CloudTrail shows a denial and the success after it minutes later: until then only time is missing (5).
    let after = await step('diagnose', ...row.whom);
    for (let tries = 0; tries < 10 && after.code === 5; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      after = await step('diagnose', ...row.whom);
    }
    expect(after.code, after.err + after.out).toBe(0);
    const undone = await step('undo', '--last', '--yes');
    expect(undone.code, undone.err).toBe(0);
    expect((await step('diagnose', ...row.whom)).json?.rootCause?.cause).toBe('invoke-not-allowed');
  },
  // Ten runs of the program and more, which a loaded machine takes many seconds for.
  900_000,
);

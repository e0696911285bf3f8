import type { Json } from '../../core/json.ts';
import { type Calling, makeCall } from '../api/model-call.ts';
import { runFunction } from '../api/run-function.ts';
import { emptyGroup } from '../services/logs/group.ts';
import type { Application, LambdaFunction, ModelCall, Moment, Role, Stack, World } from '../world.ts';
import { baseWorld } from './base.ts';
import { MANAGED, REGION } from './function.ts';
import { ACCOUNT } from './keys.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BASIC = Object.keys(MANAGED)[0] ?? '';

/** Variables that belong to the guide's application, taken away. */
export const NOT_THE_GUIDES = { BEDROCK_DOCTOR_API_URL: null };

/** An account that has never heard of the guide: nothing is deployed yet. `region` is where its things stand. */
export function otherAccount(baseUrl: string, now: Moment, region: string = REGION): World {
  const base = baseWorld(baseUrl, now);
  return {
    ...base,
    region,
    alias: 'example-production',
    roles: {},
    stacks: {},
    functions: {},
    logGroups: {},
    bedrock: { ...base.bedrock, firstInvokedAt: {} },
  };
}

/** A role with one inline policy; `service` is who may assume it. */
export const newRole = (given: {
  readonly name: string;
  readonly trusted: Json;
  readonly document: Json;
  readonly createdAt: Moment;
  readonly more?: Partial<Role>;
}): Role => ({
  name: given.name,
  path: '/',
  id: `AROASANDBOX${given.name
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .slice(0, 10)
    .padEnd(10, '0')}`,
  trust: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: given.trusted, Action: 'sts:AssumeRole' }],
  },
  boundary: null,
  createdAt: given.createdAt,
  inline: { Access: [{ document: given.document, visibleAt: [0] }] },
  attached: [],
  sessionPolicy: null,
  lastUsedAt: null,
  ...given.more,
});

/** The world with a role. */
export const withNewRole = (world: World, role: Role): World => ({
  ...world,
  roles: { ...world.roles, [role.name]: role },
});

/** The world with a function and its role, deployed a day ago; its log is empty. */
export function withNewFunction(
  world: World,
  now: Moment,
  given: {
    readonly name: string;
    readonly roleName: string;
    readonly document: Json;
    readonly application: Application | null;
    readonly environment?: LambdaFunction['environment'];
    readonly runtime?: string;
    readonly rolePath?: string;
    readonly tags?: LambdaFunction['tags'];
  },
): World {
  const { name, roleName, document, application, environment = {}, runtime = 'python3.13', rolePath = '/' } = given;
  const deployedAt = now - DAY;
  const role = newRole({
    name: roleName,
    trusted: { Service: 'lambda.amazonaws.com' },
    document,
    createdAt: deployedAt,
    more: { path: rolePath, attached: [BASIC], ...(given.tags === undefined ? {} : { tags: given.tags }) },
  });
  const logGroup = `/aws/lambda/${name}`;
  const fn: LambdaFunction = {
    name,
    arn: `arn:aws:lambda:${world.region}:${ACCOUNT}:function:${name}`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role${rolePath}${roleName}`,
    runtime,
    handler: runtime.startsWith('python') ? 'app.handler' : 'index.handler',
    timeoutSeconds: 60,
    memoryMb: 512,
    environment,
    logGroup,
    logFormat: 'Text',
    vpcSubnetIds: [],
    lastModified: deployedAt,
    behavior: 'poetry',
    streams: false,
    quiet: false,
    vpcEndpointPolicy: null,
    guardrail: null,
    application: application ?? { calls: [], answers: 'json', http: null, needs: [], prefix: `[${name}]` },
    ...(given.tags === undefined ? {} : { tags: given.tags }),
  };
  const withRole = withNewRole(world, role);
  return {
    ...withRole,
    functions: { ...withRole.functions, [name]: fn },
    logGroups: { ...withRole.logGroups, [logGroup]: emptyGroup(logGroup, deployedAt) },
  };
}

/** The world with a stack of the resources given: logical id, physical id, type. */
export function withNewStack(
  world: World,
  now: Moment,
  given: {
    readonly name: string;
    readonly resources: readonly (readonly [logicalId: string, physicalId: string, type: string])[];
    readonly template: string;
    readonly outputs?: Readonly<Record<string, string>>;
    readonly processed?: string;
  },
): World {
  const stack: Stack = {
    name: given.name,
    id: `arn:aws:cloudformation:${world.region}:${ACCOUNT}:stack/${given.name}/3c1b2a40-0000-11f0-8000-0a1b2c3d4e5f`,
    status: 'UPDATE_COMPLETE',
    statusReason: null,
    createdAt: now - DAY,
    parameters: {},
    outputs: Object.fromEntries(
      Object.entries(given.outputs ?? {}).map(([key, value]) => [key, { value, description: '' }]),
    ),
    resources: given.resources.map(([logicalId, physicalId, type]) => ({
      logicalId,
      physicalId,
      type,
      status: 'CREATE_COMPLETE',
    })),
    template: given.template,
    ...(given.processed === undefined ? {} : { processed: given.processed }),
  };
  return { ...world, stacks: { ...world.stacks, [stack.name]: stack } };
}

/** The world after a function ran that many minutes ago, each in turn, with this request. */
export const ran = (
  world: World,
  now: Moment,
  name: string,
  minutes: readonly number[],
  request: { readonly [key: string]: Json },
): World =>
  minutes.reduce((before, ago) => {
    const fn = before.functions[name];
    return (fn && runFunction(before, fn, request, now - ago * MINUTE)?.world) ?? before;
  }, world);

/** The world after somebody called a model that many minutes ago, each in turn; only CloudTrail has seen it. */
export function modelCalled(
  world: World,
  now: Moment,
  who: Pick<Calling, 'principal' | 'userAgent'> & Partial<Calling>,
  call: ModelCall,
  minutes: readonly number[],
): World {
  const calling: Calling = { accessKeyId: 'ASIASANDBOXWORKLOAD1', region: world.region, ...who };
  let after = world;
  for (const ago of minutes) {
    const counted = { ...after, serial: after.serial + 1 };
    after = makeCall(counted, call, calling, 'Hello', now - ago * MINUTE).world;
  }
  return after;
}

/** The minutes of that many calls over the last day, the newest a quarter of an hour ago. */
export const throughoutTheDay = (count: number): readonly number[] =>
  Array.from(
    { length: count },
    (_, index) => 15 + Math.round(((count - 1 - index) * 22 * 60) / Math.max(1, count - 1)),
  );

/** ARN of a session of a role of the account. */
export const sessionArn = (role: string, session: string): string =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`;

/** ARN of a model in a Region; of a profile of the account there. */
export const modelIn = (region: string, id: string): string => `arn:aws:bedrock:${region}::foundation-model/${id}`;
export const profileIn = (region: string, id: string): string =>
  `arn:aws:bedrock:${region}:${ACCOUNT}:inference-profile/${id}`;

/** What somebody may who looks and does not touch. */
export const READS = [
  'iam:Get*',
  'iam:List*',
  'iam:Simulate*',
  'sts:GetCallerIdentity',
  'cloudtrail:LookupEvents',
  'bedrock:Get*',
  'bedrock:List*',
  'servicequotas:List*',
  'servicequotas:Get*',
  'organizations:Describe*',
  'lambda:Get*',
  'lambda:List*',
  'logs:Filter*',
  'logs:Get*',
  'logs:Describe*',
  'cloudformation:Describe*',
  'cloudformation:List*',
  'cloudformation:Get*',
];

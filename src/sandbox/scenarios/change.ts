import type { Json } from '../../core/json.ts';
import { runPoetry } from '../api/poetry-function.ts';
import type { LambdaFunction, Lifecycle, Model, Moment, Role, Stack, World } from '../world.ts';
import { FUNCTION, ROLE } from './function.ts';
import { ACCOUNT } from './keys.ts';
import { HAIKU } from './models.ts';
import { allow, deny } from './policy.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The moment that many minutes before another; negative minutes lie after it. */
export const minutesAgo = (now: Moment, minutes: number): Moment => now - minutes * MINUTE;

/** The request of the guide's curl; without a model, so that the function's own is used. */
const REQUEST = {
  audioFeatures: { tempo: 120, energy: 0.8, mood: 'energetic', spectralCentroid: 2_000, key: 'C' },
  persona: 'hamlet',
  language: 'ko',
};

/** The world after the function was called that many minutes ago, so that its log holds real lines. */
export function called(world: World, now: Moment, minutes: number): World {
  const fn = world.functions[FUNCTION];
  return (fn && runPoetry(world, fn, REQUEST, minutesAgo(now, minutes))?.world) ?? world;
}

/** Changes the one function of the world. */
export const withFunction = (world: World, change: Partial<LambdaFunction>): World => {
  const fn = world.functions[FUNCTION];
  return fn ? { ...world, functions: { ...world.functions, [FUNCTION]: { ...fn, ...change } } } : world;
};

/** The function calls another model. */
export const callingModel = (world: World, modelId: string): World =>
  withFunction(world, { environment: { BEDROCK_MODEL_ID: modelId } });

/** Changes the role of the function. */
export const withRole = (world: World, change: Partial<Role>): World => {
  const role = world.roles[ROLE];
  return role ? { ...world, roles: { ...world.roles, [ROLE]: { ...role, ...change } } } : world;
};

/** Adds an inline policy that is visible everywhere already. */
export const withInline = (world: World, name: string, document: Json): World =>
  withRole(world, { inline: { ...world.roles[ROLE]?.inline, [name]: [{ document, visibleAt: [0] }] } });

/** Gives the role a permissions boundary. */
export function withBoundary(world: World, document: Json): World {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/team-boundary`;
  const policy = { arn, name: 'team-boundary', path: '/', defaultVersion: 'v1', versions: { v1: document } };
  return withRole({ ...world, policies: { ...world.policies, [arn]: policy } }, { boundary: arn });
}

/** Under an organization that denies the Region but for IAM, by a condition, as most do. */
export const underRegionScp = (world: World): World => ({
  ...world,
  scps: [
    { arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', document: allow('*', '*') },
    {
      arn: 'arn:aws:organizations::999999999999:policy/o-sandbox/service_control_policy/p-regions',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyIreland',
            Effect: 'Deny',
            Action: 'bedrock:Invoke*',
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
          },
        ],
      },
    },
  ],
});

/** Adds a user who may everything but this; its key is `LIMITED_KEY`. */
export const withLimited = (world: World, action: string): World => ({
  ...world,
  users: {
    ...world.users,
    auditor: {
      name: 'auditor',
      path: '/',
      id: 'AIDASANDBOXAUDITOR01',
      inline: { Everything: allow('*', '*'), But: deny(action, '*') },
      attached: [],
      boundary: null,
    },
  },
});

/** Changes the guide's stack. */
export const withStack = (world: World, change: Partial<Stack>): World => {
  const stack = world.stacks['kiroween'];
  if (!stack) return world;
  const changed = { ...stack, ...change };
  return { ...world, stacks: { [changed.name]: changed } };
};

/** Changes what the account has of Bedrock. */
export const withBedrock = (world: World, change: Partial<World['bedrock']>): World => ({
  ...world,
  bedrock: { ...world.bedrock, ...change },
});

/** Changes one model of the list. */
export const withModel = (world: World, id: string, change: Partial<Model>): World =>
  withBedrock(world, {
    models: world.bedrock.models.map((model) => (model.id === id ? { ...model, ...change } : model)),
  });

/** A model that is legacy since a quarter of a year, and ends that many days from now, or at no known day. */
export const legacySince = (now: Moment, endsInDays: number | null): Lifecycle => ({
  status: 'LEGACY',
  startOfLife: null,
  legacy: now - 90 * DAY,
  extendedAccess: null,
  endOfLife: endsInDays === null ? null : now + endsInDays * DAY,
});

/** The agreement for a model is there. */
export const agreed = (world: World, modelId = HAIKU): World =>
  withBedrock(world, {
    agreements: {
      ...world.bedrock.agreements,
      [modelId]: {
        status: 'AVAILABLE',
        errorMessage: null,
        startedAt: 0,
        settlesAt: null,
        settlesAs: 'AVAILABLE',
        background: false,
      },
    },
  });

/** Every call of a model fails like this, for longer than anybody tries. */
export const failing = (world: World, fault: string): World =>
  withBedrock(agreed(world), { faults: [{ fault, times: 1_000 }] });

/** An account-side gate is in the way although everything else is right. */
export const gated = (world: World, gate: string): World => withBedrock(agreed(world), { gate });

import type { Json } from '../../core/json.ts';
import type { Moment, World } from '../world.ts';
import {
  ACCOUNT,
  ago,
  agreed,
  allow,
  baseWorld,
  called,
  EXPIRED_KEY,
  FUNCTION,
  HAIKU,
  inline,
  OPERATOR_KEY,
  WEAK_KEY,
  withBedrock,
  withFunction,
  withModel,
  withRole,
} from './base.ts';
import { HAIKU_45 } from './models.ts';
import type { Scenario } from './scenario.ts';

const MARKETPLACE = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'];
const deny = (action: string | readonly string[], resource: string | readonly string[] = '*'): Json => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: action, Resource: resource },
  ],
});

type Change = (world: World, now: Moment) => World;

/** A scenario: the guide's account with a change, and a call of the function a few minutes ago. */
const scenario = (
  id: string,
  title: string,
  change: Change,
  options: { calls?: boolean; key?: string } = {},
): Scenario => ({
  id,
  title,
  key: options.key ?? OPERATOR_KEY,
  world: (baseUrl, now) => {
    const changed = change(baseWorld(baseUrl, now), now);
    return options.calls === false ? changed : called(changed, now, 4);
  },
});

/** The account works, and has for a day. */
const healthy: Change = (world) => agreed(world);
const gate =
  (name: string): Change =>
  (world) =>
    withBedrock(agreed(world), { gate: name });
const fault =
  (name: string): Change =>
  (world) =>
    withBedrock(agreed(world), { faults: [{ fault: name, times: 1_000 }] });
const model =
  (id: string): Change =>
  (world) =>
    withFunction(agreed(world), { environment: { BEDROCK_MODEL_ID: id } });
const boundary = (world: World, document: Json): World => {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/team-boundary`;
  const policy = { arn, name: 'team-boundary', path: '/', defaultVersion: 'v1', versions: { v1: document } };
  return withRole({ ...world, policies: { ...world.policies, [arn]: policy } }, { boundary: arn });
};
const stackStatus = (world: World, status: string): World => {
  const stack = world.stacks['kiroween'];
  return stack
    ? { ...world, stacks: { kiroween: { ...stack, status, statusReason: 'Resource creation cancelled' } } }
    : world;
};
const globalProfile = (world: World): World =>
  withFunction(agreed(world, HAIKU_45), { environment: { BEDROCK_MODEL_ID: `global.${HAIKU_45}` } });

/** Every scenario, named after the cause it shows; the first is the default. */
export const SCENARIOS: readonly Scenario[] = [
  scenario(
    'marketplace-subscription-denied',
    "the guide's case: no agreement, and the role may not subscribe",
    (world) => world,
  ),
  scenario('healthy', 'everything works', healthy),
  scenario('stacked-form-and-agreement', 'first the form is missing, then the agreement', (world) =>
    withBedrock(world, { form: null }),
  ),
  scenario('credentials-expired', 'the operator must sign in again', healthy, { key: EXPIRED_KEY }),
  scenario('credentials-invalid', 'the key is not known', healthy, { key: 'AKIASANDBOXUNKNOWN01' }),
  scenario('operator-not-allowed', 'the operator may read nothing but who they are', healthy, { key: WEAK_KEY }),
  scenario(
    'region-unsupported',
    'Bedrock is not offered in the Region',
    (world) => withBedrock(agreed(world), { unsupportedRegions: ['ap-northeast-2'] }),
    { calls: false },
  ),
  scenario('stack-not-found', 'the stack has another name', (world) => {
    const stack = world.stacks['kiroween'];
    return stack ? { ...agreed(world), stacks: { 'kiroween-prod': { ...stack, name: 'kiroween-prod' } } } : world;
  }),
  scenario('stack-unhealthy', 'the last deployment failed', (world) =>
    stackStatus(agreed(world), 'UPDATE_ROLLBACK_FAILED'),
  ),
  scenario('function-not-found', 'the function was deleted by hand', (world) => ({ ...agreed(world), functions: {} }), {
    calls: false,
  }),
  scenario('role-not-found', "the function's role was deleted by hand", (world) => ({ ...agreed(world), roles: {} }), {
    calls: false,
  }),
  scenario('model-id-invalid', 'a letter is missing in the model id', model('anthropic.claude-3-haku-20240307-v1:0')),
  scenario('model-not-in-region', 'the model is offered in other Regions only', model('meta.llama3-8b-instruct-v1:0'), {
    calls: false,
  }),
  scenario(
    'model-end-of-life',
    'the model has reached its end of life',
    model('anthropic.claude-3-5-sonnet-20240620-v1:0'),
  ),
  scenario('model-legacy', 'the model works, and ends in two months', (world, now) =>
    withModel(agreed(world), HAIKU, {
      lifecycle: {
        status: 'LEGACY',
        startOfLife: null,
        legacy: ago(now, 60 * 24 * 90),
        extendedAccess: null,
        endOfLife: ago(now, -60 * 24 * 60),
      },
    }),
  ),
  scenario('model-legacy-locked', 'the account lost a legacy model by not using it', (world, now) =>
    withModel(withBedrock(agreed(world), { gate: 'legacy-locked' }), HAIKU, {
      lifecycle: {
        status: 'LEGACY',
        startOfLife: null,
        legacy: ago(now, 60 * 24 * 90),
        extendedAccess: null,
        endOfLife: null,
      },
    }),
  ),
  scenario('inference-profile-required', 'the bare id of a model that needs a profile', (world) =>
    withFunction(agreed(world, HAIKU_45), { environment: { BEDROCK_MODEL_ID: HAIKU_45 } }),
  ),
  scenario('use-case-form-missing', "Anthropic's form was never sent", (world) =>
    withBedrock(agreed(world), { form: null }),
  ),
  scenario('marketplace-subscription-pending', 'the subscription is being processed', (world, now) =>
    withBedrock(world, {
      agreements: {
        [HAIKU]: {
          status: 'PENDING',
          errorMessage: null,
          startedAt: ago(now, 5),
          settlesAt: now + 300_000,
          settlesAs: 'AVAILABLE',
        },
      },
    }),
  ),
  scenario('marketplace-subscription-failed', 'the agreement failed', (world, now) =>
    withBedrock(world, {
      agreements: {
        [HAIKU]: {
          status: 'ERROR',
          errorMessage: 'AWS Marketplace Agreement Failed within 15 minutes',
          startedAt: ago(now, 30),
          settlesAt: null,
          settlesAs: 'ERROR',
        },
      },
    }),
  ),
  scenario('payment-instrument-invalid', 'no payment method that Marketplace accepts', (world) =>
    withBedrock(world, { gate: 'payment' }),
  ),
  scenario('model-access-denied', 'the account has no access to the model', (world) =>
    withBedrock(world, { gate: 'no-access' }),
  ),
  scenario('model-gated', 'only AWS Sales can open the model', gate('gated')),
  scenario('account-restricted', 'AWS restricts the account', gate('restricted')),
  scenario('operation-not-authorized', 'the account may not call the operation here', gate('api-operation')),
  scenario('geography-unsupported', 'the provider does not serve the country', gate('geography')),
  scenario('data-retention-required', 'the model needs a data-retention mode', gate('data-retention')),
  scenario('invoke-not-allowed', 'the role may not invoke the model', (world) =>
    withRole(agreed(world), { inline: {} }),
  ),
  scenario('invoke-profile-not-allowed', 'the role may invoke the model but not the profile', globalProfile),
  scenario('invoke-stream-not-allowed', 'the role may not stream', (world) =>
    withFunction(agreed(world), { streams: true }),
  ),
  scenario('denied-explicitly', 'a policy of the role denies the call', (world) =>
    inline(agreed(world), 'NoBedrock', deny('bedrock:*')),
  ),
  scenario('denied-by-scp', 'the organisation denies one Region behind the profile', (world) => ({
    ...inline(
      withFunction(world, { environment: { BEDROCK_MODEL_ID: 'apac.amazon.nova-lite-v1:0' } }),
      'Nova',
      allow('bedrock:InvokeModel', '*'),
    ),
    scps: [
      { arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', document: allow('*', '*') },
      {
        arn: 'arn:aws:organizations::999999999999:policy/o-sandbox/service_control_policy/p-tokyo',
        document: deny('bedrock:*', 'arn:aws:bedrock:ap-northeast-1::*'),
      },
    ],
  })),
  scenario('denied-by-boundary', "the role's boundary knows no Marketplace", (world) =>
    boundary(world, allow(['bedrock:*', 'logs:*'], '*')),
  ),
  scenario('denied-by-session-policy', 'a session policy leaves Bedrock out', (world) =>
    withRole(agreed(world), { sessionPolicy: allow('logs:*', '*') }),
  ),
  scenario('denied-by-vpc-endpoint', "the VPC endpoint's policy leaves the model out", (world) =>
    withFunction(agreed(world), {
      vpcSubnetIds: ['subnet-0sandbox'],
      vpcEndpointPolicy: allow('bedrock:ListFoundationModels', '*'),
    }),
  ),
  scenario('throttled', 'too many requests', fault('throttled')),
  scenario('daily-token-quota', 'the daily tokens are used up', fault('daily-tokens')),
  scenario('service-quota-exceeded', 'a service quota is exceeded', fault('quota')),
  scenario('service-unavailable', 'Bedrock is overloaded', fault('unavailable')),
  scenario('model-not-ready', 'the model is not ready', fault('not-ready')),
  scenario('model-timeout', 'the model takes too long', fault('model-timeout')),
  scenario('model-error', 'the model fails', fault('model-error')),
  scenario('function-timeout', 'the function cannot reach Bedrock from its network', (world) =>
    withFunction(agreed(world), { behaviour: 'times-out', vpcSubnetIds: ['subnet-0sandbox'] }),
  ),
  scenario('function-error', 'the function fails by itself', (world) =>
    withFunction(agreed(world), { behaviour: 'import-error' }),
  ),
  scenario('endpoint-error', 'the API has no such path', (world) => ({ ...agreed(world), apiBroken: true })),
  scenario(
    'logs-missing',
    'the function writes to a group that is not there',
    (world) => ({
      ...withFunction(agreed(world), { logGroup: `/gone/${FUNCTION}` }),
      logGroups: {},
    }),
    { calls: false },
  ),
  {
    id: 'propagation-pending',
    title: 'the grant was made a moment ago and is not seen everywhere',
    key: OPERATOR_KEY,
    world: (baseUrl, now) => {
      const denied = called(baseWorld(baseUrl, now), now, 1);
      const policy = { document: allow(MARKETPLACE, '*'), visibleAt: [now, now + 120_000, now + 240_000] };
      const role = denied.roles['kiroween-PoetryFunctionRole-1A2B3C4D5E6F'];
      return withRole(denied, { inline: { ...role?.inline, BedrockMarketplaceAccess: [policy] } });
    },
  },
  scenario('unknown', 'everything looks right, and Bedrock still says 403 without a reason', (world) =>
    withFunction(withBedrock(agreed(world), { gate: 'silent' }), { quiet: true }),
  ),
];

/** The scenario of that name, or null. */
export const scenarioOf = (id: string): Scenario | null => SCENARIOS.find((one) => one.id === id) ?? null;

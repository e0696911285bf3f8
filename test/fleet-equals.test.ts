import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../src/aws/connect.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Aws } from '../src/core/aws.ts';
import type { Json } from '../src/core/json.ts';
import type { Target } from '../src/core/target.ts';
import { diagnose } from '../src/engine/diagnose/diagnosis.ts';
import { judgeCells } from '../src/engine/fleet/judge.ts';
import { type RegionAnswers, shareAnswers } from '../src/fleet/shared-aws.ts';
import { agreed, withBedrock } from '../src/sandbox/scenarios/change.ts';
import { newRole, otherAccount } from '../src/sandbox/scenarios/elsewhere.ts';
import { OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { HAIKU } from '../src/sandbox/scenarios/models.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';
import { runs } from './seed.ts';

// A fleet shares what it reads, decides in one simulation what a diagnosis asks for cell by cell, and must conclude the same.

const ROLE = 'bedrock-application';
const REGIONS = ['us-east-1', 'eu-west-1'];
const MODELS = [HAIKU, 'us.anthropic.claude-haiku-4-5-20251001-v1:0'];
/** A variable that each Region fills in otherwise. */
const OWN_REGION = '$' + '{aws:RequestedRegion}';
const TAG = '$' + '{aws:PrincipalTag/team}';

const anyOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const someOf = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 });

const action = someOf([
  'bedrock:InvokeModel',
  'bedrock:Invoke*',
  'bedrock:*',
  'aws-marketplace:Subscribe',
  'aws-marketplace:*',
  'iam:GetRole',
]);
const resource = someOf([
  '*',
  '*',
  `arn:aws:bedrock:*::foundation-model/${HAIKU}`,
  'arn:aws:bedrock:us-east-1::foundation-model/*',
  'arn:aws:bedrock:*:*:inference-profile/*',
  `arn:aws:bedrock:*::foundation-model/${TAG}*`,
  `arn:aws:bedrock:${OWN_REGION}::foundation-model/*`,
]);
/** Mostly none: what hangs on nothing is simulated for all cells at once, what hangs on something for each. */
const rarely = <T>(one: fc.Arbitrary<T>, among: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 1, arbitrary: one }, { weight: among - 1, arbitrary: fc.constant(null) });
const condition = rarely(
  anyOf<Json>([
    { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
    { StringLike: { 'aws:PrincipalArn': `*role/${ROLE}` } },
    { Bool: { 'aws:SecureTransport': 'false' } },
    { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
  ]),
  10,
);
const statement = fc
  .record({
    effect: fc.oneof({ weight: 4, arbitrary: fc.constant('Allow') }, { weight: 1, arbitrary: fc.constant('Deny') }),
    action,
    resource,
    condition,
  })
  .map(
    ({ effect, action: Action, resource: Resource, condition: given }): Json => ({
      Effect: effect,
      Action,
      Resource,
      ...(given === null ? {} : { Condition: given }),
    }),
  );
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement): Json => ({ Version: '2012-10-17', Statement }));
const FULL_ACCESS: Json = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
/** What the operator may not read: nothing of Bedrock, in one Region or in any. */
const blindness = anyOf<Json>([
  { Effect: 'Deny', Action: 'bedrock:*', Resource: '*' },
  {
    Effect: 'Deny',
    Action: 'bedrock:*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  },
  { Effect: 'Deny', Action: ['bedrock:Get*', 'bedrock:List*'], Resource: '*' },
]);
const organization = fc
  .array(
    fc.record({ action: someOf(['bedrock:Invoke*', 'aws-marketplace:Subscribe', 'bedrock:InvokeModel']), resource }),
    { minLength: 1, maxLength: 2 },
  )
  .map((denied): Json[] => [
    FULL_ACCESS,
    {
      Version: '2012-10-17',
      Statement: denied.map(({ action: Action, resource: Resource }) => ({ Effect: 'Deny', Action, Resource })),
    },
  ]);

const account = fc.record({
  inline: fc.array(policy, { maxLength: 2 }),
  attached: rarely(policy, 2),
  boundary: rarely(policy, 3),
  scps: rarely(organization, 2),
  blind: rarely(blindness, 8),
  form: fc.boolean(),
  agreements: fc.subarray([HAIKU, 'anthropic.claude-haiku-4-5-20251001-v1:0']),
  exists: fc.integer({ min: 0, max: 19 }).map((one) => one > 0),
  cell: fc.record({ region: anyOf(REGIONS), model: anyOf(MODELS) }),
});
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

/** An empty account, made that of a draw. */
function worldOf(empty: World, draw: Account): World {
  const arnOf = (name: string): string => `arn:aws:iam::${empty.account}:policy/${name}`;
  const managed = (name: string, document: Json) => ({
    [arnOf(name)]: { arn: arnOf(name), name, path: '/', defaultVersion: 'v1', versions: { v1: document } },
  });
  const role = newRole({
    name: ROLE,
    trusted: { Service: 'ecs-tasks.amazonaws.com' },
    document: {},
    createdAt: 0,
    more: {
      inline: Object.fromEntries(
        draw.inline.map((document, at) => [`Inline${at}`, [{ document, visibleAt: [0] }]] as const),
      ),
      attached: draw.attached === null ? [] : [arnOf('attached')],
      boundary: draw.boundary === null ? null : arnOf('boundary'),
    },
  });
  const withPolicies: World = {
    ...empty,
    roles: draw.exists ? { [ROLE]: role } : {},
    policies: {
      ...empty.policies,
      ...(draw.attached === null ? {} : managed('attached', draw.attached)),
      ...(draw.boundary === null ? {} : managed('boundary', draw.boundary)),
    },
    scps: [
      ...(draw.scps ?? []),
      ...(draw.blind === null ? [] : [FULL_ACCESS, { Version: '2012-10-17', Statement: [draw.blind] } satisfies Json]),
    ].map((document, at) => ({
      arn: `arn:aws:organizations::${empty.account}:policy/o-sandbox/service_control_policy/p-${at}`,
      document,
    })),
  };
  const bare = withBedrock(withPolicies, { agreements: {}, ...(draw.form ? {} : { form: null }) });
  return draw.agreements.reduce<World>((world, model) => agreed(world, model), bare);
}

let sandbox: Sandbox;
/** The account as the operator reaches it; it keeps no answer. */
let aws: Aws;
beforeAll(async () => {
  sandbox = await startSandbox({ world: (base, now) => otherAccount(base, now, 'us-east-1'), key: OPERATOR_KEY });
  aws = connect({
    region: 'us-east-1',
    endpointOf: () => sandbox.endpoint,
    profile: null,
    keys: {
      accessKeyId: OPERATOR_KEY,
      secretAccessKey: sandbox.env['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: null,
    },
    signal: new AbortController().signal,
    trace: () => undefined,
  });
});
afterAll(() => sandbox.close());

const target = (region: string, model: string): Target => {
  const given = (value: string, name: string) => ({ value, source: { from: 'flag' as const, name } });
  return {
    profile: null,
    region: given(region, '--region'),
    endpointUrl: null,
    stack: null,
    function: null,
    role: given(ROLE, '--role'),
    user: null,
    model: given(model, '--model'),
    logGroup: null,
    apiUrl: null,
    sinceMs: 3_600_000,
  };
};

/** Accounts. */
const DRAWN = runs(150);

test('a cell of a fleet is what a diagnosis of it alone concludes', async () => {
  const empty = sandbox.world();
  const ofRegions: RegionAnswers = new Map();
  const together = { purposes: true };
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(account, async (draw) => {
      sandbox.setWorld(() => worldOf(empty, draw));
      const now = sandbox.now();
      const fleet = [];
      const judged = judgeCells(
        {
          account: empty.account,
          aws: shareAnswers(aws, ofRegions, true),
          regions: REGIONS,
          models: MODELS,
          principal: { kind: 'role', name: ROLE },
          everyRegion: true,
          failOn: 'error',
          skips: () => false,
        },
        now,
        together,
      );
      for await (const cell of judged) fleet.push(cell);
      expect(fleet).toHaveLength(REGIONS.length * MODELS.length);
      const { region, model } = draw.cell;
      const cell = fleet.find((one) => one.region === region && one.model === model);
      const alone = await diagnose(target(region, model), aws.inRegion(region), CHECKS, { now, failOn: 'error' });
      const { root, others } = alone.ranking;
      const concluded = { verdict: alone.judged.verdict, cause: root?.cause ?? null, others };
      for (const one of [concluded.verdict, concluded.cause ?? '', ...others]) seen.add(one);
      expect({
        verdict: cell?.verdict,
        cause: cell?.rootCause?.cause ?? null,
        others: cell?.otherCauses,
      }).toEqual(concluded);
    }),
    { numRuns: DRAWN, seed: 17, endOnFailure: true },
  );
  // The draws must not all be one case: healthy ones, and denials of each layer.
  const kinds = ['healthy', 'invoke-not-allowed', 'denied-by-boundary', 'denied-by-scp', 'denied-explicitly'];
  expect(kinds.filter((one) => seen.has(one)).length).toBeGreaterThanOrEqual(DRAWN < 30 ? 3 : kinds.length);
}, 600_000);

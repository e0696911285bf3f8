import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulatePrincipalPolicy } from '../src/aws/operations/iam.ts';
import type { Aws } from '../src/core/aws.ts';
import { beginSimulations } from '../src/core/simulations.ts';
import { decide } from '../src/iam/decide.ts';
import { parsePolicy } from '../src/iam/document.ts';
import { contextKeysOf } from '../src/iam/simulate.ts';
import { runs } from './seed.ts';

const APART = ['bedrock:InferenceProfileArn', 'aws-marketplace:ProductId'];
const PRINCIPAL = 'arn:aws:iam::123456789012:user/dana';
const RESOURCES = ['a', 'b', 'c', 'd'].map((id) => `arn:aws:bedrock:eu-central-1::foundation-model/${id}`);
const PROFILES = ['eu.a', 'global.a', 'eu.b'].map(
  (id) => `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${id}`,
);
const ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

interface Input {
  readonly ActionNames: readonly string[];
  readonly ResourceArns: readonly string[];
  readonly ContextEntries: readonly { readonly ContextKeyName: string; readonly ContextKeyValues: readonly string[] }[];
}

/**
 * AWS's simulator as its documentation has it now: one result an action, each resource within; what the organization says is
 * said once, of all of them, and its policies' keys are named nowhere.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
function simulator(identity: object, scp: object | null) {
  let calls = 0;
  const named = (name: string, document: object) => ({ name, document: parsePolicy(JSON.stringify(document)) });
  const [own, organization] = [named('own', identity), scp === null ? null : named('scp', scp)];
  const ask = async (_operation: unknown, input: Input) => {
    calls += 1;
    const context = Object.fromEntries(
      input.ContextEntries.map(({ ContextKeyName, ContextKeyValues }) => [ContextKeyName, ContextKeyValues]),
    );
    const missing = contextKeysOf([own]).filter((key) => context[key] === undefined);
    return {
      EvaluationResults: input.ActionNames.map((action) => {
        const of = input.ResourceArns.map((resource) => {
          const request = { action, resource, principal: PRINCIPAL, context };
          const all = named('all', {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          });
          const scps = organization === null ? null : [all, organization];
          return {
            resource,
            decision: decide(request, { identity: [own], scps }).decision,
            organized: decide(request, { identity: [all], scps }).decision === 'allowed',
          };
        });
        return {
          EvalActionName: action,
          EvalResourceName: '*',
          EvalDecision: of.every(({ decision }) => decision === 'allowed') ? 'allowed' : 'implicitDeny',
          MissingContextValues: missing,
          ...(organization === null
            ? {}
            : { OrganizationsDecisionDetail: { AllowedByOrganizations: of.every(({ organized }) => organized) } }),
          ResourceSpecificResults: of.map(({ resource, decision }) => ({
            EvalResourceName: resource,
            EvalResourceDecision: decision,
            MissingContextValues: missing,
          })),
        };
      }),
    };
  };
  const aws = { region: 'eu-central-1', ask, calls: () => calls } as unknown as Aws;
  return { aws, calls: () => calls };
}

const condition = fc.option(
  fc.record({
    operator: fc.constantFrom('StringLike', 'StringNotLike', 'ArnLike', 'Null', 'StringLikeIfExists'),
    key: fc.constantFrom(...APART, 'aws:RequestedRegion'),
    value: fc.constantFrom('*global.*', '*inference-profile/eu.*', 'eu-central-1', 'prod-x'),
  }),
);
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.constantFrom('bedrock:*', 'bedrock:InvokeModel', 'aws-marketplace:*'),
    Resource: fc.constantFrom('*', ...RESOURCES),
    condition,
  })
  .map(({ condition: given, ...rest }) => ({
    ...rest,
    ...(given === null
      ? {}
      : { Condition: { [given.operator]: { [given.key]: given.operator === 'Null' ? 'true' : given.value } } }),
  }));
const policy = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));

const question = fc.record({
  resources: fc.uniqueArray(fc.constantFrom(...RESOURCES), { minLength: 1, maxLength: 3 }),
  profile: fc.option(fc.constantFrom(...PROFILES)),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const inputOf = ({ resources, profile }: Question): Input => ({
  ActionNames: ACTIONS,
  ResourceArns: resources,
  ContextEntries: [
    { ContextKeyName: 'aws:RequestedRegion', ContextKeyValues: ['eu-central-1'] },
    ...(profile === null ? [] : [{ ContextKeyName: 'bedrock:InferenceProfileArn', ContextKeyValues: [profile] }]),
  ],
});

/** What of an answer is a decision: what is left out as unread names no key that the question gave. */
const decisionsOf = (answer: object, { ContextEntries }: Input) => {
  const given = new Set(ContextEntries.map(({ ContextKeyName }) => ContextKeyName));
  const { EvaluationResults } = answer as {
    EvaluationResults: {
      EvalActionName: string;
      OrganizationsDecisionDetail?: object;
      ResourceSpecificResults: {
        EvalResourceName: string;
        EvalResourceDecision: string;
        MissingContextValues: string[];
      }[];
    }[];
  };
  return EvaluationResults.flatMap(({ EvalActionName, OrganizationsDecisionDetail: organization, ...one }) =>
    one.ResourceSpecificResults.map((of) => ({
      action: EvalActionName,
      resource: of.EvalResourceName,
      decision: of.EvalResourceDecision,
      // Of what is allowed nobody asks what the organization says.
      organization: of.EvalResourceDecision === 'allowed' ? null : organization,
      missing: of.MissingContextValues.filter((key) => given.has(key)),
    })),
  ).sort((a, b) => `${a.action} ${a.resource}`.localeCompare(`${b.action} ${b.resource}`));
};

test('questions that go together have the answers that each has alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      policy,
      fc.option(policy),
      fc.array(question, { minLength: 2, maxLength: 4 }),
      fc.boolean(),
      async (identity, scp, questions, apart) => {
        const { aws } = simulator(identity, scp);
        const together = beginSimulations(apart ? APART : []);
        const inputs = questions.map(inputOf);
        const alone = await Promise.all(inputs.map((input) => aws.ask(simulatePrincipalPolicy as never, input)));
        const shared = await Promise.all(
          inputs.map((input) => together.ask(aws, simulatePrincipalPolicy as never, input as never)),
        );
        expect(shared.map((one, at) => decisionsOf(one, inputs[at] as Input))).toEqual(
          alone.map((one, at) => decisionsOf(one as object, inputs[at] as Input)),
        );
      },
    ),
    { numRuns: runs(60) },
  );
});

const allow = (more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*', ...more }],
});
const QUESTIONS: readonly Question[] = [
  { resources: RESOURCES.slice(0, 2), profile: PROFILES[0] ?? null },
  { resources: RESOURCES.slice(1, 3), profile: PROFILES[1] ?? null },
  { resources: RESOURCES.slice(2), profile: PROFILES[2] ?? null },
  { resources: RESOURCES.slice(0, 1), profile: null },
];

test.each([
  { name: 'where no policy reads the profile: one call', identity: allow(), scp: null, calls: 1 },
  {
    name: 'where a policy reads it: each profile again by itself',
    identity: allow({ Condition: { StringLike: { 'bedrock:InferenceProfileArn': '*eu.*' } } }),
    scp: null,
    calls: 4,
  },
  {
    name: 'in an organization, whose keys no answer names: each profile again by itself',
    identity: allow(),
    scp: allow(),
    calls: 4,
  },
])('$name', async ({ identity, scp, calls }) => {
  const { aws, calls: counted } = simulator(identity, scp);
  const together = beginSimulations(APART);
  const inputs = [...QUESTIONS, ...QUESTIONS].map(inputOf);
  await Promise.all(inputs.map((input) => together.ask(aws, simulatePrincipalPolicy as never, input as never)));
  expect(counted()).toBe(calls);
});

import { expect, test } from 'vitest';
import { askAws, type Store } from '../src/aws/answer.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Aws, Operation } from '../src/core/aws.ts';
import { gather } from '../src/core/gather.ts';
import { defineProbe, guessFrom, narrowed, type Probe, type ScopeKey } from '../src/core/probe.ts';
import type { Sourced, Target } from '../src/core/target.ts';
import { diagnose, probesOf } from '../src/engine/diagnose/diagnosis.ts';

const given = (value: string): Sourced<string> => ({ value, source: { from: 'flag', name: '--x' } });
const NOW = Date.parse('2026-11-22T12:00:00Z');
const base: Target = {
  profile: null,
  region: given('ap-northeast-2'),
  endpointUrl: null,
  stack: given('shop'),
  function: given('OrdersFunction'),
  role: null,
  user: null,
  model: null,
  logGroup: null,
  apiUrl: null,
  sinceMs: 3_600_000,
};

/** An AWS in which everything exists, that counts who asks what. */
function countingAws(): { readonly aws: Aws; readonly counts: Map<string, number> } {
  const counts = new Map<string, number>();
  const ANSWERS: { readonly [name: string]: (input: never) => unknown } = {
    GetCallerIdentity: () => ({ Arn: 'arn:aws:iam::123456789012:user/op', Account: '123456789012' }),
    DescribeStacks: () => ({ Stacks: [{ StackName: 'shop', StackStatus: 'CREATE_COMPLETE' }] }),
    ListStackResources: () => ({
      StackResourceSummaries: ['Orders', 'Returns'].map((name) => ({
        LogicalResourceId: `${name}Function`,
        PhysicalResourceId: `shop-${name}`,
        ResourceType: 'AWS::Lambda::Function',
      })),
    }),
    GetFunctionConfiguration: ({ FunctionName }: { FunctionName: string }) => ({
      FunctionName,
      Role: 'arn:aws:iam::123456789012:role/shared',
      Environment: { Variables: {} },
    }),
    GetRole: () => ({ Role: { RoleName: 'shared', Arn: 'arn:aws:iam::123456789012:role/shared', Path: '/' } }),
    ListRolePolicies: () => ({ PolicyNames: ['calls'] }),
    GetRolePolicy: () => ({ PolicyDocument: encodeURIComponent('{"Version":"2012-10-17","Statement":[]}') }),
    ListAttachedRolePolicies: () => ({ AttachedPolicies: [] }),
    GetFoundationModel: ({ modelIdentifier }: { modelIdentifier: string }) => ({
      modelDetails: { modelId: modelIdentifier, modelArn: '', inferenceTypesSupported: ['ON_DEMAND'] },
    }),
  };
  const send = async (operation: Operation<object, unknown>, input: object): Promise<unknown> => {
    counts.set(operation.name, (counts.get(operation.name) ?? 0) + 1);
    return ANSWERS[operation.name]?.(input as never) ?? {};
  };
  const aws = { region: 'ap-northeast-2', inRegion: () => aws, ask: send, send, calls: () => 0 } as unknown as Aws;
  return { aws, counts };
}

const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const SONNET = 'anthropic.claude-3-5-sonnet-20240620-v1:0';
const TITAN = 'amazon.titan-embed-text-v2:0';

/** How often each operation is asked for cells that share a store: [cells, how often]. */
const TABLE: readonly {
  readonly name: string;
  readonly cells: readonly Partial<Target>[];
  readonly counts: { readonly [operation: string]: number };
}[] = [
  {
    name: 'one cell',
    cells: [{ model: given(HAIKU) }],
    counts: { GetCallerIdentity: 1, GetFunctionConfiguration: 1, GetRole: 1, GetRolePolicy: 1, GetFoundationModel: 1 },
  },
  {
    name: 'two models of one function share all but the models',
    cells: [{ model: given(HAIKU) }, { model: given(TITAN) }],
    counts: {
      GetCallerIdentity: 1,
      DescribeStacks: 1,
      ListStackResources: 1,
      GetFunctionConfiguration: 1,
      FilterLogEvents: 1,
      LookupEvents: 1,
      GetRole: 1,
      ListRolePolicies: 1,
      GetRolePolicy: 1,
      ListAttachedRolePolicies: 1,
      GetFoundationModel: 2,
      GetFoundationModelAvailability: 2,
    },
  },
  {
    name: 'two models of one provider share the form',
    cells: [{ model: given(HAIKU) }, { model: given(SONNET) }],
    counts: { GetUseCaseForModelAccess: 1, GetFoundationModel: 2, GetRole: 1 },
  },
  {
    name: 'a profile and its base model share the model and its agreement',
    cells: [{ model: given(HAIKU) }, { model: given(`apac.${HAIKU}`) }],
    counts: { GetFoundationModel: 1, GetFoundationModelAvailability: 1, GetInferenceProfile: 1 },
  },
  {
    name: 'two functions of one role share its policies',
    cells: [{ model: given(HAIKU) }, { model: given(HAIKU), function: given('ReturnsFunction') }],
    counts: { GetFunctionConfiguration: 2, FilterLogEvents: 2, GetRole: 1, GetRolePolicy: 1, GetFoundationModel: 1 },
  },
];

test.each(TABLE)('$name', async ({ cells, counts: wanted }) => {
  const { aws, counts } = countingAws();
  const store: Store = new Map();
  await Promise.all(
    cells.map((cell) => diagnose({ ...base, ...cell }, aws, CHECKS, { now: NOW, failOn: 'error', store })),
  );
  expect(Object.fromEntries(Object.keys(wanted).map((name) => [name, counts.get(name) ?? 0]))).toEqual(wanted);
});

test('sharing changes no fact', async () => {
  const alone = countingAws();
  const together = countingAws();
  const store: Store = new Map();
  for (const id of [HAIKU, TITAN, `apac.${HAIKU}`]) {
    const target = { ...base, model: given(id) };
    const own = await diagnose(target, alone.aws, CHECKS, { now: NOW, failOn: 'error' });
    const shared = await diagnose(target, together.aws, CHECKS, { now: NOW, failOn: 'error', store });
    const facts = ({ facts: all }: typeof own) => [...all].map(([{ id: name }, fact]) => [name, fact]);
    expect(facts(shared)).toEqual(facts(own));
  }
});

test('a probe sees nothing of the target but its scope', async () => {
  const probes = [...probesOf(CHECKS)];
  const full: Target = { ...base, role: given('r'), model: given(HAIKU), logGroup: given('g'), apiUrl: given('u') };
  for (const probe of probes) {
    expect(Object.keys(narrowed(probe, full)).sort(), probe.id).toEqual([...probe.scope].sort());
  }
  const spy = defineProbe({
    id: 'test/spy',
    title: 'what it is shown',
    actions: ['sts:GetCallerIdentity'],
    scope: ['stack'],
    needs: {},
    read: async (_facts, { target }) => Object.keys(target),
  });
  const facts = await gather([spy], askAws(full, countingAws().aws, NOW));
  expect(facts.get(spy)).toEqual({ known: true, value: ['stack'] satisfies ScopeKey[] });
});

test('a right guess costs no call more, a wrong one is only asked beside', async () => {
  const asked: string[] = [];
  const slow: Probe<string> = defineProbe({
    id: 'test/name',
    title: 'the name',
    actions: [],
    scope: [],
    needs: {},
    guess: guessFrom({}, () => 'guessed'),
    read: async () => {
      await new Promise((done) => setTimeout(done, 20));
      return names.shift() ?? '';
    },
  });
  const thing = defineProbe({
    id: 'test/thing',
    title: 'the thing',
    actions: ['x:Get'],
    scope: [],
    ahead: true,
    needs: { slow },
    read: async ({ slow: name }) => {
      asked.push(name);
      return `thing of ${name}`;
    },
  });
  const names = ['guessed', 'another'];
  const once = await gather([thing], askAws(base, countingAws().aws, NOW));
  expect([once.get(thing), asked]).toEqual([{ known: true, value: 'thing of guessed' }, ['guessed']]);
  const again = await gather([thing], askAws(base, countingAws().aws, NOW));
  expect(again.get(thing)).toEqual({ known: true, value: 'thing of another' });
  expect(asked).toEqual(['guessed', 'guessed', 'another']);
});

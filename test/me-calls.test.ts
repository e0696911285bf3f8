import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { agreed } from '../src/sandbox/scenarios/change.ts';
import { modelIn, READS } from '../src/sandbox/scenarios/elsewhere.ts';
import { scenarioOf } from '../src/sandbox/scenarios/index.ts';
import { HAIKU_45, NOVA_LITE, SONNET_35, SONNET_46, TITAN_EMBED } from '../src/sandbox/scenarios/models.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';
import { emptyFolder, run } from './run.ts';

const REGION = 'eu-central-1';
/** Contract, "Measured": the most that `--me` with four models may ask. */
const MOST = 20;

/** Two models of Claude Code and two of LiteLLM, in the files that these read. */
function clientsNaming([main, fast, ...lite]: readonly string[]): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, '.claude'));
  writeFileSync(
    join(folder, '.claude', 'settings.json'),
    JSON.stringify({
      env: { CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_MODEL: main, ANTHROPIC_DEFAULT_HAIKU_MODEL: fast },
    }),
  );
  const list = lite.map((id) => `  - model_name: ${id}\n    litellm_params:\n      model: bedrock/${id}\n`);
  writeFileSync(join(folder, 'config.yaml'), `model_list:\n${list.join('')}`);
  return folder;
}

const PROFILED = [`eu.${SONNET_46}`, `eu.${HAIKU_45}`, NOVA_LITE, TITAN_EMBED];
const OLD = [`eu.${SONNET_46}`, `eu.${HAIKU_45}`, SONNET_35, TITAN_EMBED];
const BARE = [SONNET_46, HAIKU_45, SONNET_35, NOVA_LITE];

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const may = (...Resource: readonly string[]): Json => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: READS, Resource: '*' },
    ...(Resource.length === 0 ? [] : [{ Effect: 'Allow', Action: INVOKE, Resource: [...Resource] }]),
  ],
});
const EVERYTHING = may('*');
/** What the scenario's group may not: the large model elsewhere, and the models of LiteLLM. */
const HALF = may(
  `arn:aws:bedrock:*:*:inference-profile/*`,
  modelIn('*', HAIKU_45),
  modelIn('*', NOVA_LITE),
  modelIn(REGION, SONNET_46),
);
/** The models only behind the European profile of one of them. */
const BY_PROFILE: Json = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: READS, Resource: '*' },
    { Effect: 'Allow', Action: INVOKE, Resource: 'arn:aws:bedrock:*:*:inference-profile/*' },
    {
      Effect: 'Allow',
      Action: INVOKE,
      Resource: 'arn:aws:bedrock:*::foundation-model/*',
      Condition: { StringLike: { 'bedrock:InferenceProfileArn': `*/eu.${HAIKU_45}` } },
    },
  ],
};

const inGroup =
  (document: Json) =>
  (world: World): World => {
    const group = world.groups['developers'];
    if (group === undefined) throw new Error('no group');
    return { ...world, groups: { developers: { ...group, inline: { ClaudeCode: document } } } };
  };
const withoutAgreements = (world: World): World => ({ ...world, bedrock: { ...world.bedrock, agreements: {} } });
const agreedToAll = (world: World): World => [SONNET_46, HAIKU_45, SONNET_35].reduce(agreed, world);
const inOrganization = (world: World): World => ({
  ...world,
  scps: [
    {
      arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    },
  ],
});

interface Document {
  readonly apiCalls: number;
  readonly cells: readonly { readonly model: string; readonly verdict: string; readonly rootCause: object | null }[];
}

async function sandboxWith(change: (world: World) => World) {
  const scenario = scenarioOf('me-claude-code');
  if (!scenario) throw new Error('no scenario');
  const sandbox = await startSandbox({
    world: (url, now) => change(scenario.world(url, now)),
    key: scenario.key,
    env: {
      ...scenario.env,
      CLAUDE_CODE_USE_BEDROCK: null,
      ANTHROPIC_MODEL: null,
      ANTHROPIC_DEFAULT_HAIKU_MODEL: null,
    },
    speed: 20,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** [what, the world, the models, how many are refused, the most calls] */
const TABLE: readonly (readonly [string, (world: World) => World, readonly string[], number, number])[] = [
  ['none of four refused', inGroup(EVERYTHING), PROFILED, 0, MOST],
  ['two of four refused', inGroup(HALF), PROFILED, 2, MOST],
  ['three refused, one of them at its end', (world) => inGroup(HALF)(agreedToAll(world)), OLD, 3, MOST],
  ['all four refused', inGroup(may()), PROFILED, 4, MOST],
  ['all four refused, and nothing agreed', (world) => inGroup(may())(withoutAgreements(world)), PROFILED, 4, MOST],
  ['four bare ids, of which three have to be replaced', inGroup(EVERYTHING), BARE, 3, MOST],
  // A policy reads the profile, so that each profile is asked about by itself.
  ['a policy that reads the profile', inGroup(BY_PROFILE), PROFILED, 3, MOST + 3],
  // So it is in an organization, whose policies' keys AWS names nowhere.
  ['in an organization', (world) => inGroup(HALF)(inOrganization(world)), PROFILED, 2, MOST + 3],
];

test.each(TABLE)('--me with four models, %s', async (_, change, models, refused, most) => {
  const sandbox = await sandboxWith(change);
  const folder = clientsNaming(models);
  const { out } = await run(['diagnose', '--me', '--format', 'json'], sandbox.env, '', folder);
  const { cells, apiCalls } = JSON.parse(out) as Document;
  expect([...cells.map(({ model }) => model)].sort()).toEqual([...models].sort());
  expect(cells.filter(({ verdict }) => verdict === 'broken').length, JSON.stringify(cells)).toBe(refused);
  const operations = sandbox.requests().map(({ operation }) => operation);
  expect(apiCalls).toBe(operations.length);
  expect(apiCalls, operations.join(' ')).toBeLessThanOrEqual(most);
  // What is shared changes no verdict: each model alone has the same.
  for (const cell of cells) {
    const alone = await run(['diagnose', '--me', '--model', cell.model, '--format', 'json'], sandbox.env);
    const [own] = (JSON.parse(alone.out) as Document).cells;
    expect({ ...own, region: REGION }).toEqual({ ...cell, region: REGION });
  }
});

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Json, same } from '../src/core/json.ts';
import { invert, type Plan } from '../src/core/plan.ts';
import type { AnySetting, Hands } from '../src/core/setting.ts';
import { realHost } from '../src/host/host.ts';
import { changesOf } from '../src/journal/change.ts';
import { type Journal, openJournal } from '../src/journal/journal.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { SETTINGS } from '../src/settings/index.ts';
import { shown } from '../src/settings/shown.ts';
import { buildChild } from './children/build.ts';
import { emptyFolder, sandboxOf } from './run.ts';
import { somePairs, someRows } from './seed.ts';
import { awsOf, carryOut, essence, handsOf, sameWorld, undoAll } from './settings-bench.ts';

const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
const MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';
/** Written as a person writes it, so that only an exact restore gives it back. */
const OLD =
  '{\n  "Version": "2012-10-17",\n  "Statement": [ { "Effect":"Allow", "Action":"s3:*", "Resource":"*" } ]\n}\n';
const NEW = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['aws-marketplace:Subscribe'], Resource: '*' }],
});
const FORM = JSON.stringify({
  companyName: 'Example',
  companyWebsite: 'https://example.com',
  intendedUsers: '1',
  industryOption: 'Education',
  otherIndustryOption: '',
  useCases: 'Poems from music, 시',
});

const host = realHost({ color: false, input: false });
let sandbox: Sandbox;
let hands: Hands;
let folder: string;
let journal: Journal;

/** The guide's account with a policy that a person wrote by hand, and without the use-case form. */
beforeEach(async () => {
  sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 1_000 });
  sandbox.setWorld((world) => ({
    ...world,
    bedrock: { ...world.bedrock, form: null },
    roles: Object.fromEntries(
      Object.entries(world.roles).map(([name, role]) => [
        name,
        { ...role, inline: { ...role.inline, ByHand: [{ document: OLD, visibleAt: [0] }] } },
      ]),
    ),
  }));
  hands = handsOf(awsOf(sandbox.env), host);
  folder = emptyFolder();
  writeFileSync(join(folder, 'template.yaml'), 'Resources: # 시\r\n  A: !Sub "0123"\r\n');
  journal = openJournal({ ...host, env: { XDG_STATE_HOME: folder } });
});
afterEach(() => sandbox.close());

interface Case {
  readonly setting: string;
  readonly key: () => Json;
  readonly to: Json;
}
const REVERSIBLE: readonly Case[] = [
  { setting: 'iam.role-inline-policy', key: () => ({ role: ROLE, policy: 'BedrockMarketplaceAccess' }), to: NEW },
  { setting: 'iam.role-inline-policy', key: () => ({ role: ROLE, policy: 'ByHand' }), to: NEW },
  { setting: 'iam.role-inline-policy', key: () => ({ role: ROLE, policy: 'BedrockInvokeAccess' }), to: NEW },
  { setting: 'iam.user-inline-policy', key: () => ({ user: 'operator', policy: 'BedrockInvokeAccess' }), to: NEW },
  { setting: 'bedrock.model-agreement', key: () => ({ model: MODEL }), to: { accepted: true } },
  { setting: 'local.file', key: () => ({ path: join(folder, 'template.yaml') }), to: 'Resources: {}\n' },
  { setting: 'local.file', key: () => ({ path: join(folder, 'new.yaml') }), to: 'Resources: {}\n' },
];
const CASES: readonly Case[] = [
  ...REVERSIBLE,
  { setting: 'bedrock.use-case-form', key: () => ({ provider: 'anthropic' }), to: FORM },
];
const settingOf = (kind: string): AnySetting => {
  const found = SETTINGS.get(kind);
  if (!found) throw new Error(`there is no setting ${kind}`);
  return found;
};
const read = (item: Case): Promise<Json> => settingOf(item.setting).read(item.key() as never, hands);
const planOf = async (cases: readonly Case[]): Promise<Plan> => ({
  schema: 1,
  remedy: 'test',
  account: '123456789012',
  region: 'ap-northeast-2',
  assignments: await Promise.all(
    cases.map(async (item) => ({
      setting: item.setting,
      key: item.key(),
      subject: settingOf(item.setting).subject(item.key() as never),
      from: await read(item),
      to: item.to,
    })),
  ),
});
const files = (): string => {
  const text = (name: string): string => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return 'none';
    }
  };
  return `${text('template.yaml')}|${text('new.yaml')}`;
};

test('every setting is under a law', () => {
  expect([...SETTINGS.keys()].sort()).toEqual([...new Set(CASES.map(({ setting }) => setting))].sort());
  for (const [kind, setting] of SETTINGS) expect(setting.kind).toBe(kind);
});

describe.each(CASES.map((item, index) => [`${index + 1} ${item.setting}`, item] as const))('%s', (_name, item) => {
  test('reading changes nothing, and writing what was read changes nothing', async () => {
    const [before, textBefore] = [sandbox.world(), files()];
    const found = await read(item);
    expect(same(await read(item), found)).toBe(true);
    expect(sameWorld(sandbox.world(), before)).toBe(true);
    expect(await carryOut({ ...(await planOf([{ ...item, to: found }])) }, hands, journal, null)).toBe('done');
    expect(sameWorld(sandbox.world(), before)).toBe(true);
    expect(files()).toBe(textBefore);
  });

  test('what was written can be read, and twice is once', async () => {
    const plan = await planOf([item]);
    expect(await carryOut(plan, hands, journal, null)).toBe('done');
    expect(await read(item)).toEqual(item.to);
    const [after, textAfter] = [sandbox.world(), files()];
    expect(await carryOut(plan, hands, journal, null)).toBe('done');
    expect(sameWorld(sandbox.world(), after)).toBe(true);
    expect(files()).toBe(textAfter);
    const { entries } = await journal.read();
    expect(entries.map(({ did }) => did.did)).toEqual(['intend', 'done', 'already']);
  });
});

describe.each(REVERSIBLE.map((item, index) => [`${index + 1} ${item.setting}`, item] as const))(
  'reversible %s',
  (_name, item) => {
    test('the inverted plan restores the world to the byte', async () => {
      const [before, textBefore] = [sandbox.world(), files()];
      const plan = await planOf([item]);
      await carryOut(plan, hands, journal, null);
      expect(sameWorld(sandbox.world(), before) && files() === textBefore).toBe(false);
      expect(await carryOut(invert(plan), hands, journal, 'x')).toBe('done');
      expect(essence(sandbox.world())).toEqual(essence(before));
      expect(files()).toBe(textBefore);
    });

    test('what somebody else changed meanwhile is never overwritten', async () => {
      const plan = await planOf([item]);
      // An agreement has two states only, so that nobody can make a third of it.
      if (typeof item.to !== 'string') return;
      // A policy that only looks different is the same; another statement is somebody's change.
      const theirs = item.setting.startsWith('iam.') ? item.to.replace('Subscribe', 'Unsubscribe') : `${item.to} `;
      await settingOf(item.setting).write(item.key() as never, theirs, hands);
      expect(await carryOut(plan, hands, journal, null)).toBe('stopped');
      expect(await read(item)).toBe(theirs);
      expect(await carryOut(invert(plan), hands, journal, 'x')).toBe('stopped');
      expect(await read(item)).toBe(theirs);
    });
  },
);

/** Ends the run as a lost power supply would: nothing is noted any more. */
class PowerCut extends Error {}

const FAILURES = ['before the write', 'after the write', 'refused', 'written but answered with an error'] as const;
const FAILING = somePairs([...REVERSIBLE.keys()], FAILURES);

describe('a failure before or after each write is undone from the journal alone', () => {
  test('each write fails, and each failure happens', () => {
    expect(new Set(FAILING.map(([at]) => at)).size).toBe(REVERSIBLE.length);
    expect(new Set(FAILING.map(([, when]) => when)).size).toBe(FAILURES.length);
  });

  test.each(FAILING)('write %i: %s', async (at, when) => {
    const [before, textBefore] = [sandbox.world(), files()];
    let writes = 0;
    let dead = false;
    const settings = new Map(
      [...SETTINGS].map(([kind, setting]): [string, AnySetting] => [
        kind,
        {
          ...setting,
          write: async (key, to, using) => {
            const here = writes === at;
            writes += 1;
            if (here && when === 'before the write') dead = true;
            if (here && (dead || when === 'refused')) throw new PowerCut(when);
            await setting.write(key, to, using);
            if (here && when === 'after the write') dead = true;
            if (here && (dead || when !== 'before the write')) throw new PowerCut(when);
          },
        },
      ]),
    );
    const run = carryOut(await planOf(REVERSIBLE), hands, journal, null, settings, (note) => async (did) => {
      if (dead) throw new PowerCut('no power');
      await note(did);
    });
    if (when === 'before the write' || when === 'after the write') await expect(run).rejects.toThrow('no power');
    // What was written stands, whatever the answer was: a look tells.
    else expect(await run).toBe(when === 'refused' ? 'stopped' : 'done');
    await undoAll(hands, journal);
    expect(essence(sandbox.world())).toEqual(essence(before));
    expect(files()).toBe(textBefore);
    const { entries, damaged } = await journal.read();
    expect(damaged).toEqual([]);
    expect(changesOf(entries).flatMap(({ steps }) => steps.filter(({ status }) => status !== 'undone'))).toEqual([]);
  });
});

test('kill -9 at any moment loses nothing', async () => {
  const child = await buildChild('apply');
  const [before, textBefore] = [sandbox.world(), files()];
  const planFile = join(folder, 'plan.json');
  writeFileSync(planFile, JSON.stringify(await planOf(REVERSIBLE)));
  /** Runs the child and kills it so many milliseconds after it began; how long it ran after that. */
  const runUntil = (killAfterMs: number | null): Promise<number> =>
    new Promise((resolve) => {
      const process_ = spawn(process.execPath, [child, planFile], {
        env: {
          ...sandbox.env,
          PATH: process.env['PATH'] ?? '',
          HOME: folder,
          XDG_STATE_HOME: folder,
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let began = 0;
      process_.stdout.once('data', () => {
        began = performance.now();
        if (killAfterMs !== null) setTimeout(() => process_.kill('SIGKILL'), killAfterMs);
      });
      process_.once('exit', () => resolve(performance.now() - began));
    });
  const wholeMs = await runUntil(null);
  await undoAll(hands, journal);
  const moments = Array.from({ length: 100 }, (_none, moment) => moment);
  const ended = new Set<string>();
  for (const moment of someRows(moments, 2)) {
    await runUntil((wholeMs * moment) / moments.length);
    const { entries } = await journal.read();
    const last = changesOf(entries).at(-1);
    ended.add(`${last?.steps.length ?? 0} ${last?.steps.at(-1)?.status ?? ''}`);
    await undoAll(hands, journal);
    expect(essence(sandbox.world()), `killed at moment ${moment}`).toEqual(essence(before));
    expect(files(), `killed at moment ${moment}`).toBe(textBefore);
  }
  // Otherwise every kill came before the first write or after the last, and nothing was tested.
  expect(ended.size).toBeGreaterThan(2);
}, 600_000);

describe('what is special about each', () => {
  test('the form cannot be taken back, nor overwritten', async () => {
    const form = settingOf('bedrock.use-case-form');
    const key = { provider: 'anthropic' } as never;
    await form.write(key, FORM, hands);
    await expect(form.write(key, null, hands)).rejects.toThrow('cannot be taken back');
    await expect(form.write(key, FORM.replace('Example', 'Other'), hands)).rejects.toThrow('never overwritten');
    expect(await form.read(key, hands)).toBe(FORM);
    expect(form.risk).toBe('irreversible');
  });

  test('a plan with the form is undone but for the form, which is named', async () => {
    const before = sandbox.world();
    const plan = await planOf(CASES.filter(({ setting }) => setting.startsWith('bedrock.')));
    await carryOut(plan, hands, journal, null);
    await undoAll(hands, journal);
    expect(await settingOf('bedrock.use-case-form').read({ provider: 'anthropic' } as never, hands)).toBe(FORM);
    expect(sandbox.world().bedrock.agreements).toEqual(before.bedrock.agreements);
  });

  test('the form falls back to us-east-1 where the Region has no such operation', async () => {
    sandbox.setWorld((world) => ({
      ...world,
      bedrock: { ...world.bedrock, unsupportedRegions: ['ap-northeast-2'] },
    }));
    const form = settingOf('bedrock.use-case-form');
    await form.write({ provider: 'anthropic' } as never, FORM, hands);
    expect(await form.read({ provider: 'anthropic' } as never, hands)).toBe(FORM);
  });

  test('an agreement that is being set up is accepted, one that failed is not', async () => {
    const agreement = settingOf('bedrock.model-agreement');
    const withStatus = (status: 'PENDING' | 'ERROR'): void =>
      sandbox.setWorld((world) => ({
        ...world,
        bedrock: {
          ...world.bedrock,
          agreements: {
            [MODEL]: {
              status,
              errorMessage: null,
              startedAt: 0,
              settlesAt: null,
              settlesAs: 'AVAILABLE',
              background: false,
            },
          },
        },
      }));
    withStatus('PENDING');
    expect(await agreement.read({ model: MODEL } as never, hands)).toEqual({ accepted: true });
    await agreement.write({ model: MODEL } as never, { accepted: true }, hands);
    withStatus('ERROR');
    expect(await agreement.read({ model: MODEL } as never, hands)).toBeNull();
  });

  test('a file that is not UTF-8 is not edited', async () => {
    const path = join(folder, 'latin.yaml');
    writeFileSync(path, Buffer.from([0x41, 0xe9, 0x0a]));
    await expect(settingOf('local.file').read({ path } as never, hands)).rejects.toThrow('not UTF-8');
  });

  test('reports show a policy as the document it is, and other text as it stands', () => {
    expect(shown(NEW)).toEqual(JSON.parse(NEW));
    expect(shown('Resources: {}')).toBe('Resources: {}');
    expect(shown('123')).toBe('123');
    expect(shown(null)).toBeNull();
  });
});

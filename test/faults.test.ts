import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseEntry } from '../src/journal/entry.ts';
import { LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';
import { deadPort, type FaultName, type FaultProxy, faultProxy, type Passed } from './fault-proxy.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';
import { somePairs } from './seed.ts';

/**
 * The real binary behind a proxy that breaks what AWS answers. Whatever breaks: the right exit code, one clear sentence,
 * no stack trace, no denial that AWS did not speak, no storm of retries, a journal that is whole, and an end in time.
 */

const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
const POLICY = 'BedrockMarketplaceAccess';
/** Faults that never end by themselves, or take far longer than a test may: that the run ended was its own time-out. */
const TIMEOUT = ['--timeout', '2s'];
const ENDLESS: ReadonlySet<FaultName> = new Set<FaultName>(['silence', 'slow-bytes']);
/** The SDK's own number of tries for one call. */
const MOST_TRIES = 3;

const COMMANDS: { readonly [name: string]: readonly string[] } = {
  diagnose: ['diagnose', '--format', 'json'],
  'fix 3': ['fix', '--option', '3', '--yes', '--wait', '0s', '--format', 'json'],
  'fix 1': ['fix', '--option', '1', '--accept-terms', '--wait', '0s', '--format', 'json'],
  verify: ['verify', '--wait', '0s', '--format', 'json'],
  tail: ['tail', '--format', 'json'],
  undo: ['undo', '--last', '--yes', '--format', 'json'],
};

interface Seen {
  readonly verdict: string | null;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly notes?: readonly string[];
}
const jsonOf = ({ out }: Ran): Seen | null =>
  out.startsWith('{"schemaVersion"') || out.startsWith('{\n') ? JSON.parse(out) : null;

const open: { readonly close: () => Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function broken(scenario: string): Promise<{ readonly sandbox: Sandbox; readonly proxy: FaultProxy }> {
  const sandbox = await sandboxOf(scenario);
  const proxy = await faultProxy(sandbox);
  open.push(proxy, sandbox);
  return { sandbox, proxy };
}

/** The same world where every write of a policy has long been seen everywhere: another sandbox has another clock. */
const settled = (world: World): World => ({
  ...world,
  roles: Object.fromEntries(
    Object.entries(world.roles).map(([name, role]) => [
      name,
      {
        ...role,
        inline: Object.fromEntries(
          Object.entries(role.inline).map(([policy, writes]) => [
            policy,
            writes.map((write) => ({ ...write, visibleAt: [0] })),
          ]),
        ),
      },
    ]),
  ),
});

/** A world after `fix --option 3`, and the folder of its journal. */
let fixed: { readonly world: World; readonly folder: string };
beforeAll(async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  const folder = emptyFolder();
  const { code } = await run(['fix', '--option', '3', '--yes', '--no-verify'], sandbox.env, '', folder);
  expect(code).toBe(0);
  fixed = { world: settled(sandbox.world()), folder };
  await sandbox.close();
});
/** The journal of that change as a run at this address would have written it. */
const withJournal = ({ AWS_ENDPOINT_URL: endpoint = '' }: Readonly<Record<string, string>>): string => {
  const folder = emptyFolder();
  cpSync(fixed.folder, folder, { recursive: true });
  const path = join(folder, '.local/state/bedrock-doctor/journal.jsonl');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/"endpoint":"[^"]*"/g, `"endpoint":${JSON.stringify(endpoint)}`),
  );
  return folder;
};

const journalOf = (folder: string): readonly string[] => {
  const path = join(folder, '.local/state/bedrock-doctor/journal.jsonl');
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
};
const policyOf = (sandbox: Sandbox): unknown => sandbox.world().roles[ROLE]?.inline[POLICY]?.at(-1)?.document ?? null;

/** What holds whatever broke. */
function sane(ran: Ran, passed: readonly Passed[], what: string): void {
  const { out, err } = ran;
  const all = `${out}\n${err}`;
  expect(all, what).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(all, what).not.toMatch(/Something went wrong|\[object |Deserialization error|\$response|undefined/);
  expect(jsonOf(ran)?.rootCause?.cause ?? '', what).not.toMatch(/denied|not-allowed|not-authorized|missing|not-found/);
  const tries = new Map<string, number>();
  for (const { call } of passed) if (call !== null) tries.set(call, (tries.get(call) ?? 0) + 1);
  expect(Math.max(0, ...tries.values()), what).toBeLessThanOrEqual(MOST_TRIES);
  expect(passed.filter(({ call }) => call === null).length, what).toBeLessThanOrEqual(MOST_TRIES);
  expect(passed.length, what).toBeLessThan(60);
}

/** The API's own answer is an observation: it has an exit code of its own. */
const VERIFY: { readonly [fault in FaultName]: readonly [code: number, cause: string] } = {
  'hang-up': [3, 'endpoint-unreachable'],
  'reset-mid-body': [3, 'endpoint-unreachable'],
  'slow-bytes': [3, 'endpoint-unreachable'],
  silence: [3, 'endpoint-unreachable'],
  'http-500': [1, 'function-error'],
  'http-503': [1, 'service-unavailable'],
  'http-429': [1, 'throttled'],
  'html-200': [1, 'endpoint-error'],
  'html-403': [1, 'endpoint-error'],
  'html-502': [1, 'endpoint-error'],
  'empty-200': [1, 'endpoint-error'],
  redirect: [1, 'endpoint-error'],
  truncated: [1, 'endpoint-error'],
  'wrong-content-type': [0, ''],
};
const BREAKING = (Object.keys(VERIFY) as FaultName[]).filter((fault) => fault !== 'wrong-content-type');
/** Each fault meets a diagnosis and what sees the API's answer itself; all others by night, and some of them each time. */
const OTHERS = somePairs(
  BREAKING,
  Object.keys(COMMANDS).filter((name) => name !== 'diagnose' && name !== 'verify'),
);
const metBy = (fault: FaultName): readonly string[] => [
  'diagnose',
  'verify',
  ...OTHERS.filter(([one]) => one === fault).map(([, name]) => name),
];

test('every command meets faults of which some never end, and some are no answer', () => {
  for (const name of Object.keys(COMMANDS))
    expect(BREAKING.filter((fault) => metBy(fault).includes(name)).length, name).toBeGreaterThanOrEqual(3);
});

describe('everything is broken: undetermined, 3', { timeout: 600_000 }, () => {
  test.concurrent.each(BREAKING)('%s', async (fault) => {
    const { sandbox, proxy } = await broken('healthy');
    sandbox.setWorld(() => fixed.world);
    const before = policyOf(sandbox);
    for (const name of metBy(fault)) {
      const folder = name === 'undo' ? withJournal(proxy.env) : emptyFolder();
      proxy.breaks(fault);
      const ran = await run(
        [...(COMMANDS[name] ?? []), ...(ENDLESS.has(fault) ? TIMEOUT : ['--timeout', '20s'])],
        proxy.env,
        '',
        folder,
      );
      const what = `${name}: ${ran.code} ${ran.out} ${ran.err}`;
      sane(ran, proxy.passed(), what);
      const [code, cause] = name === 'verify' ? VERIFY[fault] : [3, null];
      expect(ran.code, what).toBe(code);
      if (cause !== null) expect(jsonOf(ran)?.rootCause?.cause, what).toBe(cause);
      if (name === 'tail') expect(ran.err.trim().split('\n'), what).toHaveLength(1);
      if (name === 'undo') {
        expect(policyOf(sandbox)).toEqual(before);
        proxy.heal();
        expect((await run(['undo', '--all', '--yes'], proxy.env, '', folder)).code).toBe(0);
        expect(policyOf(sandbox)).toBeNull();
      }
      expect(journalOf(folder).every((line) => parseEntry(line) !== null)).toBe(true);
    }
  });
});

describe('one service is broken', { timeout: 600_000 }, () => {
  const PARTIAL: readonly FaultName[] = ['http-503', 'html-200', 'empty-200', 'truncated'];
  const SERVICES = ['sts', 'iam', 'cloudformation', 'lambda', 'logs', 'bedrock'];
  const MET = somePairs(SERVICES, PARTIAL);
  test.concurrent.each(SERVICES)('%s: never healthy without proof, never a denial', async (service) => {
    const { sandbox, proxy } = await broken('healthy');
    // Without the successes in its log and in the event history nothing proves that what could not be read does not matter.
    sandbox.setWorld((world) => {
      const group = world.logGroups[LOG_GROUP];
      const silent = { ...world, events: [] };
      return group ? { ...silent, logGroups: { ...world.logGroups, [LOG_GROUP]: { ...group, events: [] } } } : silent;
    });
    for (const [, fault] of MET.filter(([one]) => one === service)) {
      proxy.breaks(fault, (passed) => passed.service === service);
      const ran = await run(COMMANDS['diagnose'] ?? [], proxy.env);
      const what = `${fault}: ${ran.out}`;
      sane(ran, proxy.passed(), what);
      expect(ran.code, what).toBe(3);
    }
  });

  test('a poem that comes proves nothing of an agreement that cannot be read: 3, not pending', async () => {
    const { proxy } = await broken('healthy');
    proxy.breaks('http-503', ({ service }) => service === 'bedrock');
    const ran = await run(COMMANDS['verify'] ?? [], proxy.env);
    sane(ran, proxy.passed(), ran.out);
    expect([ran.code, jsonOf(ran)?.verdict]).toEqual([3, 'undetermined']);
  });
});

describe('bursts pass', { timeout: 600_000 }, () => {
  test.concurrent.each<FaultName>(['http-503', 'http-429', 'hang-up', 'reset-mid-body', 'http-500', 'html-502'])(
    'the first try of each call ends in %s: as if nothing had been',
    async (fault) => {
      const { sandbox, proxy } = await broken('marketplace-subscription-denied');
      const calls = new Set<string>();
      const first = ({ call }: Passed): boolean => call !== null && calls.size < calls.add(call).size;
      proxy.breaks(fault, first);
      const diagnosed = await run(COMMANDS['diagnose'] ?? [], proxy.env);
      expect([diagnosed.code, jsonOf(diagnosed)?.rootCause?.cause]).toEqual([1, 'marketplace-subscription-denied']);
      const folder = emptyFolder();
      const fixed = await run(['fix', '--option', '3', '--yes', '--no-verify'], proxy.env, '', folder);
      expect(fixed.code, fixed.err).toBe(0);
      expect(policyOf(sandbox)).not.toBeNull();
      expect((await run(['undo', '--last', '--yes'], proxy.env, '', folder)).code).toBe(0);
      expect(policyOf(sandbox)).toBeNull();
    },
  );
});

describe('the write itself is broken', () => {
  test.concurrent.each<[FaultName, number]>([
    ['hang-up', 2],
    ['http-503', 2],
    ['html-200', 2],
    // Here the policy is put, and only the answer lost: what stands there tells.
    ['reset-mid-body', 0],
    ['truncated', 0],
  ])('%s on PutRolePolicy: said, in the journal, and undone from it', async (fault, code) => {
    const { sandbox, proxy } = await broken('marketplace-subscription-denied');
    const folder = emptyFolder();
    proxy.breaks(fault, ({ operation }) => operation === 'iam PutRolePolicy');
    const ran = await run(['fix', '--option', '3', '--yes', '--no-verify', '--format', 'json'], proxy.env, '', folder);
    expect(ran.code, ran.out + ran.err).toBe(code);
    expect(proxy.passed().filter(({ operation }) => operation === 'iam PutRolePolicy').length).toBeLessThanOrEqual(3);
    expect(policyOf(sandbox) === null).toBe(code === 2);
    const lines = journalOf(folder);
    expect(lines.map((line) => parseEntry(line)?.did.did)).toEqual(['intend', code === 0 ? 'done' : 'failed']);
    proxy.heal();
    expect((await run(['undo', '--all', '--yes'], proxy.env, '', folder)).code).toBe(0);
    expect(policyOf(sandbox)).toBeNull();
  });

  test('on CreateFoundationModelAgreement: said, and no agreement is claimed', async () => {
    const { sandbox, proxy } = await broken('marketplace-subscription-denied');
    proxy.breaks('html-502', ({ operation }) => operation.includes('POST /create-foundation-model-agreement'));
    const ran = await run(COMMANDS['fix 1'] ?? [], proxy.env);
    expect(ran.code, ran.out + ran.err).toBe(2);
    expect(Object.keys(sandbox.world().bedrock.agreements)).toEqual([]);
  });
});

describe('no way there', () => {
  test('a refused connection, a name that does not resolve, TLS to a plain port', async () => {
    const { sandbox } = await broken('healthy');
    const plain = new URL(sandbox.endpoint).port;
    const ways = [
      [`http://127.0.0.1:${await deadPort()}`, 'ECONNREFUSED'],
      // A label of more than 63 letters is no name to the resolver itself (RFC 1035), however slow the network's is.
      [`http://${'nowhere'.repeat(10)}.invalid:4566`, 'the name of the host cannot be resolved'],
      [`https://127.0.0.1:${plain}`, 'speaks no TLS'],
    ] as const;
    for (const [url, words] of ways)
      await Promise.all(
        Object.entries(COMMANDS).map(async ([name, args]) => {
          const env = { ...sandbox.env, AWS_ENDPOINT_URL: url, BEDROCK_DOCTOR_API_URL: `${url}/Prod/api` };
          const ran = await run(
            // Far more than it takes to be refused, on a busy machine too.
            [...args, '--timeout', '90s'],
            env,
            '',
            name === 'undo' ? withJournal(env) : emptyFolder(),
          );
          const what = `${name} ${url}: ${ran.out} ${ran.err}`;
          sane(ran, [], what);
          expect(ran.code, what).toBe(3);
          expect(`${ran.out}${ran.err}`, what).toContain(words);
        }),
      );
  });

  test('explain permissions needs no network', async () => {
    const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${await deadPort()}`, AWS_REGION: 'ap-northeast-2' };
    expect((await run(['explain', 'permissions'], env)).code).toBe(0);
  });
});

describe('credentials and clocks', () => {
  test('expired keys end every command in 4; refreshed ones are taken by the next run', async () => {
    const { sandbox } = await broken('healthy');
    sandbox.setWorld(() => fixed.world);
    const id = sandbox.env['AWS_ACCESS_KEY_ID'] ?? '';
    const turn = (state: 'active' | 'expired'): void =>
      sandbox.setWorld((world) => {
        const key = world.keys[id];
        return key ? { ...world, keys: { ...world.keys, [id]: { ...key, state } } } : world;
      });
    turn('expired');
    const { BEDROCK_DOCTOR_API_URL: _api, ...env } = sandbox.env;
    const codes = await Promise.all(
      Object.entries(COMMANDS).map(async ([name, args]) => {
        const ran = await run(args, env, '', name === 'undo' ? withJournal(env) : emptyFolder());
        sane(ran, [], `${name}: ${ran.out} ${ran.err}`);
        return [name, ran.code];
      }),
    );
    expect(codes).toEqual(Object.keys(COMMANDS).map((name) => [name, 4]));
    turn('active');
    expect((await run(COMMANDS['undo'] ?? [], env, '', withJournal(env))).code).toBe(0);
  });

  test('a clock an hour off is corrected by the client, and nothing else changes', async () => {
    const { sandbox } = await broken('marketplace-subscription-denied');
    sandbox.setWorld((world) => ({ ...world, clockSkewMs: 3_600_000 }));
    const ran = await run(COMMANDS['diagnose'] ?? [], sandbox.env);
    expect([ran.code, jsonOf(ran)?.rootCause?.cause]).toEqual([1, 'marketplace-subscription-denied']);
  });
});

test('a wrong content type alone does not matter', async () => {
  const { proxy } = await broken('marketplace-subscription-denied');
  proxy.breaks('wrong-content-type');
  const ran = await run(COMMANDS['diagnose'] ?? [], proxy.env);
  expect([ran.code, jsonOf(ran)?.rootCause?.cause]).toEqual([1, 'marketplace-subscription-denied']);
});

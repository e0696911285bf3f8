import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseEntry } from '../src/journal/entry.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

/** Real processes at the same time, over one journal and one file. */
const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxOf('marketplace-subscription-denied');
});
afterAll(() => sandbox.close());
const policy = (): unknown => sandbox.world().roles[ROLE]?.inline['BedrockMarketplaceAccess']?.at(-1)?.document ?? null;

describe('the journal', () => {
  test('three fixes at once: one writes, no line of one stands among those of another, and one undo restores', async () => {
    const home = emptyFolder();
    const fix = ['fix', '--option', '3', '--yes', '--no-verify', '--quiet'];
    const ran = await Promise.all([0, 1, 2].map(() => run(fix, sandbox.env, '', home)));
    for (const { code, err } of ran) {
      expect([0, 2], err).toContain(code);
      expect(err).not.toMatch(/^\s+at /m);
    }
    expect(ran.some(({ code }) => code === 0)).toBe(true);
    const folder = join(home, '.local/state/bedrock-doctor');
    const path = join(folder, 'journal.jsonl');
    const entries = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => parseEntry(line));
    expect(entries).not.toContain(null);
    const changes = entries.map((entry) => entry?.change);
    // Each change's lines stand together.
    expect(changes.filter((change, at) => change !== changes[at - 1])).toHaveLength(new Set(changes).size);
    expect(entries.filter((entry) => entry?.did.did === 'done')).toHaveLength(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['journal.jsonl']);
    expect(policy()).not.toBeNull();
    const undone = await Promise.all([0, 1].map(() => run(['undo', '--all', '--yes'], sandbox.env, '', home)));
    expect(undone.map(({ code }) => code).sort()).toContain(0);
    expect(policy()).toBeNull();
    const after = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => parseEntry(line));
    expect(after).not.toContain(null);
    const list = await run(['undo', '--all', '--yes'], sandbox.env, '', home);
    expect([list.code, list.out.includes('Nothing to undo')]).toEqual([0, true]);
  });
});

describe('a facts file', () => {
  test('saved by two runs at once is one whole file, private; cut short it is refused in one sentence and stays', async () => {
    const folder = emptyFolder();
    const path = join(folder, 'facts.json');
    // Its own account: the other test has changed the first one's.
    const other = await sandboxOf('marketplace-subscription-denied');
    const save = ['diagnose', '--save', path, '--quiet'];
    const ran = await Promise.all([0, 1].map(() => run(save, other.env)));
    await other.close();
    expect(ran.map(({ code }) => code)).toEqual([1, 1]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['facts.json']);
    expect((await run(['diagnose', '--from', path], {})).code).toBe(1);
    const { size } = statSync(path);
    truncateSync(path, Math.floor(size / 2));
    const half = readFileSync(path, 'utf8');
    const damaged = await run(['diagnose', '--from', path], {});
    expect([damaged.code, damaged.out, damaged.err.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(damaged.err).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe(half);
  });
});

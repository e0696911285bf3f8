import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentInline } from '../src/sandbox/authorize.ts';
import { BINARY, emptyFolder, OWN_ENV, run, sandboxOf } from './run.ts';

test('a temporary grant whose run was killed is noticed by the next run of any command, and can be taken away', async () => {
  // A slow clock: the subscription is still being set up when the run is killed.
  const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 1 });
  const home = emptyFolder();
  const policies = (): string =>
    JSON.stringify(Object.values(sandbox.world().roles).map((role) => currentInline(role)));
  try {
    const before = policies();
    const child = spawn(process.execPath, [BINARY, 'fix', '--option', '3', '--grant', 'temporary', '--yes'], {
      cwd: home,
      env: { ...OWN_ENV, ...sandbox.env, HOME: home },
      stdio: 'ignore',
    });
    const ended = new Promise((done) => child.once('exit', done));
    for (let look = 0; look < 200 && policies() === before; look += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect(policies()).not.toBe(before);
    child.kill('SIGKILL');
    await ended;
    const doctor = (...args: string[]) => run(args, { ...sandbox.env, HOME: home }, '', home);
    const { err } = await doctor('diagnose');
    expect(err).toContain('A temporary grant still stands');
    // So does every other command that looks at AWS.
    const models = ['--models', 'anthropic.claude-3-haiku-20240307-v1:0'];
    writeFileSync(join(home, 'accounts'), '123456789012\n');
    for (const args of [
      ['callers'],
      ['preflight', '--only', 'credentials'],
      ['fleet', '--accounts', 'accounts', '--regions', 'ap-northeast-2', ...models, '--agreement-only'],
    ])
      expect((await doctor(...args)).err, args.join(' ')).toContain('A temporary grant still stands');
    const id = /undo (\S+)/.exec(err)?.[1] ?? '';
    expect((await doctor('undo', id, '--yes')).code).toBe(0);
    expect(policies()).toBe(before);
    expect((await doctor('diagnose')).err).not.toContain('temporary');
  } finally {
    await sandbox.close();
  }
});

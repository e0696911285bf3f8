import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, environmentOf, type Ran, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';
import { type Start, startIn } from './warm.ts';

/** A run of every kind: each command, each way to end, standard input, the disk. What is asked, and what is typed. */
const RUNS: readonly (readonly [args: readonly string[], input?: string])[] = [
  [['--version']],
  [['--help']],
  [['help', 'exit-codes']],
  [['explain', 'ThrottlingException: Too many tokens per day']],
  [['explain'], 'ValidationException: The provided model identifier is invalid.'],
  [['explain', '--format', 'json', '-'], 'nothing that anybody knows'],
  [['diagnose', '--format', 'markdown']],
  [['diagnose', '-v', '--output', 'report.txt']],
  [['diagnose', '--stack', 'nobodys']],
  [['diagnose', '--nonsense']],
  [['diagnose', '--config', 'broken.json']],
  [['diagnose', '--profile', 'nobodys']],
  [['diagnose', '--endpoint-url', 'http://127.0.0.1:9', '--timeout', '90s']],
  [['preflight', '--format', 'junit']],
  [['callers']],
  [['tail', '--since', '1h']],
  [['fix', '--dry-run', '--plan-out', 'plan.json']],
  [['fix', '--option', '3']],
  [['verify']],
  [['fix', '--option', '3', '--yes', '--no-verify']],
  [['undo', '--list']],
  [['undo', '--all', '--yes']],
  [['completion', 'bash']],
];

/** Moments, durations and ids differ from run to run. */
const still = (text: string): string =>
  text
    .replace(/\d+(\.\d+)? (ms|s|min)\b/g, 'TIME')
    // How often CloudTrail, which takes two calls a second, has to be asked depends on the hurry.
    .replace(/\b\d+ calls\b/g, 'CALLS')
    .replace(/"apiCalls": ?\d+/g, 'CALLS')
    // A longer number breaks a line elsewhere.
    .replace(/\s+/g, ' ')
    // And whether it answers at all before the SDK has tried three times.
    .replace(/CloudTrail's event history was not read \([^.]*ThrottlingException[^.]*\.\s?/g, '')
    .replace(/(time|timestamp|durationMs|elapsedMs)"?[:=] ?("[^"]*"|[\d.]+)/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, 'MOMENT')
    .replace(/\d\d:\d\d:\d\d\.\d{3}Z|\d{8}-\d{6}-\w{3}/g, 'MOMENT')
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{32}\b/g, 'ID')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HERE');

/** What the runs say, one after the other in one home, and what AWS is asked meanwhile. */
async function transcriptOf(runs: (start: Start) => Promise<Ran>): Promise<object> {
  const home = emptyFolder();
  writeFileSync(join(home, 'broken.json'), '{');
  const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 1 });
  const did: object[] = [];
  for (const [args, input = ''] of someRows(RUNS)) {
    const { code, out, err } = await runs({ args, input, cwd: home, env: sandbox.env });
    did.push({ args, code, out: still(out).replaceAll(home, '~'), err: still(err).replaceAll(home, '~') });
  }
  // Which calls: how often CloudTrail refuses because it was asked too often depends on the hurry.
  const asked = new Set(sandbox.requests().map(({ service, operation }) => `${service}:${operation}`));
  await sandbox.close();
  return { did, asked: [...asked].sort() };
}

test('a run in a process that has run before is a start of the binary', async () => {
  const inOrder = (how: 'warm' | 'cold') =>
    transcriptOf((start) => startIn(how, { ...start, env: environmentOf(start.env, start.cwd) }));
  expect(await inOrder('warm')).toEqual(await inOrder('cold'));
});

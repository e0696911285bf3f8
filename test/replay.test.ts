import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

/** A report without its times, and without what its commands carry of the address that was asked. */
const timeless = (out: string): unknown => {
  const { startedAt: _startedAt, durationMs: _durationMs, ...rest } = JSON.parse(out) as { [key: string]: unknown };
  return JSON.parse(JSON.stringify(rest).replace(/ --(?:endpoint-url|api-url) [^\s"]+/g, ''));
};

test.concurrent.each(SCENARIOS.map(({ id }) => id))(
  'law: the saved facts of %s give the same document, all its cells, without AWS',
  async (scenario) => {
    const sandbox = await sandboxOf(scenario);
    const folder = emptyFolder();
    const file = join(folder, 'facts.json');
    try {
      const ran = await run(
        ['diagnose', '--format', 'json', '--save', file, '--no-redact', '--quiet', '--no-input'],
        sandbox.env,
        '',
        folder,
      );
      if (ran.code === 2) return expect(ran.err).not.toBe('');
      const env = { ...sandbox.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
      const replayed = await run(['diagnose', '--format', 'json', '--from', file], env, '', folder);
      expect(replayed.code, replayed.err).toBe(ran.code);
      expect(timeless(replayed.out)).toEqual(timeless(ran.out));
    } finally {
      await sandbox.close();
    }
  },
);

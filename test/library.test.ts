import { afterEach, expect, test, vi } from 'vitest';
import { diagnose } from '../src/index.ts';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

// The library finds whom to examine, and judges, as the command does (docs/library.md).

/** Accounts in which nobody has heard of the guide. */
const ELSEWHERE = SCENARIOS.filter(({ env }) => env?.['BEDROCK_DOCTOR_API_URL'] === null).map(({ id }) => id);

/** A document without what differs from one run to the next. */
const timeless = (document: unknown): unknown => {
  const {
    startedAt: _startedAt,
    durationMs: _durationMs,
    apiCalls: _apiCalls,
    ...rest
  } = document as object & {
    readonly [key: string]: unknown;
  };
  return JSON.parse(JSON.stringify(rest).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT'));
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([...ELSEWHERE, 'healthy'])('of %s the library says what the command says', async (id) => {
  const sandbox = await sandboxOf(id);
  const home = emptyFolder();
  try {
    const { out, err } = await run(['diagnose', '--format', 'json', '--quiet'], sandbox.env, '', home);
    for (const [name, value] of Object.entries({ ...sandbox.env, HOME: home })) vi.stubEnv(name, value);
    const said = await diagnose().then(timeless, (error: Error) => `${error.message}\n`);
    expect(said).toEqual(out === '' ? err : timeless(JSON.parse(out)));
  } finally {
    await sandbox.close();
  }
});

import { afterEach, expect, test, vi } from 'vitest';
import { diagnose } from '../src/index.ts';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { timeless } from './document-law.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

// The library finds whom to examine, and judges, as the command does (docs/library.md).

/** Accounts in which nobody has heard of the guide. */
const ELSEWHERE = SCENARIOS.filter(({ env }) => env?.['BEDROCK_DOCTOR_API_URL'] === null).map(({ id }) => id);

/** Moments of the account differ by the milliseconds between the runs, and so does how many pages its log has. */
const momentless = (document: object): unknown =>
  JSON.parse(
    JSON.stringify(timeless({ ...document, apiCalls: null })).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT'),
  );

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([...ELSEWHERE, 'healthy'])('of %s the library says what the command says', async (id) => {
  const sandbox = await sandboxOf(id);
  const home = emptyFolder();
  try {
    const { out, err } = await run(['diagnose', '--format', 'json', '--quiet'], sandbox.env, '', home);
    for (const [name, value] of Object.entries({ ...sandbox.env, HOME: home })) vi.stubEnv(name, value);
    const said = await diagnose().then(momentless, (error: Error) => `${error.message}\n`);
    expect(said).toEqual(out === '' ? err : momentless(JSON.parse(out)));
  } finally {
    await sandbox.close();
  }
});

import { expect, test } from 'vitest';
import { run, sandboxOf } from './run.ts';

/** What a run with these flags comes to. */
async function seen(scenario: string, ...flags: string[]): Promise<unknown[]> {
  const sandbox = await sandboxOf(scenario);
  const { code, out } = await run(['diagnose', '--format', 'json', ...flags], sandbox.env);
  await sandbox.close();
  const { rootCause, checks } = JSON.parse(out) as {
    rootCause: { cause: string } | null;
    checks: { id: string; status: string; reason: string | null }[];
  };
  return [code, rootCause?.cause ?? null, ...checks.slice(0, 1).map(({ status, reason }) => reason ?? status)];
}

test.concurrent.each([
  // What comes before a check is looked at, though nobody asked for it.
  [
    'marketplace-subscription-denied',
    '--only',
    'account/agreement-signed',
    1,
    'marketplace-subscription-denied',
    'fail',
  ],
  ['invoke-not-allowed', '--only', 'policy/invoke-allowed', 1, 'invoke-not-allowed', 'fail'],
  ['healthy', '--only', 'policy/invoke-allowed', 0, null, 'pass'],
  // A check that could not be made for want of another is not passed.
  ['stack-not-found', '--only', 'policy/invoke-allowed', 3, null, 'target/role-exists comes first'],
  ['model-not-in-region', '--only', 'model/alive', 3, null, 'model/offered comes first'],
  // One that is left out, and could not be read, is not in the way.
  ['marketplace-subscription-denied', '--skip', 'target', 1, 'marketplace-subscription-denied', 'pass'],
] as const)('%s with %s %s', async (scenario, flag, check, code, cause, first) => {
  expect(await seen(scenario, flag, check)).toEqual([code, cause, first]);
});

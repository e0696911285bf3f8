import { expect, test } from 'vitest';
import { emptyFolder, run, sandboxOf } from './run.ts';

interface Document {
  readonly verdict: string;
  readonly otherCauses: readonly string[];
  readonly checks: readonly { readonly id: string; readonly status: string }[];
}

test('a grant that is needed no more, and drift from the template, are told as warnings until undo', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 60 });
  const home = emptyFolder();
  const doctor = (...args: string[]) => run(args, { ...sandbox.env, HOME: home }, '', home);
  const sore = async (): Promise<readonly string[]> => {
    const { code, out } = await doctor('diagnose', '--format', 'json');
    const { verdict, otherCauses, checks } = JSON.parse(out) as Document;
    expect([code, verdict, otherCauses]).toEqual([0, 'healthy', []]);
    return checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
  };
  try {
    expect((await doctor('fix', '--option', '3', '--yes')).code).toBe(0);
    expect(await sore()).toEqual(['policy/no-standing-subscribe', 'policy/as-deployed']);
    expect((await doctor('diagnose', '--fail-on', 'warning')).code).toBe(1);
    expect((await doctor('undo', '--last', '--yes')).code).toBe(0);
    expect(await sore()).toEqual([]);
  } finally {
    await sandbox.close();
  }
});

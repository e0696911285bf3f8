import { expect, test } from 'vitest';
import { run, sandboxOf } from './run.ts';

const SECRETS = ['sandbox-secret-of-the-operator', 'T0KENOFMINE', 'P4SSWORD', 'K3YOFMINE', 'QU3RYOFMINE'];

test('--debug gives every call with the id AWS gave it, and no secret is anywhere', async () => {
  const sandbox = await sandboxOf('healthy');
  try {
    const url = new URL(sandbox.env['BEDROCK_DOCTOR_API_URL'] ?? '');
    url.username = 'me';
    url.password = 'P4SSWORD';
    url.searchParams.set('api_key', 'QU3RYOFMINE');
    const env = { ...sandbox.env, AWS_SESSION_TOKEN: 'T0KENOFMINE', POEM_KEY: 'K3YOFMINE' };
    for (const args of [
      ['diagnose', '--debug', '-v', '--api-url', url.href],
      ['verify', '--debug', '--yes', '--wait', '0', '--api-key-env', 'POEM_KEY', '--api-url', url.href],
      ['preflight', '--debug', '--format', 'json', '--api-url', url.href],
    ]) {
      const { code, out, err } = await run(args, env);
      expect(code, err).toBe(0);
      for (const secret of SECRETS) expect(out + err, args.join(' ')).not.toContain(secret);
      expect(out + err).not.toMatch(/authorization|x-amz-security-token|Signature=/i);
      const calls = err.split('\n').filter((line) => / ms ok/.test(line));
      expect(calls.length).toBeGreaterThan(5);
      for (const call of calls) expect(call).toMatch(/^\w[\w-]*:\w+ [\w-]+ \d+ ms ok [0-9a-f-]{36}$/);
    }
  } finally {
    await sandbox.close();
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { BINARY, emptyFolder, OWN_ENV, run } from './run.ts';

/** Runs `sandbox` until it has said both what it prints and how to stop it, and what is to be done meanwhile; then stops it. */
async function serving(
  args: readonly string[],
  meanwhile: (said: { readonly out: string; readonly err: string }) => Promise<void> = async () => undefined,
): Promise<{ out: string; err: string; code: number | null; up: boolean }> {
  const cwd = emptyFolder();
  const child = spawn(process.execPath, [BINARY, 'sandbox', ...args], {
    cwd,
    env: { ...OWN_ENV, HOME: cwd },
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString('utf8');
  });
  const closed = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
      // The instructions stand on the other stream, right behind this.
      if (/(AWS_ENDPOINT_URL|"endpoint")/.test(out)) setTimeout(resolve, 300);
    });
    child.on('close', () => reject(new Error(`it ended: ${err}`)));
  });
  const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] ?? '';
  const up = (await fetch(endpoint)).status === 403;
  await meanwhile({ out, err });
  child.kill('SIGINT');
  const [code] = (await closed) as [number | null];
  return { out, err, code, up };
}

test('it says that it is up, what it plays, what to do in the other terminal, and how to stop it', async () => {
  const { out, err, up } = await serving(['--scenario', 'role-ecs-task', '--accounts', '12']);
  expect(up).toBe(true);
  for (const line of out.trim().split('\n')) expect(line).toMatch(/^export [A-Z0-9_]+=\S*$/);
  expect(out).toContain('export BEDROCK_DOCTOR_ROLE=orders-task-role\n');
  expect(err).toMatch(
    /^The sandbox is up at http:\/\/127\.0\.0\.1:\d+\. Scenario role-ecs-task: .*Account 123456789012, Region ap-northeast-2\.$/m,
  );
  expect(err).toContain('It plays 12 accounts.');
  expect(err).toContain('In another terminal, paste the export lines, then run: bedrock-doctor diagnose');
  expect(err).toContain('Ctrl-C here stops it');
});

test('the command it proposes for all accounts looks at them', async () => {
  await serving(['--scenario', 'healthy', '--accounts', '3'], async ({ out, err }) => {
    const words = /bedrock-doctor (fleet .*)/.exec(err)?.[1]?.split(' ') ?? [];
    const env = Object.fromEntries([...out.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    const { code, out: lines, err: summary } = await run(words, env);
    expect([0, 1], summary).toContain(code);
    expect(lines).toMatch(/"account":"200000000001"/);
  });
});

test('for programs it is one line of JSON', async () => {
  const { out, up } = await serving(['--format', 'json']);
  expect(up).toBe(true);
  expect(out.trim().split('\n')).toHaveLength(1);
  const found = JSON.parse(out) as { endpoint: string; apiUrl: string; env: Record<string, string> };
  expect(Object.keys(found)).toEqual(['endpoint', 'apiUrl', 'env']);
  expect(found.env['BEDROCK_DOCTOR_API_URL']).toBe(found.apiUrl);
});

test.each(['0', '1.5', 'many', '-3'])('--accounts %s is refused in one sentence', async (given) => {
  const { code, err } = await run(['sandbox', '--accounts', given], {});
  expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  expect(err).toContain('--accounts must be a whole number from 1 to 100000 for the sandbox');
});

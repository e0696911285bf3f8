import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { run, sandboxOf } from './run.ts';

/** A function that is named by its ARN is looked for where the ARN says. */
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxOf('healthy', { speed: 1 });
});
afterAll(() => sandbox.close());

const ARN = 'arn:aws:lambda:ap-northeast-2:123456789012:function:kiroween-PoetryFunction-cPVYJVkPTPco';

/** Exit code, Region and its source; null where nothing was looked at. */
async function regionOf(env: Readonly<Record<string, string>>, ...flags: string[]): Promise<unknown[]> {
  const { code, out, err } = await run(['diagnose', '--format', 'json', ...flags], { ...sandbox.env, ...env });
  if (out === '') return [code, null, err];
  const { region } = (JSON.parse(out) as { target: { region: { value: string; source: string } } }).target;
  return [code, region.value, region.source];
}
const ELSEWHERE = expect.stringMatching(/which is in ap-northeast-2, and this run is in us-east-1/);

test("the function's ARN names the Region where none is set; another one is refused (contract, section 1)", async () => {
  const unset = { AWS_REGION: '', AWS_DEFAULT_REGION: '' };
  expect(await regionOf(unset, '--function', ARN)).toEqual([0, 'ap-northeast-2', 'flag --function']);
  expect(await regionOf({ AWS_REGION: 'us-east-1' }, '--function', ARN)).toEqual([2, null, ELSEWHERE]);
  expect(await regionOf({ AWS_REGION: 'us-east-1', BEDROCK_DOCTOR_FUNCTION: ARN })).toEqual([2, null, ELSEWHERE]);
  expect(await regionOf({}, '--function', ARN, '--region', 'us-east-1')).toEqual([2, null, ELSEWHERE]);
});

test('a role that is named by itself needs no stack; without a model nothing is judged', async () => {
  const role = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
  expect((await regionOf({}, '--role', role, '--stack', 'nope'))[0]).toBe(3);
  expect((await regionOf({}, '--role', role, '--model', 'anthropic.claude-3-haiku-20240307-v1:0'))[0]).toBe(0);
});

/** Each flag that takes an ARN, and an ARN for it in a Region and an account. */
const PLACED = [
  ['--function', (region: string, account: string) => `arn:aws:lambda:${region}:${account}:function:f`],
  ['--stack', (region: string, account: string) => `arn:aws:cloudformation:${region}:${account}:stack/kiroween/1`],
  ['--log-group', (region: string, account: string) => `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/f:*`],
  [
    '--model',
    (region: string, account: string) => `arn:aws:bedrock:${region}:${account}:application-inference-profile/abc`,
  ],
] as const;

test.each(PLACED)('%s: an ARN of another account or Region is refused, and no namesake is read', async (flag, arn) => {
  for (const command of ['diagnose', 'tail', 'verify', 'fix']) {
    for (const [given, said] of [
      [arn('ap-northeast-2', '999999999999'), 'is in account 999999999999, your credentials are for 123456789012'],
      [arn('us-east-1', '123456789012'), 'which is in us-east-1, and this run is in ap-northeast-2'],
    ] as const) {
      const { code, err } = await run([command, flag, given, '--no-input'], sandbox.env);
      expect([command, code, err]).toEqual([command, 2, expect.stringContaining(said)]);
    }
  }
});

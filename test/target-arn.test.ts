import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { run, sandboxOf } from './run.ts';

/** A function that is named by its ARN is looked for where the ARN says. */
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxOf('healthy');
});
afterAll(() => sandbox.close());

const ARN = 'arn:aws:lambda:ap-northeast-2:123456789012:function:kiroween-PoetryFunction-cPVYJVkPTPco';

async function regionOf(env: Readonly<Record<string, string>>, ...flags: string[]): Promise<unknown[]> {
  const { code, out } = await run(['diagnose', '--format', 'json', ...flags], { ...sandbox.env, ...env });
  const { region } = (JSON.parse(out) as { target: { region: { value: string; source: string } } }).target;
  return [code, region.value, region.source];
}

test("the function's ARN names the Region before variables and files, and after --region", async () => {
  expect(await regionOf({ AWS_REGION: 'us-east-1' }, '--function', ARN)).toEqual([
    0,
    'ap-northeast-2',
    'flag --function',
  ]);
  expect(await regionOf({ AWS_REGION: 'us-east-1', BEDROCK_DOCTOR_FUNCTION: ARN })).toEqual([
    1,
    'us-east-1',
    'environment AWS_REGION',
  ]);
  expect(await regionOf({}, '--function', ARN, '--region', 'us-east-1')).toEqual([1, 'us-east-1', 'flag --region']);
});

test('a role that is named by itself needs no stack, also where one is named that is not there', async () => {
  const role = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
  expect((await regionOf({}, '--role', role, '--stack', 'nope'))[0]).toBe(0);
});

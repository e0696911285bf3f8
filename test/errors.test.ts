import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { diagnose } from '../src/index.ts';
import { OPTIONS } from '../src/options/table.ts';
import { ERROR_CASES, type ErrorCase } from './error-cases.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

const sandbox = await sandboxOf('marketplace-subscription-denied');
const { AWS_DEFAULT_REGION: _, ...env } = sandbox.env;
afterAll(() => sandbox.close());

const named = ({ args, env: variables = {}, files = {} }: ErrorCase): string =>
  [
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    ...args,
    ...Object.keys(files).map((name) => `(${name})`),
  ].join(' ');

describe.each(Object.entries(ERROR_CASES))('%s', (_group, cases) => {
  test.each(cases.map((one) => [named(one), one] as const))('%s', async (_name, one) => {
    const cwd = emptyFolder();
    for (const [name, text] of Object.entries(one.files ?? {})) writeFileSync(join(cwd, name), text);
    const region = one.files?.['samconfig.toml'] === undefined ? {} : { AWS_REGION: '' };
    const { code, out, err } = await run(one.args, { ...env, ...region, ...one.env }, one.input, cwd);
    // The whole of standard error is this one paragraph: no stack, no usage, nothing said twice.
    expect([code, out, err.replaceAll(sandbox.endpoint, 'ENDPOINT')]).toEqual([2, '', `${one.says}\n`]);
    expect(existsSync(join(cwd, '.local'))).toBe(false);
  });
});

test('nothing was changed and nothing was paid for, whatever was wrong', () => {
  const reads = /^(Get|List|Describe|Simulate|Filter|Lookup)/;
  expect(sandbox.requests().filter(({ operation }) => operation !== null && !reads.test(operation))).toEqual([]);
});

test('a port that is taken is named with what to do', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await run(['sandbox', '--port', String(port)], {});
  expect([code, err]).toEqual([2, `Port ${port} is taken; pass another --port, or none for any free one.\n`]);
  taken.close();
});

test('where AWS cannot be asked, the log says what to do about it', async () => {
  const nobody = await run(['tail'], {});
  expect([nobody.code, nobody.err]).toEqual([
    4,
    'The log group of the function is not known: there are no credentials; sign in (aws sso login), set AWS_PROFILE, or pass --profile.\n',
  ]);
  const nowhere = await run(['tail'], { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  expect(nowhere.code).toBe(3);
  expect(nowhere.err).toMatch(/; check the network, --region and --endpoint-url, and try again\.\n$/);
});

test('the library says the same of its options', async () => {
  await expect(diagnose({ regoin: 'x' } as never)).rejects.toThrow(
    /^diagnose has no option regoin; did you mean region\?$/,
  );
  await expect(diagnose({ region: 'nowhere' })).rejects.toThrow(/such as ap-northeast-2 \(it is "nowhere"\)\.$/);
});

test('every flag that an error tells to use is one', () => {
  const src = resolve(import.meta.dirname, '../src');
  const flags = new Set([
    ...Object.values(OPTIONS).flatMap(({ flag }) => flag.match(/--[a-z-]+/g) ?? []),
    '--help',
    '--version',
    // SAM's own.
    '--guided',
    '--no-confirm-changeset',
  ]);
  const wrong = (readdirSync(src, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))
    .filter(({ text }) => text.includes('new UsageError('))
    .flatMap(({ file, text }) =>
      (text.replace(/^\s*(?:\*|\/\/).*$/gm, '').match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])
        .filter((flag) => !flags.has(flag))
        .map((flag) => `src/${file}: ${flag}`),
    );
  expect(wrong).toEqual([]);
});

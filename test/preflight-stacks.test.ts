import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReportDocument } from '../src/core/document.ts';
import { scenarioOf } from '../src/sandbox/scenarios/index.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import { emptyFolder, run } from './run.ts';

/** Calls that one stack may cost a pull request. */
const MOST_CALLS = 17;

/** An account with a broken stack, `kiroween`, and `shop`, a copy of it whose function calls a model that Bedrock has not. */
async function account() {
  const found = scenarioOf('marketplace-subscription-denied');
  if (!found) throw new Error('there is no such scenario');
  const sandbox = await startSandbox({ world: found.world, key: found.key, env: found.env ?? {}, speed: 20 });
  sandbox.setWorld((world) => {
    const [stack] = Object.values(world.stacks);
    const fn = Object.values(world.functions).find(({ name }) => name.includes('PoetryFunction'));
    if (!stack || !fn) throw new Error('the world has no stack');
    const own = { ...fn, name: 'shop-Answers-1', arn: fn.arn.replace(fn.name, 'shop-Answers-1') };
    const environment = {
      ...fn.environment,
      MODEL: 'amazon.nova-nonsense-v9:0',
      MODEL_ID: 'amazon.nova-nonsense-v9:0',
      BEDROCK_MODEL_ID: 'amazon.nova-nonsense-v9:0',
    };
    return {
      ...world,
      functions: { ...world.functions, [own.name]: { ...own, environment } },
      stacks: {
        ...world.stacks,
        shop: {
          ...stack,
          name: 'shop',
          id: stack.id.replace(stack.name, 'shop'),
          parameters: {},
          resources: stack.resources.map((one) =>
            one.type === 'AWS::Lambda::Function' ? { ...one, logicalId: 'Answers', physicalId: own.name } : one,
          ),
        },
      },
    };
  });
  return sandbox;
}

const preflight = async (args: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  const sandbox = await account();
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    return { ...(await run(['preflight', ...args], sandbox.env, '', folder)), folder };
  } finally {
    await sandbox.close();
  }
};
const documentOf = (out: string): ReportDocument => JSON.parse(out) as ReportDocument;
const stacksIn = (out: string): readonly (string | null)[] => [
  ...new Set(documentOf(out).cells.map(({ stack }) => stack)),
];

const SAM = `version = 0.1
[default.deploy.parameters]
stack_name = "kiroween"
region = "ap-northeast-2"
[shop.deploy.parameters]
stack_name = "shop"
region = "ap-northeast-2"
`;

test.each([
  ['a comma list', ['--stack', 'kiroween,shop'], {}],
  ['repeated', ['--stack', 'kiroween', '--stack', 'shop'], {}],
  ['all that samconfig names', ['--stack', 'all'], { 'samconfig.toml': SAM }],
])('%s: one report has the cells of every stack, in few calls', async (_what, args, files) => {
  const { code, out, err } = await preflight([...args, '--format', 'json'], files);
  expect([code, err]).toEqual([1, '']);
  const { cells, apiCalls, verdict, rootCause } = documentOf(out);
  expect(stacksIn(out).toSorted()).toEqual(['kiroween', 'shop']);
  expect(apiCalls).toBeLessThanOrEqual(2 * MOST_CALLS);
  expect([verdict, rootCause]).toEqual([cells[0]?.verdict, cells[0]?.rootCause]);
  for (const cell of cells) expect(cell).toMatchObject({ account: '123456789012', region: 'ap-northeast-2' });
});

test('one stack costs no more calls than a pull request can bear', async () => {
  const { out } = await preflight(['--stack', 'kiroween', '--format', 'json']);
  expect(documentOf(out).apiCalls).toBeLessThanOrEqual(MOST_CALLS);
});

test('a stack that is not there is told of beside those that are', async () => {
  const { code, out, folder } = await preflight(['--stack', 'kiroween,nope', '--format', 'json,html=h.html']);
  expect(code).toBe(1);
  // The drawing is of the gravest cell alone: of its function nothing is known, whatever the other stack's is.
  const drawing = /<ol class="chain".*<\/ol>/.exec(readFileSync(join(folder, 'h.html'), 'utf8'))?.[0];
  expect(drawing).toMatch(/ stack<span class="unseen">: broken, the root cause/);
  expect(drawing).toMatch(/ function<span class="unseen">: not judged/);
  const { rootCause, otherCauses, target, verdict, checks, cells } = documentOf(out);
  expect(rootCause?.cause).toBe('stack-not-found');
  expect(stacksIn(out)).toEqual(['nope', 'kiroween']);
  // The document's own words are the first cell's, also where nobody is known to call.
  expect(cells[0]).toEqual({
    stack: 'nope',
    principal: null,
    function: null,
    model: null,
    account: target.account?.value,
    region: target.region?.value,
    verdict,
    rootCause,
    otherCauses,
  });
  expect(checks.some(({ findings }) => findings.some(({ cause }) => cause === 'marketplace-subscription-denied'))).toBe(
    true,
  );
});

test('every format names the stack of what it tells, and a remedy means the stack it is for', async () => {
  const { out, folder } = await preflight([
    '--stack',
    'kiroween,shop',
    '--format',
    'junit=j.xml,sarif=s.sarif,markdown=m.md,html=h.html,json=d.json,github',
  ]);
  for (const text of [
    out,
    ...['j.xml', 's.sarif', 'm.md', 'h.html'].map((name) => readFileSync(join(folder, name), 'utf8')),
  ]) {
    for (const word of ['kiroween', 'shop', '123456789012', 'ap-northeast-2', 'amazon.nova-nonsense-v9:0'])
      expect(text).toContain(word);
  }
  const { cells, remedies } = documentOf(readFileSync(join(folder, 'd.json'), 'utf8'));
  for (const { command } of remedies) {
    if (command?.startsWith('bedrock-doctor')) expect(command).toContain(`--stack ${cells[0]?.stack}`);
  }
});

test('all without a samconfig, and several stacks for a command that looks at one, are refused before AWS is asked', async () => {
  const nobody = await preflight(['--stack', 'all']);
  expect([nobody.code, nobody.out]).toEqual([2, '']);
  expect(nobody.err).toContain('there is no samconfig.toml here');
  for (const command of ['diagnose', 'verify', 'fix']) {
    const { code, err } = await run([command, '--stack', 'a', '--stack', 'b'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    expect([code, err]).toEqual([2, expect.stringContaining('names 2 stacks (a, b)')]);
  }
});

test('an environment whose Region is another than the run says is looked for there, and said', async () => {
  const { out } = await preflight(['--stack', 'all', '--region', 'ap-northeast-2', '--format', 'json'], {
    'samconfig.toml': SAM.replace(/ap-northeast-2"\n$/, 'eu-west-1"\n'),
  });
  expect(stacksIn(out)).toContain('shop');
  expect(documentOf(out).notes.join(' ')).toContain('deploys shop to eu-west-1');
});

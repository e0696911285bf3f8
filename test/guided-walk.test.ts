import { expect, test } from 'vitest';
import { run } from '../src/commands/walk.ts';
import type { Host } from '../src/core/host.ts';
import { Interrupted } from '../src/core/usage-error.ts';
import { openSession } from '../src/engine/session/session.ts';
import { realHost } from '../src/host/host.ts';
import { currentInline } from '../src/sandbox/authorize.ts';
import { emptyFolder, run as runBinary, sandboxOf } from './run.ts';

/** An answer by the beginning of the question; for a choice the beginning of the chosen name. */
type Script = readonly (readonly [question: RegExp, answer: string | boolean | 'ctrl-c'])[];

/** A person who answers as the script says, in order, on the sandbox. */
async function walkWith(scenario: string, script: Script, without: readonly string[] = []) {
  const sandbox = await sandboxOf(scenario, { speed: 60 });
  const home = emptyFolder();
  const real = realHost({ color: false, input: true });
  const left = [...script];
  const [out, err]: [string[], string[]] = [[], []];
  const answer = (question: string): string | boolean => {
    const next = left.shift();
    if (!next?.[0].test(question)) throw new Error(`asked "${question}", expected ${next?.[0] ?? 'no question'}`);
    if (next[1] === 'ctrl-c') throw new Interrupted();
    return next[1];
  };
  const host: Host = {
    ...real,
    env: Object.fromEntries(Object.entries(sandbox.env).filter(([name]) => !without.includes(name))),
    home,
    cwd: home,
    mayAsk: true,
    stderrIsTerminal: false,
    out: async (text) => void out.push(text),
    err: (text) => void err.push(text),
    confirm: async (question) => answer(question) === true,
    choose: async (question, choices) => {
      const wanted = String(answer(question));
      const found = choices.find(({ name }) => name.startsWith(wanted));
      if (!found) throw new Error(`"${question}" offers ${choices.map(({ name }) => name).join(' | ')}, not ${wanted}`);
      return found.value;
    },
    ask: async (question, check) => {
      const text = String(answer(question));
      expect(check(text)).toBe(true);
      return text;
    },
  };
  const policies = (): string =>
    JSON.stringify(Object.values(sandbox.world().roles).map((role) => currentInline(role)));
  const before = policies();
  try {
    const code = await run(await openSession('walk', {}, host), []);
    return { code, out: out.join(''), err: err.join(''), left, unchanged: policies() === before, sandbox };
  } finally {
    await sandbox.close();
    real.dispose();
  }
}

test('option 1, the wait, the poem and its log, keep: each answer is also a flag', async () => {
  const { code, out, err, left } = await walkWith('marketplace-subscription-denied', [
    [/^Option 1/, 'Accept the agreement'],
    [/Accept these terms/, true],
    [/test poem/, true],
    [/Keep, or undo/, 'keep'],
  ]);
  expect(code, err).toBe(0);
  expect(left).toEqual([]);
  expect(out).toContain('[Poetry] Success');
  expect(err).toContain('bedrock-doctor fix --option 1 --no-verify --accept-terms');
  expect(err).toContain('bedrock-doctor verify --tail');
});

test('every option can be skipped, and then nothing is changed', async () => {
  const { code, err, left, unchanged, sandbox } = await walkWith('marketplace-subscription-denied', [
    [/^Option 1/, 'skip'],
    [/^Option 3/, 'skip'],
  ]);
  expect(code, err).toBe(1);
  expect(left).toEqual([]);
  expect(unchanged).toBe(true);
  expect(sandbox.requests().filter(({ operation }) => /^(Put|Create|Delete|Invoke)/.test(operation))).toEqual([]);
});

test('option 3 and undo leave the role as it was', async () => {
  const { code, err, unchanged } = await walkWith('marketplace-subscription-denied', [
    [/^Option 1/, 'skip'],
    [/^Option 3/, 'Let the role subscribe to this model only'],
    [/Change this/, true],
    [/test poem/, true],
    [/Keep, or undo/, 'undo'],
  ]);
  expect(code, err).toBe(0);
  expect(unchanged).toBe(true);
  expect(err).toMatch(/bedrock-doctor undo \d{8}-\d{6}-\w+ --yes/);
});

test('what was refused is no part of what the walk says at its end', async () => {
  const { code, err, unchanged } = await walkWith('marketplace-subscription-denied', [
    [/^Option 1/, 'Accept the agreement'],
    [/Accept these terms/, false],
    [/^Option 3/, 'Let the role subscribe to this model only'],
    [/Change this/, false],
  ]);
  expect(code, err).toBe(1);
  expect(unchanged).toBe(true);
  const end = err.slice(err.indexOf('The same without questions'));
  expect(end).toContain('bedrock-doctor diagnose');
  expect(end).not.toContain(' fix ');
});

test('Ctrl-C at a question changes nothing more, and says how to go on', async () => {
  const { code, err, unchanged } = await walkWith('marketplace-subscription-denied', [
    [/^Option 1/, 'skip'],
    [/^Option 3/, "The guide's option 3"],
    [/Change this/, 'ctrl-c'],
  ]);
  expect(code).toBe(130);
  expect(err.slice(err.indexOf('The same without questions'))).not.toContain(' fix ');
  expect(err).toContain('Go on with: bedrock-doctor');
  expect(unchanged).toBe(true);
});

test('a missing form is asked for field by field', async () => {
  const { code, err, sandbox } = await walkWith('stacked-form-and-agreement', [
    [/^Option 1/, 'Accept the agreement'],
    [/^Company/, 'Example'],
    [/^Web site/, 'https://example.com'],
    [/^Who/, '1'],
    [/^Industry, /, 'Education'],
    [/^Industry in/, ''],
    [/^What the model/, 'Poems'],
    [/Accept these terms/, true],
    [/test poem/, false],
    [/Keep, or undo/, 'keep'],
  ]);
  expect([0, 5], err).toContain(code);
  expect(sandbox.world().bedrock.form?.data).toContain('Poems');
});

test('a stack that is not there is picked from those that are', async () => {
  const { code, out, left } = await walkWith(
    'stack-not-found',
    [
      [/^Which stack/, 'kiroween-prod'],
      [/test poem/, false],
    ],
    // A stack that somebody names is not asked for.
    ['BEDROCK_DOCTOR_STACK'],
  );
  expect(code).toBe(0);
  expect(left).toEqual([]);
  expect(out).toContain('kiroween-prod');
});

test('without a terminal there is help, exit 2', async () => {
  const { code, out, err } = await runBinary([], {});
  expect(code).toBe(2);
  expect(out + err).toContain('Usage: bedrock-doctor');
});

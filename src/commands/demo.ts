import type { Host } from '../core/host.ts';
import type { ExitCode } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Command } from '../engine/session/session.ts';
import { longFlag } from '../options/table.ts';
import type { Fix } from '../sandbox/scenarios/scenario.ts';
import { listAlone, showList } from './list.ts';
import { chosenScenario, SCENARIO_NAMES, serve } from './sandbox.ts';
import { commandLine, runStep, type StepCommand, type StepFlags } from './step.ts';

/** The sandbox's clock in the demo: minutes of propagation pass in seconds. */
const SPEED = 20;

/** The scenario of the guide, whose story is the longest. */
const GUIDES_CASE = 'marketplace-subscription-denied';

/** The one story that is about more than one account. */
const FLEET = {
  id: 'fleet',
  title: 'an organization of 60 accounts, and the page that says what to do about it',
} as const;

/** A host whose environment is the sandbox's: no real credentials, no real journal, no config files. */
const sandboxed = (host: Host, env: Readonly<Record<string, string>>, folder: string): Host => ({
  ...host,
  env: {
    ...env,
    XDG_STATE_HOME: folder,
    ...(host.env['NO_COLOR'] === undefined ? {} : { NO_COLOR: host.env['NO_COLOR'] }),
  },
  home: folder,
  cwd: folder,
});

/** `demo`: the whole story on the embedded sandbox, without an AWS account. */
export const run: Command = async (session, args) => {
  const { host, options } = session;
  if (listAlone(session, args)) {
    await showList(session, [...SCENARIO_NAMES, FLEET]);
    return 0;
  }
  const idle = (['format', 'output'] as const).find((name) => options.source(name)?.from === 'flag');
  if (idle !== undefined) {
    throw new UsageError(`The demo tells its story on standard output, as text; leave ${longFlag(idle)} out.`);
  }
  if (args[0] === FLEET.id) {
    const { tellFleet } = await import('./demo-fleet.ts');
    return tellFleet(host, options, SPEED, (env, folder) => sandboxed(host, env, folder));
  }
  const scenario = chosenScenario(args[0] ?? GUIDES_CASE);
  const sandbox = await serve(scenario.id, options, SPEED);
  const folder = await host.temporaryFolder();
  const stage = sandboxed(host, sandbox.env, folder);
  const step = async (title: string, command: StepCommand, flags: StepFlags): Promise<ExitCode> => {
    if (host.signal.aborted) return 130;
    await host.out(`\n${title}\n$ ${commandLine(command, flags)}\n\n`);
    return runStep(stage, command, flags);
  };
  try {
    await host.out(
      `The embedded sandbox plays AWS here: account 123456789012, made-up keys, no network. Scenario: ${scenario.id}.\n`,
    );
    const target = targetLines(sandbox.env);
    if (target !== '') await host.out(`What a client of it has in its environment:\n${target}`);
    const before = await step('1. What is wrong?', 'diagnose', {});
    if (scenario.id === GUIDES_CASE) return worstOf(await tellGuide(step));
    // Nothing to add where the diagnosis ends the story: nobody here can fix it, or it is not broken.
    if (before !== 1 || scenario.fix === undefined) return before === 130 ? 130 : 0;
    return worstOf(await tellFix(step, scenario.fix));
  } finally {
    await sandbox.close();
    await host.removeFolder(folder);
  }
};

type Step = (title: string, command: StepCommand, flags: StepFlags) => Promise<ExitCode>;

/** The first code that is no success; an interruption before any other. */
const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  codes.includes(130) ? 130 : (codes.find((code) => code !== 0) ?? 0);

/** The variables of a scenario that name its target or set its clients up, one a line. */
const targetLines = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .filter(([name]) => /^(BEDROCK_DOCTOR_|CLAUDE_CODE_|ANTHROPIC_)/.test(name) && name !== 'BEDROCK_DOCTOR_API_URL')
    .map(([name, value]) => `  ${name}=${value}\n`)
    .join('');

/** The guide's own case, to its end. */
const tellGuide = async (step: Step): Promise<readonly ExitCode[]> => [
  await step("2. Fix it with the guide's option 3", 'fix', { option: '3', yes: true }),
  await step('3. A poem through the real function, and its log', 'verify', { tail: true }),
  await step('4. Look again', 'diagnose', { quiet: true }),
  await step('5. The agreement stays; the permission is needed no more', 'undo', { last: true, yes: true }),
  await step('6. It works without it', 'diagnose', { quiet: true }),
];

/** A case that the operator can fix: the fix, a second look, and the way back. */
const tellFix = async (step: Step, { option, model }: Fix): Promise<readonly ExitCode[]> => {
  const consent: StepFlags = option === '1' ? { acceptTerms: true } : { yes: true };
  const fixed = await step(
    option === '1' ? '2. Accept the agreement for the model' : '2. Grant exactly what the calls need',
    'fix',
    { option, ...consent, ...(model === undefined ? {} : { model }) },
  );
  if (fixed !== 0) return [fixed];
  // A change is seen by every replica of IAM after some seconds; what is only not effective yet is no failure here.
  const after = await step('3. Look again', 'diagnose', { quiet: true });
  return [after === 5 ? 0 : after, await step('4. The way back', 'undo', { last: true, yes: true })];
};

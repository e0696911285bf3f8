import type { Host } from '../core/host.ts';
import type { ExitCode } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { longFlag } from '../options/table.ts';
import { listAlone, showList } from './list.ts';
import { SCENARIO_NAMES, serve } from './sandbox.ts';
import type { Command } from './session.ts';
import { commandLine, runStep, type StepCommand, type StepFlags } from './step.ts';

/** The sandbox's clock in the demo: minutes of propagation pass in seconds. */
const SPEED = 20;

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
    await showList(session, SCENARIO_NAMES);
    return 0;
  }
  const idle = (['format', 'output'] as const).find((name) => options.source(name)?.from === 'flag');
  if (idle !== undefined) {
    throw new UsageError(`The demo tells its story on standard output, as text; leave ${longFlag(idle)} out.`);
  }
  const scenario = args[0] ?? 'marketplace-subscription-denied';
  const sandbox = await serve(scenario, options, SPEED);
  const folder = await host.temporaryFolder();
  const stage = sandboxed(host, sandbox.env, folder);
  const step = async (title: string, command: StepCommand, flags: StepFlags): Promise<ExitCode> => {
    if (host.signal.aborted) return 130;
    await host.out(`\n${title}\n$ ${commandLine(command, flags)}\n\n`);
    return runStep(stage, command, flags);
  };
  try {
    await host.out(
      `The embedded sandbox plays AWS here: account 123456789012, made-up keys, no network. Scenario: ${scenario}.\n`,
    );
    const before = await step('1. What is wrong?', 'diagnose', {});
    if (scenario !== 'marketplace-subscription-denied') return before === 130 ? 130 : 0;
    const fixed = await step("2. Cure it with the guide's option 3", 'fix', { option: '3', yes: true });
    const verified = await step('3. A poem through the real function, and its log', 'verify', { tail: true });
    const after = await step('4. Look again', 'diagnose', { quiet: true });
    const undone = await step('5. The agreement stays; the permission is needed no more', 'undo', {
      last: true,
      yes: true,
    });
    const still = await step('6. It works without it', 'diagnose', { quiet: true });
    const codes = [fixed, verified, after, undone, still];
    return codes.includes(130) ? 130 : (codes.find((code) => code !== 0) ?? 0);
  } finally {
    await sandbox.close();
    await host.removeFolder(folder);
  }
};

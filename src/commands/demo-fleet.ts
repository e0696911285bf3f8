import type { Host } from '../core/host.ts';
import type { ExitCode } from '../core/report.ts';
import type { ResolvedOptions } from '../options/resolve.ts';
import { fleetLook, serve } from './sandbox.ts';
import { commandLine, runStep, type StepFlags } from './step.ts';

/** Accounts that the sandbox plays in the demo. */
const ACCOUNTS = 60;
const FILE = 'fleet.jsonl';

/**
 * `demo fleet`: an organization of 60 accounts, looked at and drawn as a page that stays. `stageOf`: the host as it is with
 * the sandbox's environment, in a folder of its own.
 */
export async function tellFleet(
  host: Host,
  options: ResolvedOptions,
  speed: number,
  stageOf: (env: Readonly<Record<string, string>>, folder: string) => Host,
): Promise<ExitCode> {
  const sandbox = await serve('healthy', options, speed, ACCOUNTS);
  // The page is for the reader, who opens it when the demo is over.
  const folder = await host.temporaryFolder();
  const stage = stageOf(sandbox.env, folder);
  const step = async (title: string, flags: StepFlags, args: readonly string[]): Promise<ExitCode> => {
    if (host.signal.aborted) return 130;
    await host.out(`\n${title}\n$ ${commandLine('fleet', flags, args)}\n\n`);
    return runStep(stage, 'fleet', flags, args);
  };
  try {
    await host.out(
      `The embedded sandbox plays an organization of ${ACCOUNTS} accounts here: made-up keys, no network.\n`,
    );
    const [file, page] = [`${folder}/${FILE}`, `${folder}/fleet.html`];
    const looked = await step('1. Look at every account', { ...fleetLook(sandbox.world().region), output: file }, []);
    if (looked === 130 || looked === 2) return looked;
    const drawn = await step('2. Draw what was found', { format: 'html', output: page }, ['report', file]);
    if (drawn === 130 || drawn === 2) return drawn;
    await host.out(`Open ${page} in a browser.\n`);
    // What is broken in the sandbox is the story, and no failure of the demo.
    return 0;
  } finally {
    await sandbox.close();
  }
}

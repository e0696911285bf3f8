import { SHELLS, type Shell, scriptOf } from '../completion/scripts.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Command } from '../engine/session/session.ts';

const isShell = (word: string | undefined): word is Shell => SHELLS.some((shell) => shell === word);

/** `completion`: the script that a shell reads to complete our words. */
export const run: Command = async ({ host }, [shell]) => {
  if (!isShell(shell))
    throw new UsageError(`There is no completion for ${JSON.stringify(shell)}; name one of ${SHELLS.join(', ')}.`);
  await host.out(scriptOf(shell));
  return 0;
};

import { UsageError } from '../core/usage-error.ts';
import type { Session } from './session.ts';

/** Whether a list is asked for. Throws a `UsageError` where an argument stands beside it, which would have no effect. */
export function listAlone({ command, options }: Session, [argument]: readonly string[]): boolean {
  if (!options.flag('list')) return false;
  if (argument === undefined) return true;
  throw new UsageError(
    `${options.where('list')} shows them all, and ${JSON.stringify(argument)} would have no effect; leave one of them out, or see bedrock-doctor ${command} --help.`,
  );
}

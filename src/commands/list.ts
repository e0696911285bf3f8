import { UsageError } from '../core/usage-error.ts';
import { listText } from '../engine/report/list-text.ts';
import { formatAmong } from '../engine/session/format-among.ts';
import type { Session } from '../engine/session/session.ts';

/** Whether a list is asked for. Throws a `UsageError` where an argument is beside it, which would have no effect. */
export function listAlone({ command, options }: Session, [argument]: readonly string[]): boolean {
  if (!options.flag('list')) return false;
  if (argument === undefined) return true;
  throw new UsageError(
    `${options.where('list')} shows them all, and ${JSON.stringify(argument)} would have no effect; leave one of them out, or see bedrock-doctor ${command} --help.`,
  );
}

/** Prints a list: a line each, or all of it as JSON. Throws a `UsageError` for a format it has not. */
export async function showList(
  { options, host, show }: Session,
  rows: readonly { readonly id: string; readonly title: string }[],
): Promise<void> {
  const format = formatAmong(options, ['text', 'json']);
  // A file has no width.
  const stdoutIsTerminal = host.stdoutIsTerminal && options.text('output') === null;
  await show(() =>
    format === 'json'
      ? `${JSON.stringify(rows, null, 2)}\n`
      : listText(rows, { columns: host.columns, stdoutIsTerminal }),
  );
}

import { CHECKS } from '../checks/index.ts';
import type { Check } from '../core/check.ts';
import type { Severity } from '../core/finding.ts';
import { UsageError } from '../core/usage-error.ts';
import { openAws } from './aws-session.ts';
import { diagnose } from './diagnosis.ts';
import { offerToClear } from './leftover.ts';
import { reportOf } from './report.ts';
import type { Command, Session } from './session.ts';

/** The checks asked for by --only and --skip, by id or area. Throws a `UsageError` for an id that is none. */
export function chosenChecks({ options }: Session): readonly Check[] {
  const named = (name: 'only' | 'skip'): ReadonlySet<string> | null => {
    const given = options.list(name);
    if (!given) return null;
    const ids = given.flatMap(({ value }) => value.split(','));
    for (const id of ids) {
      if (CHECKS.some((check) => check.id === id || check.id.startsWith(`${id}/`))) continue;
      throw new UsageError(
        `--${name} ${id} is no check; the checks are ${CHECKS.map((check) => check.id).join(', ')}.`,
      );
    }
    return new Set(ids);
  };
  const [only, skip] = [named('only'), named('skip')];
  const has = (set: ReadonlySet<string>, { id }: Check): boolean => set.has(id) || set.has(id.split('/')[0] ?? id);
  return CHECKS.filter((check) => (only === null || has(only, check)) && (skip === null || !has(skip, check)));
}

/** `diagnose`: reads, judges, prints. Changes nothing. */
export const run: Command = async (session) => {
  const checks = chosenChecks(session);
  const failOn: Severity = session.options.text('failOn')?.value === 'warning' ? 'warning' : 'error';
  const opened = await openAws(session);
  await offerToClear(opened);
  const { host } = opened;
  const progress = await host.progress('Looking at AWS', session.quiet || !host.stderrIsTerminal);
  try {
    const diagnosis = await diagnose(opened.target, opened.aws, checks, { now: session.startedAt, failOn });
    progress.stop();
    if (host.signal.aborted) return 130;
    await session.print(reportOf(opened, diagnosis));
    return diagnosis.judged.exit;
  } finally {
    progress.stop();
  }
};

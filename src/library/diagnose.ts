import type { ReportDocument } from '../core/document.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';
import { chosenChecks, failOnOf } from '../engine/diagnose/chosen-checks.ts';
import { look } from '../engine/diagnose/look.ts';
import { reportOf } from '../engine/report/report.ts';
import { openAws } from '../engine/session/aws-session.ts';
import { openSession, toLeave } from '../engine/session/session.ts';
import { quietHost } from '../host/quiet.ts';
import { TARGET_OPTIONS } from '../options/table.ts';
import { document } from '../reporters/json.ts';
import type { DiagnoseOptions } from './options.ts';

/** The options that are given on to the command's own reader. */
const OPTION_NAMES: ReadonlySet<string> = new Set<Exclude<keyof DiagnoseOptions, 'signal'>>([
  ...TARGET_OPTIONS,
  'config',
  'since',
  'timeout',
  'only',
  'skip',
]);

/** Looks at AWS and judges, as the command does. Throws a `UsageError` for options that cannot be. */
export async function diagnose({ signal, ...given }: DiagnoseOptions): Promise<ReportDocument> {
  const unknown = Object.keys(given).find((name) => !OPTION_NAMES.has(name));
  if (unknown !== undefined) {
    const names = [...OPTION_NAMES, 'signal'];
    const meant = nearestOf(unknown, names);
    const next = meant === null ? `its options are ${names.join(', ')}.` : `did you mean ${meant}?`;
    throw new UsageError(`diagnose has no option ${unknown}; ${next}`);
  }
  const host = quietHost(signal);
  const session = await openSession('diagnose', given, host);
  const checks = chosenChecks(session);
  const opened = await openAws(session);
  const diagnosis = await look(opened, { checks, failOn: failOnOf(session) });
  signal?.throwIfAborted();
  return document(toLeave(session, reportOf(opened, diagnosis)));
}

import { CHECKS } from '../checks/index.ts';
import type { Check } from '../core/check.ts';
import { type Examination, type Examining, examine } from '../engine/examine.ts';
import type { AwsSession } from './aws-session.ts';
import { newestChange } from './newest-change.ts';

/** An examination for somebody who waits for it: where a terminal shows it, a line says so meanwhile. */
export async function look(
  session: AwsSession,
  more: Partial<Examining> & { readonly checks?: readonly Check[] } = {},
): Promise<Examination> {
  const { host, startedAt, quiet } = session;
  const { checks = CHECKS, ...rest } = more;
  const progress = host.progress('Looking at AWS', quiet || !host.stderrIsTerminal);
  try {
    const target = { ...session.target, changedAt: await newestChange(host) };
    return await examine({ ...session, target }, checks, { now: startedAt, failOn: 'error', ...rest });
  } finally {
    progress.stop();
  }
}

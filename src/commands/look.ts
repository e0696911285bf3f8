import { CHECKS } from '../checks/index.ts';
import type { Check } from '../core/check.ts';
import type { AwsSession } from './aws-session.ts';
import { type Diagnosis, diagnose, type Looking } from './diagnosis.ts';

/** A diagnosis for somebody who waits for it: where a terminal shows it, a line says so meanwhile. */
export async function look(
  session: AwsSession,
  more: Partial<Looking> & { readonly checks?: readonly Check[] } = {},
): Promise<Diagnosis> {
  const { host, target, aws, startedAt, quiet } = session;
  const { checks = CHECKS, ...rest } = more;
  const progress = host.progress('Looking at AWS', quiet || !host.stderrIsTerminal);
  try {
    return await diagnose(target, aws, checks, { now: startedAt, failOn: 'error', ...rest });
  } finally {
    progress.stop();
  }
}

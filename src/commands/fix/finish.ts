import type { ExitCode } from '../../core/report.ts';
import { type Fresh, verifyAndPrint } from './after.ts';
import { type Run, report } from './run.ts';

/** The last step: a poem through the function, unless --no-verify. */
export async function finish(run: Run, fresh: Fresh): Promise<ExitCode> {
  if (run.session.options.flag('verify', true)) return verifyAndPrint(fresh, run.waitMs, run);
  await report(run);
  return 0;
}

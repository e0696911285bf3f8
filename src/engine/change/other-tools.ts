import type { ExitCode } from '../../core/report.ts';
import { roleName } from '../../probes/run/role-name.ts';
import { madeBy } from '../../remedies/made-by.ts';
import { requestOf, wantedOf } from '../../remedies/template-change.ts';
import { statementsFor, WHERE, withoutIntrinsics } from '../../template/tool-statements.ts';
import { known } from '../diagnose/diagnosis.ts';
import { tell } from '../session/tell.ts';
import { type Run, report } from './run.ts';

/**
 * Option 2 for a role that no template makes: the statements in the form of the tool that made it. Nothing is changed, so that
 * the problem stays until they are put there: 1. Null where there is a template, or the tool is not known.
 */
export async function printStatements(run: Run): Promise<ExitCode | null> {
  const { session, diagnosis, inputs, option } = run;
  if (option !== 2 || inputs.template !== null || diagnosis.judged.exit === 0) return null;
  const tool = madeBy(diagnosis.facts);
  const role = known(roleName, diagnosis.facts)?.name ?? null;
  if (tool === null || role === null) return null;
  const request = requestOf({ root: diagnosis.ranking.root, facts: diagnosis.facts, inputs });
  const statements = wantedOf(request).map(({ statement }) => withoutIntrinsics(statement, request.place));
  tell(session.host, 'There is no template to edit; nothing was changed.');
  await report(run, { notes: [WHERE[tool]], source: statementsFor(tool, statements, role) });
  return 1;
}

import { AwsError } from '../../aws/error.ts';
import { getRole } from '../../aws/operations/iam.ts';
import type { ExitCode } from '../../core/report.ts';
import { roleName } from '../../probes/run/role-name.ts';
import { requestOf, wantedOf } from '../../remedies/template-change.ts';
import { statementsFor, type Tool, toolOf, WHERE, withoutIntrinsics } from '../../template/tool-statements.ts';
import { known } from '../diagnose/diagnosis.ts';
import { tell } from '../session/tell.ts';
import { type Run, report } from './run.ts';

/** The tool that made the role, by its tags; null where they do not tell or may not be read. */
async function toolBehind({ session: { aws }, diagnosis: { facts } }: Run): Promise<Tool | null> {
  const name = known(roleName, facts)?.name ?? null;
  if (name === null) return null;
  try {
    const { Role } = await aws.ask(getRole, { RoleName: name });
    const tags = Object.fromEntries((Role?.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
    return toolOf({ name, tags });
  } catch (error) {
    if (error instanceof AwsError) return null;
    throw error;
  }
}

/**
 * Option 2 for a role that no template makes: the statements in the form of the tool that made it. Nothing is changed, so that
 * the problem stays until they are put there: 1. Null where there is a template, or the tool is not known.
 */
export async function printStatements(run: Run): Promise<ExitCode | null> {
  const { session, diagnosis, inputs, option } = run;
  if (option !== 2 || inputs.template !== null || diagnosis.judged.exit === 0) return null;
  const tool = await toolBehind(run);
  const role = known(roleName, diagnosis.facts)?.name ?? null;
  if (tool === null || role === null) return null;
  const request = requestOf({ root: diagnosis.ranking.root, facts: diagnosis.facts, inputs });
  const statements = wantedOf(request).map(({ statement }) => withoutIntrinsics(statement, request.place));
  tell(session.host, 'There is no template to edit; nothing was changed.');
  await report(run, { notes: [WHERE[tool], statementsFor(tool, statements, role).trimEnd()] });
  return 1;
}

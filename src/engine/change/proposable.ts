import { isAbsolute, relative, resolve } from 'node:path';
import { parseUseCase } from '../../bedrock/use-case.ts';
import { asText, type Json } from '../../core/json.ts';
import type { Assignment, Plan } from '../../core/plan.ts';
import { UsageError } from '../../core/usage-error.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { model } from '../../probes/run/model.ts';
import type { Grant } from '../../remedies/grant.ts';
import { REMEDIES } from '../../remedies/index.ts';
import { requestOf } from '../../remedies/template-change.ts';
import { SETTINGS } from '../../settings/index.ts';
import { isProposable } from '../../template/proposable.ts';
import { known } from '../diagnose/diagnosis.ts';
import type { Run } from './run.ts';

/** The grant a remedy of option 3 stands for. */
const grantOf = (remedy: string): Grant => (/^grant-(\w+)$/.exec(remedy)?.[1] as Grant | undefined) ?? 'guide';

/** Whether a path lies in the folder the run is in, or is the one that a flag names. */
function isInProject({ session: { host }, inputs }: Run, path: string): boolean {
  const inside = relative(host.cwd, resolve(path));
  return path === inputs.template?.path || (inside !== '' && !inside.startsWith('..') && !isAbsolute(inside));
}

/** Why a line of a plan is nothing that its remedy proposes here, in words that go on from "it"; null when it is. */
function whyNot(run: Run, plan: Plan, { setting: kind, key, subject, from, to }: Assignment): string | null {
  const { diagnosis, inputs } = run;
  const { facts } = diagnosis;
  if (kind === 'local.file') {
    const { path } = key as { readonly path: string };
    if (!isInProject(run, path)) return `writes ${path}, which lies outside this folder`;
    const { place } = requestOf({ root: diagnosis.ranking.root, facts, inputs });
    return isProposable(asText(from), asText(to), path, place) ? null : `makes of ${path} what no fix makes of it`;
  }
  if (kind === 'bedrock.use-case-form') {
    return typeof to === 'string' && 'text' in parseUseCase(to) ? null : 'sends a use-case form that cannot be sent';
  }
  if (kind === 'bedrock.model-agreement') {
    const choice = known(model, facts);
    const base = choice && baseIdOf(choice, known(profile, facts));
    return base === subject ? null : `accepts the terms of ${subject}, and this run is about ${base ?? 'no model'}`;
  }
  const remedy = REMEDIES.find(({ id }) => id === plan.remedy);
  const proposal = remedy?.propose({
    root: plan.remedy === 'grant-invoke' ? diagnosis.ranking.root : null,
    facts,
    inputs: { ...inputs, grant: grantOf(plan.remedy) },
  });
  if (proposal?.how !== 'automatic')
    return `cannot be carried out: ${proposal?.how === 'refused' ? proposal.why : 'something is missing'}`;
  const setting = SETTINGS.get(kind);
  const own = proposal.proposed.find((one) => one.setting === kind && one.subject === subject);
  if (!own || !setting)
    return `writes ${subject}, and this run is about ${proposal.proposed.map((one) => one.subject).join(', ')}`;
  const wanted: Json = own.change(from);
  return setting.same(wanted as never, to as never) ? null : `makes of ${subject} what no fix makes of it`;
}

/** A plan from a file may only hold what its remedy would propose in this very run. Throws a `UsageError` that says what it holds. */
export function mustBeProposable(run: Run, plan: Plan): void {
  for (const assignment of plan.assignments) {
    const why = whyNot(run, plan, assignment);
    if (why !== null) {
      throw new UsageError(
        `The plan ${run.session.options.text('plan')?.value ?? ''} is refused: it ${why.replace(/\.$/, '')}. Make it anew with fix --plan-out FILE.`,
      );
    }
  }
}

import type { Plan } from '../../core/plan.ts';
import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { REMEDIES } from '../../remedies/index.ts';
import { file } from '../../settings/local/file.ts';
import { originFrom } from '../session/origin.ts';
import { tell } from '../session/tell.ts';
import { lookAgain, takeAwayRest, triggerAndTakeAway } from './after.ts';
import { agreedModel, settleAgreement, theOffer } from './agreed.ts';
import { carry } from './carry.ts';
import { grantId } from './choose.ts';
import { isDone } from './compose.ts';
import { consentTo } from './consent.ts';
import { finish } from './finish.ts';
import { mustBeMadeHere } from './plan-file.ts';
import { mustBeProposable } from './proposable.ts';
import { type Run, report, undoHint } from './run.ts';
import { keptWarnings, plannedChanges, showPlan } from './show.ts';
import { afterTemplate } from './template.ts';

/** Whether a saved plan is what the flags beside it ask for. Throws a `UsageError` that names what it is for. */
function mustFit({ option, inputs, session: { options } }: Run, { remedy: id }: Plan): void {
  const remedy = REMEDIES.find((one) => one.id === id);
  if (remedy === undefined || option === null) return;
  const fits = remedy.option === option && (inputs.grant === null || id === grantId(inputs.grant));
  if (fits) return;
  const flag = remedy.option === option ? 'grant' : 'option';
  throw new UsageError(
    `The plan ${options.text('plan')?.value} is for option ${remedy.option} (${id}), and ${options.where(flag)} asks for another; leave it out, or make a new plan with --plan-out.`,
  );
}

/** A plan that was saved: shown, asked for, carried out as it is. Throws a `UsageError` where it is not what was asked for. */
export async function carrySaved(run: Run, plan: Plan): Promise<ExitCode> {
  const { session, waitMs } = run;
  mustFit(run, plan);
  mustBeProposable(run, plan);
  const agrees = agreedModel(plan) !== null;
  mustBeMadeHere(plan, originFrom(session, run.diagnosis.facts), session.options);
  await showPlan(session, plan, null, agrees ? await theOffer(run) : null, run.diagnosis);
  const kept = plan.assignments.some(({ setting }) => setting.startsWith('iam.')) ? keptWarnings(run, plan) : [];
  for (const warning of session.quiet ? [] : kept) tell(session.host, warning);
  const dry = session.options.flag('dryRun');
  if (
    dry ||
    (!isDone(plan) && !(await consentTo(session, agrees ? 1 : 3, agrees || plan.remedy === 'grant-temporary', plan)))
  ) {
    await report(run, { changes: plannedChanges(plan), notes: [...kept, 'Nothing was changed.'] });
    return dry ? 0 : 2;
  }
  const { change, changes, failure, unseen } = await carry(session, plan);
  if (failure !== null) {
    if (plan.remedy === 'grant-temporary') {
      const stands = await takeAwayRest(session, { plan, change, unseen: true }, failure);
      if (stands !== null) return stands;
    }
    await report(run, { changes, notes: [failure] });
    return 2;
  }
  if (plan.remedy === 'grant-temporary') {
    return triggerAndTakeAway(session, { plan, change, unseen: unseen !== null }, waitMs, []);
  }
  const notes = [...(unseen === null ? [] : [unseen]), ...kept, ...(isDone(plan) ? [] : [undoHint(change, session)])];
  if (plan.assignments.every(({ setting }) => setting === file.kind)) {
    const step = await afterTemplate(run, plan, changes, notes, plan.remedy);
    if ('exit' in step) return step.exit;
  }
  const model = agreedModel(plan);
  const settled = model === null ? { notes } : await settleAgreement(run, model, changes, notes);
  if ('exit' in settled) return settled.exit;
  const after = { ...run, changes, notes: settled.notes, unseen: unseen !== null };
  return finish(after, await lookAgain(session, waitMs));
}

import { CAUSES } from '../../causes/catalogue.ts';
import type { Finding } from '../../core/finding.ts';
import type { Plan } from '../../core/plan.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { Offer } from '../../remedies/offer.ts';
import { sayOfHolder } from '../../remedies/principal.ts';
import { reportOf } from '../report/report.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import { tell } from '../session/tell.ts';
import { takeAwayRest, triggerAndTakeAway } from './after.ts';
import { agreedModel, openConsole, settleAgreement, theOffer } from './agreed.ts';
import { carry } from './carry.ts';
import { askedFor, candidates } from './choose.ts';
import { compose, isDone } from './compose.ts';
import { consentTo, showsOnly } from './consent.ts';
import { isAccountAlone } from './finish.ts';
import { askUseCase } from './inputs.ts';
import { type Run, report, type Step, undoHint } from './run.ts';
import { settleFunction } from './settle-function.ts';
import { keptWarnings, plannedChanges, showPlan } from './show.ts';
import { afterTemplate, templateWarnings } from './template.ts';

/** Whether a finding is about who is examined and what they run, and not about the account. */
const isOfTarget = (root: Finding | null): boolean =>
  root !== null && ['target', 'policy', 'capacity', 'application'].includes(CAUSES[root.cause].layer);

/** Fixes the root cause with the fix asked for, or with the first of the possible ones that AWS lets the operator do. */
export async function fixOnce(run: Run): Promise<Step> {
  const { session, diagnosis, option, inputs } = run;
  // Option 1 with nothing but a model: that there is no stack, function or role is no reason against it.
  const root = isAccountAlone(run) && isOfTarget(diagnosis.ranking.root) ? null : diagnosis.ranking.root;
  if (option !== null) {
    const settled = option === 2 ? await settleFunction(run) : run;
    return tryFix(settled, await withForm(settled, askedFor(option, root, diagnosis, settled.inputs)));
  }
  const offers = root === null ? [] : await candidates(session, root, diagnosis, inputs);
  const refusals: string[] = [];
  for (const offer of offers) {
    const step = await tryFix(run, await withForm(run, offer));
    if (!('refused' in step)) return step;
    const refusal = `${sayOfHolder(diagnosis.facts, offer.remedy.title)}: ${step.refused}`;
    refusals.push(refusal);
    tell(session.host, refusal);
  }
  const asked = reportOf(session, diagnosis).remedies.flatMap(({ steps }) => steps);
  await report(run, { notes: [...refusals, ...(offers.length === 0 ? asked : [])] });
  return { exit: diagnosis.judged.exit };
}

/** On a terminal the form that a fix lacks is asked for. Throws a `UsageError` for everything else that is lacking. */
async function withForm({ session, diagnosis, inputs }: Run, offer: Offer): Promise<Offer> {
  const { proposal, remedy } = offer;
  if (proposal.how !== 'needs') return offer;
  const asks = session.host.mayAsk && session.options.flag('input', true);
  if (!asks || proposal.what !== 'use-case') throw new UsageError(proposal.say);
  const { ranking, facts } = diagnosis;
  const form = await askUseCase(session, await askedIn(session, originFrom(session, facts)));
  const again = remedy.propose({ root: ranking.root, facts, inputs: { ...inputs, form } });
  if (again.how === 'refused') throw new UsageError(`Refused: ${again.why}`);
  return { ...offer, proposal: again };
}

/** Plans, shows, asks, applies one fix. */
async function tryFix(run: Run, { remedy, proposal }: Offer): Promise<Step> {
  const { session, diagnosis, waitMs } = run;
  const { options, host } = session;
  if (proposal.how !== 'automatic') throw new UsageError(proposal.say);
  let plan: Plan;
  try {
    plan = await compose(session, diagnosis, remedy.id, proposal.proposed);
  } catch (error) {
    if (error instanceof UsageError) return { refused: error.message };
    throw error;
  }
  const model = agreedModel(plan);
  await showPlan(
    session,
    plan,
    isDone(plan) ? null : sayOfHolder(diagnosis.facts, remedy.risk),
    model === null ? null : await theOffer(run),
    diagnosis,
  );
  const warnings =
    remedy.option === 2 ? templateWarnings(run, plan) : remedy.option === 3 ? keptWarnings(run, plan) : [];
  // What others get, too, is to be known before the question.
  for (const warning of session.quiet ? [] : warnings) tell(host, warning);
  if (options.flag('open')) await openConsole(session);
  const out = options.text('planOut')?.value ?? null;
  if (out !== null) await host.write(out, `${JSON.stringify(plan, null, 2)}\n`, true);
  const dry = showsOnly(options);
  if (dry || (!isDone(plan) && !(await consentTo(session, remedy.option, proposal.consent === 'terms', plan)))) {
    const declined = dry ? {} : { leavesOut: 'all-but-changes' as const };
    await report(run, { ...declined, changes: plannedChanges(plan), notes: [...warnings, 'Nothing was changed.'] });
    return { exit: dry ? 0 : 2 };
  }
  const { change, changes, failure, unseen } = await carry(session, plan);
  const begun = changes.some(({ status }) => status === 'done');
  if (failure !== null && remedy.id === 'grant-temporary') {
    const stands = await takeAwayRest(session, { plan, change, unseen: true }, failure);
    if (stands !== null) return { exit: stands };
  }
  if (failure !== null && !begun && run.option === null) return { refused: failure };
  if (failure !== null) {
    await report(run, { changes, notes: [failure, ...(begun ? [undoHint(change, session)] : [])] });
    return { exit: 2 };
  }
  const kept = remedy.option === 3 ? warnings : [];
  const notes = [...(unseen === null ? [] : [unseen]), ...kept, ...(isDone(plan) ? [] : [undoHint(change, session)])];
  const fixed = diagnosis.ranking.root?.cause ?? remedy.id;
  if (remedy.id === 'grant-temporary') {
    const grant = { plan, change, unseen: unseen !== null };
    return {
      exit: await triggerAndTakeAway(session, grant, waitMs, [...run.notes, ...(unseen === null ? [] : [unseen])]),
    };
  }
  if (remedy.option === 2) return afterTemplate(run, plan, changes, [...warnings, ...notes], fixed);
  if (model === null) return { done: changes, notes, fixed, unseen: unseen !== null };
  const settled = await settleAgreement(run, model, changes, notes);
  return 'exit' in settled ? settled : { done: changes, notes: settled.notes, fixed };
}

import { askAws } from '../aws/answer.ts';
import { catalogueUrl } from '../bedrock/console.ts';
import { useCaseTemplate } from '../bedrock/use-case.ts';
import { CHECKS } from '../checks/index.ts';
import { gather } from '../core/gather.ts';
import type { Plan } from '../core/plan.ts';
import type { ExitCode, ReportChange } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { offers as offersProbe } from '../probes/bedrock/offers.ts';
import { role } from '../probes/iam/role.ts';
import { roleName } from '../probes/run/role-name.ts';
import type { Offer } from '../remedies/offer.ts';
import { protectedRole } from '../remedies/refusal.ts';
import type { Inputs } from '../remedies/remedy.ts';
import { modelAgreement } from '../settings/bedrock/model-agreement.ts';
import { type AwsSession, openAws } from './aws-session.ts';
import { type Diagnosis, diagnose, known } from './diagnosis.ts';
import { type Fresh, lookAgain, triggerAndTakeAway, verifyAndPrint } from './fix/after.ts';
import { awaitAgreement } from './fix/agreement.ts';
import { carry } from './fix/carry.ts';
import { askedFor, candidates } from './fix/choose.ts';
import { compose, isDone } from './fix/compose.ts';
import { consentTo } from './fix/consent.ts';
import { askUseCase, optionOf, readInputs } from './fix/inputs.ts';
import { plannedChanges, showPlan } from './fix/show.ts';
import { offerToClear } from './leftover.ts';
import { readPlan } from './plan-file.ts';
import { reportOf } from './report.ts';
import { rootCauseOf } from './root-cause.ts';
import type { Command } from './session.ts';
import { BESIDES_MS, WAIT_MS } from './verify.ts';

/** Stacked causes are cured one after another; more than these means that a cure does not hold. */
const MOST_ROUNDS = 4;

/** A run of `fix`, as its parts share it. */
interface Run {
  readonly session: AwsSession;
  readonly diagnosis: Diagnosis;
  readonly inputs: Inputs;
  readonly option: 1 | 2 | 3 | null;
  readonly waitMs: number;
  /** What earlier rounds did and said. */
  readonly changes: readonly ReportChange[];
  readonly notes: readonly string[];
}

/** What one cure came to: the exit code of the run, or that the next one may be tried, or that it is done. */
type Step =
  | { readonly exit: ExitCode }
  | { readonly refused: string }
  | { readonly done: readonly ReportChange[]; readonly notes: readonly string[]; readonly cured: string };

/** `fix`: plans the cure, shows it, asks, applies it, waits, checks again, and goes on to the next cause. */
export const run: Command = async (session) => {
  const { options, host } = session;
  if (options.flag('printUseCaseTemplate')) {
    await host.out(useCaseTemplate());
    return 0;
  }
  const waitMs = options.duration('wait')?.value ?? WAIT_MS;
  const inputs = await readInputs(session);
  const option = optionOf(session) ?? (inputs.grant === null ? null : 3);
  const opened = await openAws(session, waitMs + BESIDES_MS);
  await offerToClear(opened);
  const diagnosis = await diagnose(opened.target, opened.aws, CHECKS, { now: session.startedAt, failOn: 'error' });
  if (host.signal.aborted) return 130;
  const first: Run = { session: opened, diagnosis, inputs, option, waitMs, changes: [], notes: [] };
  const saved = options.text('plan')?.value ?? null;
  if (saved !== null) return carrySaved(first, await readPlan(host, saved, opened.target.region.value));
  const early = await withoutCure(first);
  if (early !== null) return early;
  let now = first;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const step = await cureOnce(now);
    if ('exit' in step) return step.exit;
    if ('refused' in step) throw new UsageError(step.refused);
    const fresh = await lookAgain(now.session, waitMs);
    const changes = [...now.changes, ...step.done];
    const notes = [...now.notes, ...step.notes];
    const next: Run = { ...now, ...fresh, changes, notes };
    const { root } = fresh.diagnosis.ranking;
    const another =
      option === null && fresh.diagnosis.judged.verdict === 'broken' && root !== null && root.cause !== step.cured;
    if (!another) return finish(next, fresh);
    host.err(`${step.cured} is cured; the next cause is ${root.cause}.\n`);
    now = next;
  }
  return finish(now, { session: now.session, diagnosis: now.diagnosis });
};

const report = ({ session, diagnosis, changes, notes }: Run, more: readonly string[] = []): Promise<void> =>
  session.print(reportOf(session, diagnosis, { changes, notes: [...notes, ...more] }));

/** What ends the run before a cure is looked for; null when there is something to cure. Throws a `UsageError`. */
async function withoutCure(run: Run): Promise<ExitCode | null> {
  const { session, diagnosis, option, waitMs } = run;
  const { judged, ranking, facts } = diagnosis;
  if (judged.verdict === 'healthy') {
    const named = known(roleName, facts);
    const shielded =
      option === 3 && named ? protectedRole(known(role, facts) ?? { name: named.name, path: '/' }) : null;
    if (shielded !== null) throw new UsageError(`Refused: ${shielded}`);
    await report(run, ['There is nothing to fix.']);
    return 0;
  }
  if (judged.exit === 4) {
    await report(run);
    return 4;
  }
  if (ranking.root === null) {
    const blind = reportOf(session, diagnosis).checks.find(({ status }) => status === 'unknown')?.reason;
    if (option !== null) {
      throw new UsageError(`Option ${option} cannot be planned: ${blind ?? 'something could not be looked at'}.`);
    }
    await report(run);
    return judged.exit;
  }
  if (judged.verdict === 'pending') {
    return verifyAndPrint({ session, diagnosis }, waitMs, {
      changes: [],
      notes: ['The cure stands already; only time was missing.'],
    });
  }
  return null;
}

/** Cures the root cause with the cure asked for, or with the first of the possible ones that AWS lets the operator do. */
async function cureOnce(run: Run): Promise<Step> {
  const { session, diagnosis, option, inputs } = run;
  const { root } = diagnosis.ranking;
  if (option !== null) return tryCure(run, await withForm(run, askedFor(option, root, diagnosis, inputs)));
  const offers = root === null ? [] : await candidates(session, root, diagnosis, inputs);
  const refusals: string[] = [];
  for (const offer of offers) {
    const step = await tryCure(run, await withForm(run, offer));
    if (!('refused' in step)) return step;
    refusals.push(`${offer.remedy.title}: ${step.refused}`);
    session.host.err(`${refusals.at(-1)}\n`);
  }
  const asked = reportOf(session, diagnosis).remedies.flatMap(({ steps }) => steps);
  await report(run, [...refusals, ...(offers.length === 0 ? asked : [])]);
  return { exit: diagnosis.judged.exit };
}

/** On a terminal the form that a cure lacks is asked for. Throws a `UsageError` elsewhere. */
async function withForm({ session, diagnosis, inputs }: Run, offer: Offer): Promise<Offer> {
  if (offer.proposal.how !== 'needs') return offer;
  if (!session.host.mayAsk || !session.options.flag('input', true)) throw new UsageError(offer.proposal.say);
  const { ranking, facts } = diagnosis;
  const form = await askUseCase(session);
  const proposal = offer.remedy.propose({ root: ranking.root, facts, inputs: { ...inputs, form } });
  if (proposal.how === 'refused') throw new UsageError(`Refused: ${proposal.why}`);
  return { ...offer, proposal };
}

/** Plans, shows, asks, applies one cure. */
async function tryCure(run: Run, { remedy, proposal }: Offer): Promise<Step> {
  const { session, diagnosis, waitMs } = run;
  const { options, host } = session;
  if (proposal.how !== 'automatic') throw new UsageError(proposal.say);
  let plan: Plan;
  try {
    plan = await compose(session, diagnosis, remedy.id, proposal.wishes);
  } catch (error) {
    if (error instanceof UsageError) return { refused: error.message };
    throw error;
  }
  const agrees = plan.assignments.find(({ setting }) => setting === modelAgreement.kind);
  showPlan(session, plan, isDone(plan) ? null : remedy.risk, agrees ? await theOffer(run) : null);
  if (options.flag('open')) await openConsole(session);
  const out = options.text('planOut')?.value ?? null;
  if (out !== null) await host.write(out, `${JSON.stringify(plan, null, 2)}\n`, true);
  if (out !== null || options.flag('dryRun')) {
    await report({ ...run, changes: [...run.changes, ...plannedChanges(plan)] }, ['Nothing was changed.']);
    return { exit: 0 };
  }
  if (!isDone(plan) && !(await consentTo(session, remedy.option, proposal.consent === 'terms'))) {
    await report({ ...run, changes: [...run.changes, ...plannedChanges(plan)] }, ['Nothing was changed.']);
    return { exit: 2 };
  }
  const { change, changes, failure } = await carry(session, plan);
  const begun = changes.some(({ status }) => status === 'done');
  if (failure !== null && !begun && run.option === null) return { refused: failure };
  if (failure !== null) {
    await report({ ...run, changes: [...run.changes, ...changes] }, [failure, ...(begun ? [undoHint(change)] : [])]);
    return { exit: 2 };
  }
  if (remedy.id === 'grant-temporary') {
    return { exit: await triggerAndTakeAway(session, plan, change, waitMs, run.notes) };
  }
  const notes = isDone(plan) ? [] : [undoHint(change)];
  if (agrees) {
    const { model } = agrees.key as { readonly model: string };
    const { exit, cause, note } = await awaitAgreement(session, model, waitMs);
    if (note !== null) notes.unshift(note);
    if (exit !== null) {
      const rootCause = cause === null ? null : rootCauseOf({ cause, basis: 'deduced', waitMinutes: null });
      await session.print(
        reportOf(session, diagnosis, {
          ...(rootCause === null ? {} : { rootCause, verdict: exit === 5 ? 'pending' : 'broken', remedies: [] }),
          changes: [...run.changes, ...changes],
          notes: [...run.notes, ...notes],
        }),
      );
      return { exit };
    }
  }
  return { done: changes, notes, cured: diagnosis.ranking.root?.cause ?? remedy.id };
}

/** The model catalogue in the browser, for those who would rather click. */
async function openConsole({ host, target }: AwsSession): Promise<void> {
  const url = catalogueUrl(target.region.value);
  if (!(await host.browse(url))) host.err(`No browser could be opened; the page is ${url}\n`);
}

const undoHint = (change: string): string => `Take it back with: bedrock-doctor undo ${change}`;

/** What the provider offers, to be shown before anything is agreed to; null when AWS shows none. */
async function theOffer({ session }: Run) {
  const facts = await gather([offersProbe], askAws(session.target, session.aws, session.startedAt));
  return known(offersProbe, facts)?.[0] ?? null;
}

/** A plan that was saved: shown, asked for, carried out as it stands. */
async function carrySaved(run: Run, plan: Plan): Promise<ExitCode> {
  const { session, waitMs } = run;
  const agrees = plan.assignments.some(({ setting }) => setting === modelAgreement.kind);
  showPlan(session, plan, null, agrees ? await theOffer(run) : null);
  if (session.options.flag('dryRun')) {
    await report({ ...run, changes: plannedChanges(plan) }, ['Nothing was changed.']);
    return 0;
  }
  if (!isDone(plan) && !(await consentTo(session, agrees ? 1 : 3, agrees))) {
    await report({ ...run, changes: plannedChanges(plan) }, ['Nothing was changed.']);
    return 2;
  }
  const { change, changes, failure } = await carry(session, plan);
  if (failure !== null) {
    await report({ ...run, changes }, [failure]);
    return 2;
  }
  if (plan.remedy === 'grant-temporary') return triggerAndTakeAway(session, plan, change, waitMs, []);
  const done: Run = { ...run, changes, notes: isDone(plan) ? [] : [undoHint(change)] };
  return finish(done, await lookAgain(session, waitMs));
}

/** The last step: a poem through the function, unless --no-verify. */
async function finish(run: Run, fresh: Fresh): Promise<ExitCode> {
  if (!run.session.options.flag('verify', true)) {
    await report(run);
    return 0;
  }
  return verifyAndPrint(fresh, run.waitMs, run);
}

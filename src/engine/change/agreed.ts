import { askAws } from '../../aws/answer.ts';
import { catalogUrl } from '../../bedrock/console.ts';
import { gather } from '../../core/gather.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReportChange } from '../../core/report.ts';
import { type OfferFact, offers } from '../../probes/bedrock/offers.ts';
import { modelAgreement } from '../../settings/bedrock/model-agreement.ts';
import { known } from '../diagnose/diagnosis.ts';
import { reportOf } from '../report/report.ts';
import { rootCauseOf } from '../report/root-cause.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { awaitAgreement } from './agreement.ts';
import type { Run, Step } from './run.ts';

/** The model whose agreement a plan accepts; null when it accepts none. */
export function agreedModel({ assignments }: Plan): string | null {
  const found = assignments.find(({ setting }) => setting === modelAgreement.kind);
  return found ? (found.key as { readonly model: string }).model : null;
}

/** What the provider offers, to be shown before anything is agreed to; null when AWS shows none. */
export async function theOffer({ session, diagnosis }: Run): Promise<OfferFact | null> {
  const facts = await gather([offers], askAws(diagnosis.target, session.aws, session.startedAt));
  return known(offers, facts)?.[0] ?? null;
}

/** The model catalog in the browser, for those who would rather click. */
export async function openConsole({ host, target }: AwsSession): Promise<void> {
  const url = catalogUrl(target.region.value);
  if (!(await host.browse(url))) host.err(`No browser could be opened; the page is ${url}\n`);
}

/** Waits for the agreement that was just accepted; what ends the run there, else what to say. */
export async function settleAgreement(
  run: Run,
  model: string,
  changes: readonly ReportChange[],
  notes: readonly string[],
): Promise<Extract<Step, { exit: unknown }> | { readonly notes: readonly string[] }> {
  const { session, diagnosis, waitMs } = run;
  const { exit, cause, note } = await awaitAgreement(session, model, waitMs);
  const said = [...(note === null ? [] : [note]), ...notes];
  if (exit === null) return { notes: said };
  const rootCause = cause === null ? null : rootCauseOf({ cause, basis: 'deduced', waitMinutes: null });
  await session.print(
    reportOf(session, diagnosis, {
      ...(rootCause === null ? {} : { rootCause, verdict: exit === 5 ? 'pending' : 'broken', remedies: [] }),
      changes: [...run.changes, ...changes],
      notes: [...run.notes, ...said],
    }),
  );
  return { exit };
}

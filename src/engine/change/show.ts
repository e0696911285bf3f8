import { catalogUrl } from '../../bedrock/console.ts';
import { periodWords } from '../../bedrock/period.ts';
import { harmless } from '../../core/harmless.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReportChange } from '../../core/report.ts';
import type { OfferFact } from '../../probes/bedrock/offers.ts';
import { holderOf, keptElsewhere } from '../../remedies/principal.ts';
import { diffText } from '../../reporters/diff.ts';
import { modelAgreement } from '../../settings/bedrock/model-agreement.ts';
import { useCaseForm } from '../../settings/bedrock/use-case-form.ts';
import { shown } from '../../settings/shown.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { sayDiagnosed, sayWhere } from '../session/context.ts';
import { tell } from '../session/tell.ts';
import { isDone, isSame } from './compose.ts';
import type { Run } from './run.ts';

/** Rates beyond these are variants (batch, cache, long context) of the same two prices. */
const MOST_RATES = 6;

/** What is agreed to, before it is: price, terms, validity. */
function offerLines(offer: OfferFact | null): readonly string[] {
  if (offer === null) return ['  AWS shows no public offer; the price is not known here.'];
  const rates = offer.rates.slice(0, MOST_RATES);
  const more = offer.rates.length - rates.length;
  return [
    ...rates.map(({ description, dimension, price }) => `  price     ${price} USD, ${description} (${dimension})`),
    ...(more > 0 ? [`            and ${more} more rates`] : []),
    `  terms     ${offer.terms ?? 'not named by AWS'}`,
    `  validity  ${offer.validity === null ? 'not named by AWS' : periodWords(offer.validity)}`,
    '  Accepting costs nothing; calls of the model are billed at these prices.',
  ];
}

/**
 * Shows where and as whom, what was diagnosed, what is there, what will be, and the risk in plain words, on standard
 * error. In a quiet run only where: that is above every question.
 */
export async function showPlan(
  session: AwsSession,
  plan: Plan,
  risk: string | null,
  offer: OfferFact | null,
  diagnosis: Diagnosis | null = null,
): Promise<void> {
  const { host, quiet, target } = session;
  await sayWhere(session, plan);
  if (quiet) return;
  if (diagnosis !== null) sayDiagnosed(session, diagnosis);
  for (const assignment of plan.assignments) {
    const { setting, subject, from, to } = assignment;
    if (isSame(assignment)) {
      tell(host, `${harmless(subject)}: already there.`);
    } else if (setting === modelAgreement.kind) {
      const lines = [`Agreement for ${subject}:`, ...offerLines(offer)];
      host.err(`${lines.map(harmless).join('\n')}\n`);
      host.err(`  By hand: open the model in ${catalogUrl(target.region.value)}\n`);
    } else {
      host.err(`${harmless(subject)}:\n${diffText(shown(from), shown(to), host.colorErr)}`);
      if (setting === useCaseForm.kind) tell(host, 'The form cannot be changed or taken back once it is sent.');
    }
  }
  if (risk !== null) tell(host, `Risk: ${risk}`);
}

/** That the next deployment does not know of a policy on this principal; nothing where it keeps no such thing, or nothing is changed. */
export function keptWarnings({ diagnosis }: Pick<Run, 'diagnosis'>, plan: Plan): readonly string[] {
  const holder = isDone(plan) ? null : holderOf(diagnosis.facts);
  const kept = holder && keptElsewhere(holder);
  return kept === null ? [] : [kept];
}

/** The plan as a report shows it before anything is done. */
export const plannedChanges = (plan: Plan): readonly ReportChange[] =>
  plan.assignments.map((assignment) => ({
    id: 'plan',
    setting: assignment.setting,
    subject: assignment.subject,
    from: shown(assignment.from),
    to: shown(assignment.to),
    status: isSame(assignment) ? 'already' : 'planned',
  }));

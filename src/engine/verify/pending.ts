import { isOverByItself } from '../../causes/catalogue.ts';
import { changesOf, standing } from '../../journal/change.ts';
import { openJournal } from '../../journal/journal.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import { role } from '../../probes/iam/role.ts';
import { file } from '../../settings/local/file.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** How long a change may take until it works: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const FRESH_MS = 900_000;

/**
 * Whether AWS itself says that the role or its stack was changed just now, and nothing that was read since denies the
 * call: a policy that still lacks the permission becomes no other one by waiting.
 */
function changedLately({ facts }: Diagnosis, now: number): boolean {
  const changes = [known(stack, facts)?.changedAt ?? 0, known(role, facts)?.createdAt ?? 0];
  const denied = (known(decisions, facts)?.decided ?? []).some(
    ({ purpose, decision }) => purpose === 'invoke' && decision === 'denied',
  );
  return !denied && changes.some((at) => at > 0 && now - at < FRESH_MS);
}

/** Whether something is on its way: only then is a refusal waited for (contract, section 5). */
export async function isPending({ host, target }: AwsSession, diagnosis: Diagnosis): Promise<boolean> {
  const { facts, ranking } = diagnosis;
  if (ranking.root !== null && isOverByItself(ranking.root.cause)) return true;
  if (known(availability, facts)?.agreement === 'PENDING') return true;
  if (changedLately(diagnosis, host.now())) return true;
  const changes = changesOf((await openJournal(host).read()).entries);
  return changes.some(
    ({ at, region, steps }) =>
      region === target.region.value &&
      host.now() - Date.parse(at) < FRESH_MS &&
      steps.some((step) => standing(step) && step.assignment.setting !== file.kind),
  );
}

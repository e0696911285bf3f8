import { onlyTimeCures } from '../../core/verdict.ts';
import { changesOf, standing } from '../../journal/change.ts';
import { openJournal } from '../../journal/journal.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { file } from '../../settings/local/file.ts';
import type { AwsSession } from '../aws-session.ts';
import { type Diagnosis, known } from '../diagnosis.ts';

/** How long a change may take until it works: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const FRESH_MS = 900_000;

/** Whether something is on its way: only then is a refusal waited for (contract, section 5). */
export async function isPending({ host, target }: AwsSession, { facts, ranking }: Diagnosis): Promise<boolean> {
  if (ranking.root !== null && onlyTimeCures(ranking.root.cause)) return true;
  if (known(availability, facts)?.agreement === 'PENDING') return true;
  const changes = changesOf((await openJournal(host).read()).entries);
  return changes.some(
    ({ at, region, steps }) =>
      region === target.region.value &&
      host.now() - Date.parse(at) < FRESH_MS &&
      steps.some((step) => standing(step) && step.assignment.setting !== file.kind),
  );
}

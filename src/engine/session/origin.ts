import { askAws } from '../../aws/answer.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import type { Unknown } from '../../core/fact.ts';
import { type Facts, gather } from '../../core/gather.ts';
import type { Origin } from '../../core/plan.ts';
import { caller } from '../../probes/sts/caller.ts';
import { known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from './aws-session.ts';

/** Where this run is and who it is, as far as the facts tell. */
export function originFrom({ target, endpoint }: AwsSession, facts: Facts): Origin {
  const who = known(caller, facts);
  const region = target.region.value;
  return {
    account: who?.account ?? null,
    region,
    partition: partitionOf(region),
    endpoint,
    operator: who?.arn ?? null,
  };
}

/** The same, asked of AWS; why it is not known where the account cannot be told. One call, made once a run. */
export async function askOrigin(session: AwsSession): Promise<{ readonly here: Origin; readonly why: Unknown | null }> {
  const facts = await gather([caller], askAws(session.target, session.aws, session.startedAt));
  const who = facts.get(caller);
  return { here: originFrom(session, facts), why: who && !who.known ? who.why : null };
}

import { AwsError } from '../../aws/error.ts';
import { getFoundationModelAvailability } from '../../aws/operations/bedrock.ts';
import type { Aws } from '../../core/aws.ts';
import type { CauseId } from '../../core/cause.ts';
import type { ExitCode } from '../../core/report.ts';
import { saySeconds } from '../../options/duration.ts';
import { pasteable } from '../report/pasteable.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** How the wait for an agreement ended; `exit` null: it is there. */
export interface AgreementWait {
  readonly exit: ExitCode | null;
  readonly cause: CauseId | null;
  readonly note: string | null;
}

/** AWS sets a subscription up within 15 minutes; a look each few seconds costs nothing. */
const LOOK_MS = 3_000;

/**
 * Looks until the agreement is AVAILABLE, has failed, or the time is over:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export async function awaitAgreement(session: AwsSession, model: string, waitMs: number): Promise<AgreementWait> {
  const { host } = session;
  const began = host.now();
  const progress = host.progress(`The agreement for ${model} is being set up; AWS takes up to 15 min`, session.quiet);
  try {
    for (;;) {
      const { status, reason } = await lookAt(session.steady, model);
      if (status === 'AVAILABLE') return { exit: null, cause: null, note: `The agreement for ${model} is AVAILABLE.` };
      if (status === 'ERROR') {
        const payment = /payment/i.test(reason ?? '');
        return {
          exit: 1,
          cause: payment ? 'payment-instrument-invalid' : 'marketplace-subscription-failed',
          note: `AWS Marketplace could not set the agreement up${reason === null ? '.' : `: ${reason}`}`,
        };
      }
      const left = began + waitMs - host.now();
      if (left <= 0) {
        return {
          exit: 5,
          cause: 'marketplace-subscription-pending',
          note: `The agreement is still ${status}; look again with: ${pasteable(session, 'bedrock-doctor verify')}`,
        };
      }
      const pauseMs = Math.min(LOOK_MS, left);
      progress.say(
        `Waiting for the agreement, ${saySeconds(host.now() - began)} of ${saySeconds(waitMs)}, next look in ${saySeconds(pauseMs)}; it is ${status}`,
      );
      if (!(await host.sleep(pauseMs))) return { exit: 130, cause: null, note: null };
    }
  } finally {
    progress.stop();
  }
}

/** A look that fails is no answer: the next one may tell. */
async function lookAt(aws: Aws, model: string): Promise<{ readonly status: string; readonly reason: string | null }> {
  try {
    const { agreementAvailability } = await aws.send(getFoundationModelAvailability, { modelId: model });
    return { status: agreementAvailability?.status ?? 'UNKNOWN', reason: agreementAvailability?.errorMessage ?? null };
  } catch (error) {
    if (error instanceof AwsError) return { status: 'not to be read', reason: null };
    throw error;
  }
}

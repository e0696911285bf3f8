// In a handler: log why Bedrock said no, not only that it did.
import { explain } from 'bedrock-doctor';

/** Calls Bedrock; adds the cause to the error where it is one of Bedrock's. */
export async function withReason(call) {
  try {
    return await call();
  } catch (error) {
    const reason = explain(`${error.name}: ${error.message}`);
    if (reason !== null) {
      console.error(
        JSON.stringify({ cause: reason.cause, who_can_fix_it: reason.owner, wait_minutes: reason.waitMinutes }),
      );
    }
    throw error;
  }
}

await withReason(async () => {
  const error = new Error(
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
  );
  error.name = 'AccessDeniedException';
  throw error;
}).catch(() => undefined);

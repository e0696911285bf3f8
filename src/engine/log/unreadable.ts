import { AwsError, classify, isDenial } from '../../aws/error.ts';
import { describeLogGroups } from '../../aws/operations/logs.ts';
import type { Aws } from '../../core/aws.ts';
import { harmless } from '../../core/harmless.ts';
import type { ExitCode } from '../../core/report.ts';
import { withFullStop } from '../../core/sentence.ts';
import { exitOf } from './group.ts';

/** Why a group could not be read, in a sentence, and how the run ends. */
export interface Unreadable {
  readonly why: string;
  readonly exit: ExitCode;
}

/** What AWS's refusals of a log class have in common, whatever the rest of their words. */
const OF_CLASS = /log[- ](?:group[- ])?class|Standard log class/i;

/** Says why FilterLogEvents ended in an error. Asks which class the group is of where that may be the reason. */
export async function sayUnreadable(error: AwsError, group: string, aws: Aws): Promise<Unreadable> {
  if (error.code === 'ResourceNotFoundException')
    return { exit: 1, why: `There is no log group ${group}; --follow waits for it, --log-group names another.` };
  if (isDenial(error))
    return {
      exit: 3,
      why: `You may not ${error.action} on ${group}; bedrock-doctor explain permissions --for tail prints the policy you need.`,
    };
  const exit = exitOf(classify(error));
  const words = harmless(error.message);
  if (exit === 4) {
    const next = 'Sign in again (aws sso login), or pass --profile.';
    return { exit, why: `AWS does not accept the credentials (${error.code}): ${withFullStop(words)} ${next}` };
  }
  if (error.kind !== 'answer')
    return {
      exit,
      why: `${error.action} got no answer (${error.code}): ${withFullStop(words)} Check the network, --region and --endpoint-url.`,
    };
  const logClass = error.status === 400 ? await classOf(group, aws) : null;
  if ((logClass !== null && logClass !== 'STANDARD') || OF_CLASS.test(error.message))
    return {
      exit,
      why: `The log group ${group} is of the class ${logClass ?? 'INFREQUENT_ACCESS'}, which FilterLogEvents cannot read; query it with CloudWatch Logs Insights, or move the function to a group of the class STANDARD.`,
    };
  return {
    exit,
    why: `${error.action} failed (${error.code}): ${withFullStop(words)} Try again; --debug shows every call.`,
  };
}

/** The group's class, or null where it cannot be told. */
async function classOf(group: string, aws: Aws): Promise<string | null> {
  try {
    const { logGroups = [] } = await aws.send(describeLogGroups, { logGroupNamePrefix: group });
    return logGroups.find(({ logGroupName }) => logGroupName === group)?.logGroupClass ?? null;
  } catch (error) {
    if (error instanceof AwsError) return null;
    throw error;
  }
}

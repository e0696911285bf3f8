import { askAws } from '../../aws/answer.ts';
import { needsCredentials } from '../../aws/error.ts';
import type { Unknown } from '../../core/fact.ts';
import { gather } from '../../core/gather.ts';
import { factOf } from '../../core/judge.ts';
import type { ExitCode } from '../../core/report.ts';
import type { Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { known } from '../diagnose/diagnosis.ts';
import { checkAccounts, findSubjects } from '../diagnose/subjects.ts';
import { sayUnknown } from '../report/checks.ts';
import { nextAfter } from '../report/next-after.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { chooseOne } from '../session/choose-one.ts';

/** The group to read, or why it is not known and how the run ends then. */
export type Group = { readonly name: string } | { readonly exit: ExitCode; readonly why: string };

/** An ARN names the group in its sixth part: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html */
const nameIn = (given: string): string => /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(given)?.[1] ?? given;

/** How a run ends that could not look (contract, section 1). */
export function exitOf(why: Unknown): ExitCode {
  return needsCredentials(why) || (why.kind === 'denied' && why.action === 'sts:AssumeRole') ? 4 : 3;
}

/** The one principal whose log is meant (contract, section 8). Throws a `UsageError` where there are several and nobody can be asked. */
async function subjectOf(session: AwsSession): Promise<Target> {
  const { target, scope, aws, startedAt } = session;
  const { subjects } = await findSubjects(target, scope, aws, { now: startedAt, failOn: 'error' });
  const [{ target: first }, ...rest] = subjects;
  if (rest.length === 0) return first;
  const wanted = await chooseOne(session, {
    all: subjects.map(({ target: one }) => one.function?.value ?? ''),
    name: 'function',
    why: 'several functions of the stack call Bedrock, each with a log of its own',
    command: 'bedrock-doctor tail',
  });
  return subjects.find(({ target: one }) => one.function?.value === wanted)?.target ?? first;
}

/** The group that was named, else the function's. Throws a `UsageError` when there is no such function. */
export async function groupOf(session: AwsSession): Promise<Group> {
  const { aws, startedAt } = session;
  if (session.target.logGroup) {
    await checkAccounts(session.target, session.scope.models, aws, { now: startedAt, failOn: 'error' });
    return { name: nameIn(session.target.logGroup.value) };
  }
  const target = await subjectOf(session);
  const facts = await gather([lambdaFunction, resources], askAws(target, aws, startedAt));
  const found = known(lambdaFunction, facts);
  if (found) return { name: found.logGroup };
  // Nobody may be known, for the stack that is meant could not be read.
  const sought = target.stack === null ? await gather([resources], askAws(session.target, aws, startedAt)) : facts;
  const [own, stack] = [factOf(lambdaFunction, facts), factOf(resources, sought)];
  const ofFunction = own.known ? null : { why: own.why, missing: 'lambda:GetFunctionConfiguration' };
  const ofStack = stack.known ? null : { why: stack.why, missing: 'cloudformation:ListStackResources' };
  // Where the function's name hangs on the stack, the stack tells why.
  const unknown = ofFunction?.why.kind === 'blocked' ? (ofStack ?? ofFunction) : (ofFunction ?? ofStack);
  const unsaid = `The log group of ${target.function?.value ?? 'the function'} is not known`;
  if (unknown === null) throw new UsageError(`${unsaid}: there is no such function; pass --function or --log-group.`);
  const { why, missing } = unknown;
  // Without credentials or a connection the log could not be read either, whatever its name.
  const next = needsCredentials(why) || why.kind === 'unreachable' ? nextAfter(why) : 'pass --log-group';
  return { exit: exitOf(why), why: `${unsaid}: ${sayUnknown(why, missing)}; ${next}.` };
}

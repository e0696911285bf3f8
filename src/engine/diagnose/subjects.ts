import { GUIDE_STACK, isGuideFunction } from '../../applications/guide.ts';
import type { Aws } from '../../core/aws.ts';
import { gather } from '../../core/gather.ts';
import { factOf } from '../../core/judge.ts';
import type { Sourced, Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { role } from '../../probes/iam/role.ts';
import { LOGICAL_ID, lambdaFunction } from '../../probes/lambda/function.ts';
import { caller } from '../../probes/sts/caller.ts';
import { NO_REGION } from '../../scope/discover.ts';
import { askOf, known } from './diagnosis.ts';
import type { Examined, Examining } from './examining.ts';
import { onlySubject, type Subjects } from './subject.ts';
import { inHistory } from './subjects-in-history.ts';
import { inStack } from './subjects-in-stack.ts';

/** Whom a run examines (contract, section 8). Throws a `UsageError` for what is in another account, and where nobody is found. */
export async function findSubjects(
  target: Target,
  scope: Examined['scope'],
  aws: Aws,
  looking: Examining,
): Promise<Subjects> {
  await checkAccounts(target, scope.models, aws, looking);
  if (scope.me !== null) return onlySubject(await operatorIn(target, scope.me, aws, looking));
  if (target.user) return onlySubject(target);
  if (target.function !== null && target.role !== null) await mustBelong(target, aws, looking);
  if (target.function !== null || target.role !== null) return onlySubject(await byName(target, aws, looking));
  if (scope.unnamed && target.region.source.from === 'default') await mustHaveGuidesStack(target, aws, looking);
  if (scope.unnamed && looking.accountWillDo === true && scope.models.length > 0) {
    // The account is enough; the guide's function, where it is there, can show that it works, too.
    const there = known(resources, await gather([resources], askOf(target, aws, looking))) ?? [];
    const guides = there.some(({ logicalId, type }) => type === 'AWS::Lambda::Function' && isGuideFunction(logicalId));
    if (!guides) return onlySubject({ ...target, stack: null, function: null });
  }
  if (scope.unnamed && looking.findRefused) {
    const found = await inHistory(target, aws, looking, looking.findRefused);
    if (found !== null) return found;
  }
  return inStack(target, aws, looking);
}

/**
 * The guide's Region is for its stack alone (contract, section 1): where that is not there, or may not be looked for, no
 * Region is known. Throws a `UsageError`.
 */
async function mustHaveGuidesStack(target: Target, aws: Aws, looking: Examining): Promise<void> {
  const stack = factOf(resources, await gather([resources], askOf(target, aws, looking)));
  if (stack.known ? stack.value === null : stack.why.kind === 'denied') throw new UsageError(NO_REGION);
}

/** The account an ARN names; null for a name, and for what belongs to no account. */
const accountIn = (given: string): string | null => (given.startsWith('arn:') ? given.split(':')[4] || null : null);

/** The partition of an ARN: 'aws', 'aws-us-gov', 'aws-cn' and others. */
const partitionIn = (arn: string): string => arn.split(':')[1] ?? '';

/**
 * What an ARN names must be in the account of the credentials: else a namesake would be read, and changed.
 * Throws a `UsageError` before anything of it is read.
 */
export async function checkAccounts(
  target: Target,
  models: readonly Sourced<string>[],
  aws: Aws,
  looking: Examining,
): Promise<void> {
  const given = [target.function, target.role, target.user ?? null, target.stack, target.logGroup, ...models].flatMap(
    (value) => value ?? [],
  );
  const arns = given.flatMap(({ value }) => (value.startsWith('arn:') ? [{ value, account: accountIn(value) }] : []));
  if (arns.length === 0) return;
  const who = known(caller, await gather([caller], askOf(target, aws, looking)));
  if (who === null) return;
  const foreign = arns.find(({ account }) => account !== null && account !== who.account);
  if (foreign) {
    throw new UsageError(
      `${foreign.value} is in account ${foreign.account}, your credentials are for ${who.account}; use --profile or --assume-role.`,
    );
  }
  const own = partitionIn(who.arn);
  const elsewhere = arns.find(({ value }) => partitionIn(value) !== own);
  if (elsewhere) {
    throw new UsageError(
      `${elsewhere.value} is in partition ${partitionIn(elsewhere.value)}, your credentials are for ${own}; use --profile or --assume-role.`,
    );
  }
}

/** The operator's own identity: a session is examined as its role. Without accepted credentials nobody is known. */
async function operatorIn(
  target: Target,
  source: Sourced<string>['source'],
  aws: Aws,
  looking: Examining,
): Promise<Target> {
  const who = known(caller, await gather([caller], askOf(target, aws, looking)));
  if (who === null) return target;
  const value = { value: who.arn, source };
  return who.arn.includes(':assumed-role/') ? { ...target, role: value } : { ...target, user: value };
}

/** Throws a `UsageError` where the role that is named is not that of the function that is named: two principals are no cell. */
async function mustBelong(target: Target, aws: Aws, looking: Examining): Promise<void> {
  const facts = await gather([lambdaFunction, resources], askOf(target, aws, looking));
  const [fn, wanted] = [known(lambdaFunction, facts), target.role?.value ?? ''];
  if (fn === null || fn.roleArn === '') return;
  const own = fn.roleArn.split('/').at(-1) ?? '';
  const physical = known(resources, facts)?.find(({ logicalId }) => logicalId === wanted)?.physicalId;
  const name = physical ?? /:assumed-role\/([^/]+)/.exec(wanted)?.[1] ?? wanted.split('/').at(-1) ?? wanted;
  if (name !== own) {
    throw new UsageError(
      `${wanted} is not the role of ${fn.name}, which is ${own}; leave --role out, or name the one that is meant alone.`,
    );
  }
}

/**
 * A bare word is a name where no stack is given: only if AWS has nothing of that name, and the guide's stack has it as a
 * logical id, it is that.
 */
async function byName(target: Target, aws: Aws, looking: Examining): Promise<Target> {
  const wanted = target.function ?? target.role;
  if (wanted === null || target.stack !== null || !LOGICAL_ID.test(wanted.value)) return target;
  const probe = target.function === null ? role : lambdaFunction;
  const found = factOf(probe, await gather([probe], askOf(target, aws, looking)));
  if (!found.known || found.value !== null) return target;
  const inGuides: Target = { ...target, stack: { value: GUIDE_STACK, source: { from: 'default' } } };
  const all = known(resources, await gather([resources], askOf(inGuides, aws, looking)));
  return all?.some(({ logicalId }) => logicalId === wanted.value) === true ? inGuides : target;
}

import { GUIDE_FUNCTION, GUIDE_STACK, isGuideFunction } from '../../applications/guide.ts';
import { isDenial } from '../../aws/error.ts';
import { CAUSES } from '../../causes/catalogue.ts';
import { someOf } from '../../checks/target/names.ts';
import type { Aws } from '../../core/aws.ts';
import { type Facts, gather } from '../../core/gather.ts';
import { factOf } from '../../core/judge.ts';
import { isExplicit, type Sourced, type Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { recentEvents } from '../../probes/cloudtrail/recent.ts';
import { role } from '../../probes/iam/role.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { LOGICAL_ID, lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { caller } from '../../probes/sts/caller.ts';
import { commandFor } from '../callers/command-for.ts';
import { askOf, known } from './diagnosis.ts';
import type { Examined, Examining } from './examining.ts';
import { DISCOVERY_MS, IN_HISTORY, type Refused } from './refused.ts';

/** One principal to examine, by a target that names it alone. */
export interface Subject {
  readonly target: Target;
  /** Nobody is known who calls Bedrock: no model is judged, whoever named it. */
  readonly nobody?: true;
}
export interface Subjects {
  readonly subjects: readonly [Subject, ...Subject[]];
  readonly notes: readonly string[];
  /** What was read on the way to them. */
  readonly already?: Facts;
}

const one = (target: Target, notes: readonly string[] = []): Subjects => ({ subjects: [{ target }], notes });

/** Whom a run examines (contract, section 8). Throws a `UsageError` for what is in another account, and where nobody is found. */
export async function findSubjects(
  target: Target,
  scope: Examined['scope'],
  aws: Aws,
  looking: Examining,
): Promise<Subjects> {
  await checkAccounts(target, scope.models, aws, looking);
  if (scope.me !== null) return one(await operatorIn(target, scope.me, aws, looking));
  if (target.user) return one(target);
  if (target.function !== null && target.role !== null) await mustBelong(target, aws, looking);
  if (target.function !== null || target.role !== null) return one(await byName(target, aws, looking));
  if (scope.unnamed && looking.accountWillDo === true && scope.models.length > 0) {
    // The account is enough; the guide's function, where it is there, can show that it works, too.
    const there = known(resources, await gather([resources], askOf(target, aws, looking))) ?? [];
    const guides = there.some(({ logicalId, type }) => type === 'AWS::Lambda::Function' && isGuideFunction(logicalId));
    if (!guides) return one({ ...target, stack: null, function: null });
  }
  if (scope.unnamed && looking.findRefused && target.region.source.from !== 'default') {
    const found = await inHistory(target, aws, looking, looking.findRefused);
    if (found !== null) return found;
  }
  return inStack(target, aws, looking);
}

/** The account an ARN names; null for a name, and for what belongs to no account. */
const accountIn = (given: string): string | null => (given.startsWith('arn:') ? given.split(':')[4] || null : null);

/**
 * What an ARN names must be in the account of the credentials: else a namesake would be read, and changed.
 * Throws a `UsageError` before anything of it is read.
 */
async function checkAccounts(
  target: Target,
  models: readonly Sourced<string>[],
  aws: Aws,
  looking: Examining,
): Promise<void> {
  const given = [target.function, target.role, target.user ?? null, ...models].flatMap((value) => value ?? []);
  const arns = given.flatMap(({ value }) => {
    const account = accountIn(value);
    return account === null ? [] : [{ value, account }];
  });
  if (arns.length === 0) return;
  const who = known(caller, await gather([caller], askOf(target, aws, looking)));
  const foreign = who === null ? undefined : arns.find(({ account }) => account !== who.account);
  if (foreign && who) {
    throw new UsageError(
      `${foreign.value} is in account ${foreign.account}, your credentials are for ${who.account}; use --profile or --assume-role.`,
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

/** Whether a policy's text speaks of Bedrock. */
const NAMES_BEDROCK = /bedrock/i;
/** Causes that a call to Bedrock leaves behind, and nothing else. */
const OF_BEDROCK: ReadonlySet<string> = new Set(['model', 'account', 'policy', 'capacity']);

/** The functions of the stack that call Bedrock. */
async function inStack(target: Target, aws: Aws, looking: Examining): Promise<Subjects> {
  const facts = await gather([resources], askOf(target, aws, looking));
  const all = factOf(resources, facts);
  const functions = (known(resources, facts) ?? []).filter(({ type }) => type === 'AWS::Lambda::Function');
  const stack = target.stack?.value ?? '';
  const of = (logicalId: string): Target => ({
    ...target,
    function: {
      value: logicalId,
      source: isExplicit(target.stack)
        ? { from: 'discovered', name: `stack ${stack}` }
        : { from: logicalId === GUIDE_FUNCTION ? 'default' : 'discovered', name: `stack ${stack}` },
    } as Sourced<string>,
  });
  const [only, ...more] = functions;
  // A stack that could not be read may well have it; one that is not there is told of by its own check.
  if (only === undefined) {
    const guides = !isExplicit(target.stack) || !all.known;
    return one({ ...target, function: { value: guides ? GUIDE_FUNCTION : '', source: { from: 'default' } } });
  }
  // The guide's function needs no sign.
  if (more.length === 0 && isGuideFunction(only.logicalId)) return one(of(only.logicalId));
  const counted = await Promise.all(
    functions.map(async ({ logicalId }) => ({ logicalId, counts: await callsBedrock(of(logicalId), aws, looking) })),
  );
  const calling = counted.filter(({ counts }) => counts);
  const [first, ...rest] = calling.map(({ logicalId }): Subject => ({ target: of(logicalId) }));
  if (first !== undefined) return { subjects: [first, ...rest], notes: [] };
  const names = functions.map(({ logicalId }) => logicalId);
  const what =
    names.length === 1
      ? `The function of ${stack} is not seen to call Bedrock: ${names[0]}. Name it`
      : `None of the functions of ${stack} is seen to call Bedrock: ${someOf(names)}. Name one`;
  return {
    subjects: [{ target: { ...target, model: null }, nobody: true }],
    notes: [
      `${what} with --function: no variable of it names a model, its role's policies do not name Bedrock, and the window shows no error of Bedrock.`,
    ],
  };
}

/** Whether a function counts (contract, section 8); one that cannot be read may well call Bedrock. */
async function callsBedrock(target: Target, aws: Aws, looking: Examining): Promise<boolean> {
  if (isGuideFunction(target.function?.value ?? '')) return true;
  const facts = await gather([lambdaFunction, rolePolicies], askOf(target, aws, looking));
  const fn = factOf(lambdaFunction, facts);
  if (!fn.known) return true;
  if ((known(lambdaFunction, facts)?.models ?? []).length > 0) return true;
  const policies = known(rolePolicies, facts);
  if (!factOf(rolePolicies, facts).known) return true;
  const texts = policies === null ? [] : [...policies.inline, ...policies.attached];
  if (texts.some(({ text, name }) => NAMES_BEDROCK.test(text) || NAMES_BEDROCK.test(name))) return true;
  const seen = known(evidence, await gather([evidence], askOf(target, aws, looking)));
  return (seen?.observations ?? []).some(({ cause }) => OF_BEDROCK.has(CAUSES[cause].layer));
}

/** How a principal that the history names is examined; null for those that only they themselves can examine. */
function targetOf(target: Target, arn: string): Target | null {
  const kind = /^arn:[^:]+:iam::\d*:(role|user)\//.exec(arn)?.[1];
  if (kind !== 'role' && kind !== 'user') return null;
  const source = { from: 'discovered', name: IN_HISTORY } as const;
  return {
    ...target,
    stack: null,
    function: null,
    [kind]: { value: arn, source },
    sinceMs: Math.max(target.sinceMs, DISCOVERY_MS),
  };
}

/**
 * Nobody is named, and the guide's stack is not there: the one whose newest call of the last day was refused (contract,
 * section 8). Null where the stack is there, or cannot be told of, or nothing can be told of the history either. Throws a
 * `UsageError` where there are several and nobody can be asked, and where there is none.
 */
async function inHistory(
  target: Target,
  aws: Aws,
  looking: Examining,
  findRefused: () => Promise<Refused>,
): Promise<Subjects | null> {
  const stack = factOf(resources, await gather([resources], askOf(target, aws, looking)));
  const absent = stack.known && stack.value === null;
  if (!absent && (stack.known || stack.why.kind !== 'denied')) return null;
  const { principals, calls, complete, unreadable } = await findRefused();
  if (unreadable !== null) {
    if (!isDenial(unreadable) || !absent) return null;
    return one({ ...target, stack: null }, [
      `Nobody is named, there is no stack ${target.stack?.value ?? ''} here, and you may not ${unreadable.action}, which would tell who was refused; name whom to examine with --function, --role, --user, --me or --stack.`,
    ]);
  }
  const examinable = principals.flatMap((one) => {
    const found = targetOf(target, one.principal);
    return found === null ? [] : [{ ...one, target: found }];
  });
  const commands = examinable.flatMap(
    ({ principal: arn, lastRefusal }) => commandFor(arn, looking.now - lastRefusal.at, target) ?? [],
  );
  const seen = `${calls === 0 ? 'nobody called Bedrock' : 'nobody whose newest call was refused'} in ${target.region.value} in the last day${complete ? '' : ' (as far as it was read)'}, says CloudTrail`;
  const [first] = examinable;
  if (first === undefined) {
    // Where the stack may be there and cannot be read, its own check says what is missing.
    if (!absent) return null;
    throw new UsageError(
      `Nobody is named, and there is ${seen}; name whom to examine with --function, --role, --user, --me or --stack, or another --region.`,
    );
  }
  let chosen = first;
  if (examinable.length > 1) {
    if (!looking.choose)
      throw new UsageError(
        `Several principals were refused in the last day, says CloudTrail; run one of:\n${commands.map((one) => `  ${one}`).join('\n')}`,
      );
    const arn = await looking.choose(examinable.map(({ principal: one }) => one));
    chosen = examinable.find(({ principal: one }) => one === arn) ?? first;
  }
  return {
    subjects: [{ target: chosen.target }],
    notes: [
      `Nobody was named: ${chosen.principal} is examined, refused ${chosen.refused} times in the last day, says CloudTrail.`,
    ],
    already: new Map([[recentEvents, { known: true, value: chosen.history }]]),
  };
}

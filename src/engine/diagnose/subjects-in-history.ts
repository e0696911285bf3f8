import { isDenial } from '../../aws/error.ts';
import { someOf } from '../../checks/target/names.ts';
import type { Aws } from '../../core/aws.ts';
import type { Unknown } from '../../core/fact.ts';
import { gather } from '../../core/gather.ts';
import { factOf } from '../../core/judge.ts';
import type { Probe } from '../../core/probe.ts';
import type { Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { stack as stackProbe } from '../../probes/cloudformation/stack.ts';
import { recentEvents } from '../../probes/cloudtrail/recent.ts';
import { model } from '../../probes/run/model.ts';
import { commandFor } from '../callers/command-for.ts';
import { askOf } from './diagnosis.ts';
import type { Examining } from './examining.ts';
import { DISCOVERY_MS, IN_HISTORY, type Refused } from './refused.ts';
import { onlySubject, type Subjects } from './subject.ts';

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

/** What the history tells where nobody of it can be examined by name, as root and the sessions of other accounts cannot. */
function sayWho(refused: Refused['principals'], calls: number): string {
  const names = refused.map(({ principal }) => principal);
  if (names.length > 0) return `only ${someOf(names)} was refused, whom only their own credentials examine (--me),`;
  return calls === 0 ? 'nobody called Bedrock' : "nobody's newest call was refused";
}

/** The actions of these reads that the operator was refused. */
async function refusedReads(
  probes: readonly Probe[],
  target: Target,
  aws: Aws,
  looking: Examining,
): Promise<readonly string[]> {
  const facts = await gather(probes, askOf(target, aws, looking));
  return probes.flatMap((probe) => {
    const fact = factOf(probe, facts);
    return fact.known || fact.why.kind !== 'denied' ? [] : [fact.why.action];
  });
}

/** The actions without which nobody knows who calls; `seen`: what the history tells, or nothing where it is one of them. */
function nobodyKnown(target: Target, actions: readonly string[], seen: string): Subjects {
  const refused =
    actions.length === 0 ? [] : [`you may not ${actions.join(' or ')}, which would tell who calls Bedrock`];
  const because = [...(seen === '' ? [] : [seen]), ...refused].join(', and ');
  const why: Unknown =
    actions.length === 0
      ? { kind: 'undecided', message: because }
      : { kind: 'denied', action: actions.join(' or '), message: because };
  return {
    ...onlySubject({ ...target, stack: null, function: null }, [
      `Nobody is named, and ${because}; name whom to examine with --function, --role, --user, --me or --stack.`,
    ]),
    ...(target.model === null ? { already: new Map([[model, { known: false, why }]]) } : {}),
  };
}

/**
 * Nobody is named, and the guide's stack is not there: the one whose newest call of the last day was refused (contract,
 * section 8). Null where the stack is there, or cannot be told of, or nothing can be told of the history either. Throws a
 * `UsageError` where there are several and nobody can be asked, and where there is none.
 */
export async function inHistory(
  target: Target,
  aws: Aws,
  looking: Examining,
  findRefused: () => Promise<Refused>,
): Promise<Subjects | null> {
  const stack = factOf(resources, await gather([resources], askOf(target, aws, looking)));
  if (stack.known ? stack.value !== null : stack.why.kind !== 'denied') return null;
  const hidden = stack.known ? [] : await refusedReads([resources, stackProbe], target, aws, looking);
  const { principals, calls, complete, unreadable } = await findRefused();
  if (unreadable !== null) {
    if (isDenial(unreadable)) return nobodyKnown(target, [...hidden, unreadable.action], '');
    return nobodyKnown(target, hidden, `${unreadable.action} failed (${unreadable.code})`);
  }
  const examinable = principals.flatMap((one) => {
    const found = targetOf(target, one.principal);
    return found === null ? [] : [{ ...one, target: found }];
  });
  const commands = examinable.flatMap(
    ({ principal: arn, lastRefusal }) => commandFor(arn, looking.now - lastRefusal.at, target) ?? [],
  );
  const where = `in ${target.region.value} in the last day${complete ? '' : ' (as far as it was read)'}, says CloudTrail`;
  const seen = `${sayWho(principals, calls)} ${where}`;
  const [first] = examinable;
  if (first === undefined) {
    if (hidden.length > 0) return nobodyKnown(target, hidden, seen);
    throw new UsageError(
      `Nobody is named, and ${seen}; name whom to examine with --function, --role, --user, --me or --stack, or another --region.`,
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

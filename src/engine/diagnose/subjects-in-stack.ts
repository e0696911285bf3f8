import { GUIDE_FUNCTION, GUIDE_STACK, isGuideFunction } from '../../applications/guide.ts';
import { needsCredentials } from '../../aws/error.ts';
import { CAUSES } from '../../causes/catalogue.ts';
import { someOf } from '../../checks/target/names.ts';
import type { Aws } from '../../core/aws.ts';
import { gather } from '../../core/gather.ts';
import { factOf } from '../../core/judge.ts';
import { isExplicit, type Sourced, type Target } from '../../core/target.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { sayUnknown } from '../report/checks.ts';
import { askOf, known } from './diagnosis.ts';
import type { Examining } from './examining.ts';
import { onlySubject, type Subject, type Subjects } from './subject.ts';

/** Whether a policy's text speaks of Bedrock. */
const NAMES_BEDROCK = /bedrock/i;
/** Causes that a call to Bedrock leaves behind, and nothing else. */
const OF_BEDROCK: ReadonlySet<string> = new Set(['model', 'account', 'policy', 'capacity']);

/** The functions of the stack that call Bedrock. */
export async function inStack(target: Target, aws: Aws, looking: Examining): Promise<Subjects> {
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
    // Without credentials that AWS accepts nothing was looked for: what nobody named is not named by us.
    if (!all.known && needsCredentials(all.why)) {
      const stackGiven = isExplicit(target.stack) ? target.stack : null;
      return { subjects: [{ target: { ...target, stack: stackGiven, function: null }, nobody: true }], notes: [] };
    }
    // Which functions another stack than the guide's has nobody can say who may not look; the guide's is none of them.
    if (!all.known && isExplicit(target.stack) && stack !== GUIDE_STACK) {
      const why = sayUnknown(all.why, 'cloudformation:ListStackResources');
      return {
        subjects: [{ target: { ...target, function: null }, nobody: true }],
        notes: [`Which functions ${stack} has is not known (${why}); name one with --function.`],
      };
    }
    const guides = !isExplicit(target.stack) || !all.known;
    return onlySubject({ ...target, function: { value: guides ? GUIDE_FUNCTION : '', source: { from: 'default' } } });
  }
  // The guide's function needs no sign.
  if (more.length === 0 && isGuideFunction(only.logicalId)) return onlySubject(of(only.logicalId));
  const counted = await Promise.all(
    functions.map(async ({ logicalId }) => ({ logicalId, counts: await callsBedrock(of(logicalId), aws, looking) })),
  );
  const calling = counted.filter(({ counts }) => counts);
  const [first, ...rest] = calling.map(({ logicalId }): Subject => ({ target: of(logicalId) }));
  if (first !== undefined) return { subjects: [first, ...rest], notes: [] };
  // A stack whose functions were all deleted by hand has none.
  const there = await Promise.all(functions.map(({ logicalId }) => isThere(of(logicalId), aws, looking)));
  if (!there.includes(true)) return onlySubject(of(only.logicalId));
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

/** Whether Lambda has the function, or may have it. */
const isThere = async (target: Target, aws: Aws, looking: Examining): Promise<boolean> => {
  const fn = factOf(lambdaFunction, await gather([lambdaFunction], askOf(target, aws, looking)));
  return !fn.known || fn.value !== null;
};

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

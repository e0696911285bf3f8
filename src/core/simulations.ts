import type { Aws, Operation } from './aws.ts';
import { canonical, type Json, same } from './json.ts';

/** A value of a condition key, as the simulator takes it: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html */
interface Entry {
  readonly ContextKeyName?: string;
}

/** What is asked of AWS's simulator, as far as it is looked at here. */
interface Simulation {
  readonly ResourceArns?: readonly string[];
  readonly ContextEntries?: readonly Entry[];
}

/** One action on one resource. */
interface Specific {
  readonly EvalResourceName?: string;
  readonly EvalResourceDecision?: string;
  readonly MissingContextValues?: readonly string[];
}

/** One action's answer; with several resources each has its own within. https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html */
interface Evaluated extends Omit<Specific, 'EvalResourceDecision'> {
  readonly EvalDecision?: string;
  /** There where the account is in an organization; of all resources together. */
  readonly OrganizationsDecisionDetail?: { readonly AllowedByOrganizations?: boolean };
  readonly ResourceSpecificResults?: readonly Specific[];
}
interface Answer {
  readonly EvaluationResults?: readonly Evaluated[];
  readonly IsTruncated?: boolean;
}

type Ask = (aws: Aws, operation: Operation<Simulation, Answer>, input: Simulation) => Promise<Answer>;

/** Questions to the simulator that may go together. */
export interface Simulations {
  readonly ask: Ask;
}

/** How long the first question waits for others; so often again while answers are under way that others may come after. */
const TOGETHER_MS = 15;
const MOST_WAITS = 14;
/** Resources in one call; the API names no limit, and a form of some kilobytes is taken everywhere. */
const MOST = 40;

/** What of an answer is about these resources. */
interface Part {
  readonly answer: Answer;
  /**
   * Whether the organization's denial may be of other resources: AWS says once an action what the organization says of all
   * resources of a call.
   */
  readonly mixed: boolean;
}

function partOf(answer: Answer, resources: readonly string[]): Part {
  const wanted = new Set(resources);
  let mixed = false;
  const results = (answer.EvaluationResults ?? []).flatMap((one): readonly Evaluated[] => {
    const specific = one.ResourceSpecificResults ?? [];
    if (specific.length === 0)
      return one.EvalResourceName === undefined || wanted.has(one.EvalResourceName) ? [one] : [];
    const own = specific.filter(({ EvalResourceName: name }) => name !== undefined && wanted.has(name));
    if (own.length === 0) return [];
    mixed ||=
      own.length < specific.length &&
      one.OrganizationsDecisionDetail?.AllowedByOrganizations === false &&
      own.some(({ EvalResourceDecision: said }) => said !== 'allowed');
    return [{ ...one, ResourceSpecificResults: own }];
  });
  return { answer: { ...answer, EvaluationResults: results }, mixed };
}

/**
 * Whether values that were left out could have changed the answer: a policy reads one of them, which the answer names, or the
 * account is in an organization, whose policies' keys no answer names.
 */
function couldDiffer({ EvaluationResults: results = [] }: Answer, leftOut: readonly Entry[]): boolean {
  const names = new Set(leftOut.map(({ ContextKeyName: name = '' }) => name.toLowerCase()));
  return results.some(
    ({
      OrganizationsDecisionDetail: organization,
      MissingContextValues: missing = [],
      ResourceSpecificResults: own = [],
    }) =>
      organization !== undefined ||
      [...missing, ...own.flatMap(({ MissingContextValues: more = [] }) => more)].some((key) =>
        names.has(key.toLowerCase()),
      ),
  );
}

const has = (all: readonly Entry[], one: Entry): boolean => all.some((other) => same(other as Json, one as Json));

interface Batch {
  readonly resources: Set<string>;
  /** Each question's values of the keys they may differ in. */
  readonly own: (readonly Entry[])[];
  /** The answer, and the values that all had in common and that were sent. */
  readonly answer: Promise<{ readonly whole: Answer; readonly sent: readonly Entry[] }>;
}

/** Waits for whoever asks at the same time; at most a fifth of a second. */
async function othersAsked(mayMoreCome: () => boolean): Promise<void> {
  for (let waits = 0; waits === 0 || (mayMoreCome() && waits < MOST_WAITS); waits += 1) {
    await new Promise<void>((go) => setTimeout(go, TOGETHER_MS));
  }
}

/** Puts questions together that differ in their resources, and in the keys `apart`. */
function beginBatches(apart: ReadonlySet<string>, mayMoreCome: () => boolean, alone: Ask): Ask {
  const open = new Map<string, Batch>();
  const isApart = ({ ContextKeyName: name = '' }: Entry): boolean => apart.has(name);
  return async (aws, operation, input) => {
    const { ResourceArns: resources = [], ContextEntries: entries = [], ...rest } = input;
    const [own, common] = [entries.filter(isApart), entries.filter((one) => !isApart(one))];
    const kind = canonical({ ...rest, common } as unknown as Json);
    const begin = (): Batch => {
      const batch: Batch = {
        resources: new Set(),
        own: [],
        answer: othersAsked(mayMoreCome).then(async () => {
          if (open.get(kind) === batch) open.delete(kind);
          const [first = [], ...others] = batch.own;
          const sent = first.filter((one) => others.every((all) => has(all, one)));
          const whole = await aws.ask(operation, {
            ...rest,
            ResourceArns: [...batch.resources],
            ...(common.length + sent.length === 0 ? {} : { ContextEntries: [...common, ...sent] }),
          });
          return { whole, sent };
        }),
      };
      open.set(kind, batch);
      return batch;
    };
    const found = open.get(kind);
    const batch = found !== undefined && found.resources.size + resources.length <= MOST ? found : begin();
    for (const resource of resources) batch.resources.add(resource);
    batch.own.push(own);
    const { whole, sent } = await batch.answer;
    const { answer, mixed } = partOf(whole, resources);
    const leftOut = own.filter((one) => !has(sent, one));
    return mixed || (leftOut.length > 0 && couldDiffer(answer, leftOut)) ? alone(aws, operation, input) : answer;
  };
}

/**
 * Puts questions that differ in their resources alone into one call, and gives each its own part of the answer; an equal
 * question is not asked again. For one account. Keys of `apart` are values of one question, such as the profile it is about:
 * questions go together without them, and again each with its own where they could have changed the answer. Every answer is
 * the one that AWS gives to the single question. `mayMoreCome`: whether answers are under way that more questions wait for.
 */
export function beginSimulations(apart: readonly string[] = [], mayMoreCome: () => boolean = () => false): Simulations {
  const asked = new Map<string, Promise<Answer>>();
  const single: Ask = (aws, operation, input) => aws.ask(operation, input);
  const equal = beginBatches(new Set(), () => false, single);
  const ask = apart.length === 0 ? equal : beginBatches(new Set(apart), mayMoreCome, equal);
  return {
    ask: (aws, operation, input) => {
      const key = canonical(input as Json);
      const already = asked.get(key) ?? ask(aws, operation, input);
      asked.set(key, already);
      return already;
    },
  };
}

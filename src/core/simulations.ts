import type { Aws, Operation } from './aws.ts';
import { canonical, type Json } from './json.ts';

/** What is asked of AWS's simulator, as far as it is looked at here. */
interface Simulation {
  readonly ResourceArns?: readonly string[];
}

/** One action's answer; with several resources each has its own within. https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html */
interface Evaluated {
  readonly EvalResourceName?: string;
  readonly ResourceSpecificResults?: readonly { readonly EvalResourceName?: string }[];
}
interface Answer {
  readonly EvaluationResults?: readonly Evaluated[];
  readonly IsTruncated?: boolean;
}

/** Questions to the simulator that may go together. */
export interface Simulations {
  readonly ask: (aws: Aws, operation: Operation<Simulation, Answer>, input: Simulation) => Promise<Answer>;
}

/** How long the first question waits for others. */
const TOGETHER_MS = 15;
/** Resources in one call; the API names no limit, and a form of some kilobytes is taken everywhere. */
const MOST = 40;

/** What of an answer is about these resources. */
function partOf(answer: Answer, resources: readonly string[]): Answer {
  const wanted = new Set(resources);
  const results = (answer.EvaluationResults ?? []).flatMap((one): readonly Evaluated[] => {
    const specific = one.ResourceSpecificResults ?? [];
    if (specific.length === 0)
      return one.EvalResourceName === undefined || wanted.has(one.EvalResourceName) ? [one] : [];
    const own = specific.filter(({ EvalResourceName: name }) => name !== undefined && wanted.has(name));
    return own.length === 0 ? [] : [{ ...one, ResourceSpecificResults: own }];
  });
  return { ...answer, EvaluationResults: results };
}

interface Batch {
  readonly resources: Set<string>;
  readonly answer: Promise<Answer>;
}

/**
 * Puts questions that differ in their resources alone into one call, and gives each its own part of the answer; an equal
 * question is not asked again. For one account.
 */
export function beginSimulations(): Simulations {
  const open = new Map<string, Batch>();
  const asked = new Map<string, Promise<Answer>>();
  return {
    ask: (aws, operation, input) => {
      const key = canonical(input as Json);
      const already = asked.get(key);
      if (already !== undefined) return already;
      const { ResourceArns: resources = [], ...rest } = input;
      const kind = canonical(rest as Json);
      const found = open.get(kind);
      const join = (batch: Batch): Promise<Answer> => {
        for (const resource of resources) batch.resources.add(resource);
        return batch.answer.then((answer) => partOf(answer, resources));
      };
      let mine: Promise<Answer>;
      if (found !== undefined && found.resources.size + resources.length <= MOST) mine = join(found);
      else {
        const all = new Set<string>();
        const answer = new Promise<void>((go) => setTimeout(go, TOGETHER_MS)).then(() => {
          if (open.get(kind)?.resources === all) open.delete(kind);
          return aws.ask(operation, { ...input, ResourceArns: [...all] });
        });
        const batch = { resources: all, answer };
        open.set(kind, batch);
        mine = join(batch);
      }
      asked.set(key, mine);
      return mine;
    },
  };
}

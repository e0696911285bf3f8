import { guideBody, poemIn, proxyEvent } from '../../applications/guide.ts';
import { invoke } from '../../aws/operations/lambda.ts';
import { defineProbe } from '../../core/probe.ts';
import { model } from '../run/model.ts';
import { moment } from '../run/moment.ts';
import { lambdaFunction } from './function.ts';

/** What the function answered to one real request. */
export interface InvocationFact {
  /** Milliseconds since 1970: when the run began, for the answer belongs to it. */
  readonly at: number;
  readonly function: string;
  readonly model: string;
  readonly requestId: string | null;
  /** The HTTP status that API Gateway would pass on; null when the function crashed. */
  readonly status: number | null;
  /** Whether a poem came. The poem itself is not kept. */
  readonly succeeded: boolean;
  /** What was said in place of a poem; empty when one came. */
  readonly words: string;
  /** The IAM action of the request where it went to Bedrock itself, as the operator; absent: through the function. */
  readonly action?: string;
}

/** Longer than any AWS error text; the rest of a huge answer tells nothing more. */
const MOST_CHARACTERS = 8_192;

/** The answer of a function behind API Gateway; anything else is taken as the body of an answer with status 200. */
function read(text: string): { readonly status: number; readonly body: string } {
  const proxied = parse(text);
  const { statusCode, body } = proxied ?? {};
  return typeof statusCode === 'number' && typeof body === 'string'
    ? { status: statusCode, body }
    : { status: 200, body: text };
}

function parse(text: string): { readonly [member: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as { [member: string]: unknown }) : null;
  } catch {
    return null;
  }
}

/**
 * One real request through the function with the guide's body: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
 * Null when there is no function.
 */
export const invocation = defineProbe({
  id: 'lambda/invocation',
  title: 'one real request through the function',
  actions: ['lambda:InvokeFunction'],
  scope: [],
  spends: 'about 340 tokens in and a few hundred out, billed to the account of the function',
  needs: { lambdaFunction, model, moment },
  read: async ({ lambdaFunction: fn, model: choice, moment: at }, { aws }): Promise<InvocationFact | null> => {
    if (fn === null) return null;
    const id = choice.reference.given;
    const answer = await aws.send(invoke, { FunctionName: fn.name, Payload: proxyEvent(guideBody(id)) });
    const text = new TextDecoder().decode(answer.Payload);
    const about = { at, function: fn.name, model: id, requestId: answer.$metadata.requestId ?? null };
    if (answer.FunctionError !== undefined) {
      return { ...about, status: null, succeeded: false, words: text.slice(0, MOST_CHARACTERS) };
    }
    const { status, body } = read(text);
    const poem = poemIn(parse(body));
    const succeeded = status < 300 && typeof poem === 'string' && poem.trim() !== '';
    return { ...about, status, succeeded, words: succeeded ? '' : body.slice(0, MOST_CHARACTERS) };
  },
});

import { causeForExamined } from '../errors/denial.ts';
import type { Recognition } from '../errors/recognition.ts';
import { recognize } from '../errors/recognize.ts';
import { type Answered, MOST_QUOTED, type Observation } from './observation.ts';

/** What was said to the principal itself: its own lack of an action is not the operator's (contract, section 3). */
export const said = ({ cause, quote, waitMinutes, action, resource }: Recognition) => ({
  cause: causeForExamined({ cause, action }),
  quote,
  waitMinutes,
  action,
  resource,
});

/** What a probe's answer says in place of a success. */
export function refusalIn({ status, words, model, action }: Answered, at: number): Observation {
  const seen = recognize(words);
  return {
    // A crash is the function's own; an answer without AWS's words tells only that there was no success.
    ...(seen === null
      ? {
          cause: status === null && action === undefined ? 'function-error' : 'unknown',
          quote: words.slice(0, MOST_QUOTED),
          waitMinutes: null,
          action: null,
          resource: null,
        }
      : said(seen)),
    at,
    model,
    request: null,
    source: 'answer',
    evidence: {
      kind: 'answer',
      action: action ?? 'lambda:InvokeFunction',
      code: status === null ? (action === undefined ? 'FunctionError' : 'no answer') : `HTTP ${status}`,
      message: words,
    },
  };
}

import type { Json } from '../../../core/json.ts';
import type { NamedPolicy } from '../../../iam/access.ts';
import { PolicySyntaxError, parsePolicy } from '../../../iam/document.ts';
import { type Fault, fault, type Input, list } from '../../operation.ts';
import { textOf } from './document.ts';

/** A policy as the simulator names it, with the text in which its statements have their places. */
export interface Source extends NamedPolicy {
  readonly text: string;
}

/** A document as a source. Throws a `PolicySyntaxError`. */
export const sourceOf = (name: string, document: Json): Source => ({
  name,
  text: textOf(document),
  document: parsePolicy(document),
});

/** The policies of a list member of the input, named as AWS names them: `PolicyInputList.1`. */
export const sources = (input: Input, member: string, name = member): readonly Source[] =>
  list(input, member).map((document, index) => sourceOf(`${name}.${index + 1}`, document));

/** Runs `read`; a policy that is none becomes AWS's error. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export function readingPolicies<T>(read: () => T): T | { readonly fault: Fault } {
  try {
    return read();
  } catch (error) {
    if (error instanceof PolicySyntaxError)
      return fault('InvalidInput', 400, `Invalid policy document: ${error.message}`);
    throw error;
  }
}

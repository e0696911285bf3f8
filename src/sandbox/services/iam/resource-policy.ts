import { type Fault, fault, type Input, text } from '../../operation.ts';
import { type Source, sourceOf } from './policy-input.ts';

/** The resource policy of a simulation with the account it belongs to; null when none is given. */
export function resourcePolicy(
  input: Input,
  caller: string,
): { readonly policy: Source; readonly account: string } | { readonly fault: Fault } | null {
  const document = text(input, 'ResourcePolicy');
  if (document === '') return null;
  if (caller === '') return fault('InvalidInput', 400, 'CallerArn must be provided with a ResourcePolicy.');
  const owner = text(input, 'ResourceOwner') || caller;
  return { policy: sourceOf('ResourcePolicy', document), account: owner.split(':')[4] ?? owner };
}

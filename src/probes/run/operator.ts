import type { Facts } from '../../core/gather.ts';
import { known } from '../../core/judge.ts';
import { isPrincipal } from '../../core/principal.ts';
import { caller } from '../sts/caller.ts';
import { principal } from './principal.ts';

/** Whether the operator is the very principal that is examined, as `--me` means it. */
export function isOperator({ facts }: { readonly facts: Facts }): boolean {
  const [own, examined] = [known(caller, facts), known(principal, facts)];
  return own !== null && examined !== null && isPrincipal(own.arn, examined);
}

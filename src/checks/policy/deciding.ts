import type { Unknown } from '../../core/fact.ts';
import type { Evidence } from '../../core/finding.ts';
import { capitalize } from '../../core/sentence.ts';
import type { DecidedQuestion, DecidingStatement } from '../../probes/iam/decided.ts';

/** The statements that decided, as evidence. */
export const statementsOf = (decided: readonly DecidedQuestion[]): readonly Evidence[] =>
  decided.flatMap(({ statements }) =>
    statements.map(({ policy, index, effect }) => ({ kind: 'statement' as const, policy, index, effect })),
  );

/** More would be a list; the evidence has them all. */
const MOST = 3;
const list = (values: readonly string[]): string =>
  values.length <= MOST ? values.join(', ') : `${values.slice(0, MOST).join(', ')} and ${values.length - MOST} more`;

/** 'statement NoBedrock of policy Guard'. */
function named({ policy, index, sid }: DecidingStatement): string {
  const which = sid ? `statement ${sid}` : index === null ? 'a statement' : `statement ${index + 1}`;
  return `${which} of policy ${policy}`;
}

const condition = ({ condition: one }: DecidingStatement): string =>
  one
    ? `${one.operator} on ${one.key} wants ${list(one.wanted)}, and the call has ${one.found === null ? 'no such key' : list(one.found) || 'no value'}`
    : '';

/**
 * Which statement denies, or would have allowed but for its condition: a sentence with a space before it, empty where
 * no statement is known.
 */
export function because(decided: readonly DecidedQuestion[]): string {
  const statements = decided.flatMap((question) => question.statements);
  const denying = statements.find(({ effect }) => effect === 'Deny');
  if (denying) {
    const words = named(denying);
    const when = condition(denying);
    return ` It is ${words}${when === '' ? '' : `: ${when}`}.`;
  }
  const failing = statements.find((statement) => statement.effect === 'Allow' && statement.condition);
  return failing ? ` ${capitalize(named(failing))} would allow it, but ${condition(failing)}.` : '';
}

/** Why a question stays open: the context keys that only the real call carries. */
export const leftOpen = ({ missing }: DecidedQuestion): Unknown => ({
  kind: 'undecided',
  message: `the policies and iam:SimulatePrincipalPolicy leave it open: ${
    missing.length === 0
      ? 'a condition cannot be evaluated'
      : `it depends on ${missing.join(', ')}, which only a call carries`
  }`,
});

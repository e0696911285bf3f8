import { CAUSES } from '../../causes/catalogue.ts';
import type { CauseId } from '../../core/cause.ts';
import type { Finding } from '../../core/finding.ts';
import type { Ranking } from '../../core/root-cause.ts';
import type { Answer } from '../../verification/answer.ts';

/** The root cause of a verification, as a report takes it. */
export interface Why extends Pick<Finding, 'cause' | 'basis' | 'waitMinutes'> {
  /** What the answer itself showed, where a fact says more of it. */
  readonly shown: CauseId | null;
}

export const observed = (cause: CauseId, waitMinutes: number | null = null): Why => ({
  cause,
  basis: 'observed',
  waitMinutes,
  shown: null,
});
export const deduced = (cause: CauseId, waitMinutes: number | null = null): Why => ({
  ...observed(cause, waitMinutes),
  basis: 'deduced',
});

/** Whether the root cause is about the operator, who has no part in what the function is answered. */
export const isOperators = ({ code }: Finding): boolean => code.startsWith('credentials/accepted/');

/** Answers that do not say all that the diagnosis knows, and what a root cause must be to be the reason. */
const MUTE: { readonly [cause in CauseId]?: (root: Finding, status: number | null) => boolean } = {
  unknown: ({ cause }) => CAUSES[cause].layer !== 'capacity',
  // Which of the ARNs behind a profile is refused, the profile tells (contract, section 3, rule 8).
  'invoke-not-allowed': ({ cause }) => cause === 'invoke-profile-not-allowed',
  'function-error': ({ cause }) => CAUSES[cause].layer === 'target',
  'endpoint-unreachable': ({ cause }) => cause === 'region-unsupported',
  'endpoint-error': ({ cause }, status) => status === 504 && cause === 'function-timeout',
};

/**
 * Why a call was refused: what AWS said, or where a fact makes its words more specific, what the diagnosis knows (contract,
 * section 3, rule 8, and section 7).
 */
export function behind(
  { cause, status, waitMinutes, own }: Extract<Answer, { kind: 'refused' }>,
  { root }: Ranking,
): Why {
  // What the application refuses by itself is nothing that AWS said.
  const said = own === true ? deduced(cause, waitMinutes) : observed(cause, waitMinutes);
  if (root === null || root.cause === cause || isOperators(root)) return said;
  const explains = root.explains.includes(cause) || MUTE[cause]?.(root, status) === true;
  return explains ? { cause: root.cause, basis: root.basis, waitMinutes: root.waitMinutes, shown: cause } : said;
}

/** Why AWS did not let us look: the operator's credentials, as the diagnosis before found them; null where it did not. */
export const refusedCredentials = ({ root }: Ranking): Why | null =>
  root !== null && isOperators(root)
    ? { cause: root.cause, basis: root.basis, waitMinutes: root.waitMinutes, shown: null }
    : null;

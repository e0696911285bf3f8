import { partitionOf } from '../../bedrock/partition.ts';
import type { Target } from '../../core/target.ts';

/** Longer than a diagnosis looks back by itself, with a margin for what is shown late. */
const OWN_WINDOW_MS = 50 * 60_000;
const HOUR_MS = 3_600_000;

/** A word as a shell takes it: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * The command that diagnoses a caller, with all it takes to mean the same account, Region and window; null for principals
 * that only they themselves can examine (root, federated users, AWS services).
 */
export function commandFor(
  principal: string,
  /** When its last call was refused, in milliseconds before now; null when none was. */
  agoMs: number | null,
  { profile, endpointUrl, region }: Pick<Target, 'profile' | 'endpointUrl' | 'region'>,
): string | null {
  const kind = /^arn:[^:]+:iam::\d*:(role|user)\//.exec(principal)?.[1];
  if (kind === undefined) return null;
  const given = (flag: string, sourced: Target['profile']): string[] =>
    sourced?.source.from === 'flag' ? [flag, sourced.value] : [];
  const since =
    agoMs === null || agoMs < OWN_WINDOW_MS ? [] : ['--since', `${Math.ceil((agoMs + OWN_WINDOW_MS) / HOUR_MS)}h`];
  // A role of another partition could not be read with these credentials anyway; the Region decides which one that is.
  const where = principal.startsWith(`arn:${partitionOf(region.value)}:`) ? ['--region', region.value] : [];
  return [
    'bedrock-doctor',
    'diagnose',
    `--${kind}`,
    principal,
    ...where,
    ...given('--profile', profile),
    ...given('--endpoint-url', endpointUrl),
    ...since,
  ]
    .map(quoted)
    .join(' ');
}

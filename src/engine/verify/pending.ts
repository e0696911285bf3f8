import { isOverByItself } from '../../causes/catalogue.ts';
import { elsewhere } from '../../core/origin.ts';
import type { Assignment } from '../../core/plan.ts';
import { changesOf, standing } from '../../journal/change.ts';
import { openJournal } from '../../journal/journal.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import { role } from '../../probes/iam/role.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { model } from '../../probes/run/model.ts';
import { principal } from '../../probes/run/principal.ts';
import { modelAgreement } from '../../settings/bedrock/model-agreement.ts';
import { roleInlinePolicy } from '../../settings/iam/role-inline-policy.ts';
import { userInlinePolicy } from '../../settings/iam/user-inline-policy.ts';
import { file } from '../../settings/local/file.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { originFrom } from '../session/origin.ts';

/** How long a change may take until it works: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const FRESH_MS = 900_000;

/**
 * Whether AWS itself says that the role, a managed policy of it, or its stack was changed just now, and nothing that was
 * read since denies the call: a policy that still lacks the permission becomes no other one by waiting. Pure.
 */
export function changedLately({ facts }: Pick<Diagnosis, 'facts'>, now: number): boolean {
  const policies = known(rolePolicies, facts);
  const managed = [...(policies?.attached ?? []), ...(policies?.boundary ? [policies.boundary] : [])];
  const changes = [
    known(stack, facts)?.changedAt ?? 0,
    known(role, facts)?.createdAt ?? 0,
    ...managed.map(({ changedAt }) => changedAt ?? 0),
  ];
  const denied = (known(decisions, facts)?.decided ?? []).some(
    ({ purpose, decision }) => purpose === 'invoke' && decision === 'denied',
  );
  return !denied && changes.some((at) => at > 0 && now - at < FRESH_MS);
}

/**
 * Whether a change of the tool bears on this cell: one of its own principal's policies, or one of the account. What was
 * granted to somebody else makes nobody wait. Pure.
 */
export function bearsOn({ setting, key }: Assignment, { facts }: Pick<Diagnosis, 'facts'>): boolean {
  if (setting === file.kind) return false;
  const who = known(principal, facts);
  const named =
    setting === roleInlinePolicy.kind
      ? { kind: 'role', name: roleInlinePolicy.parseKey(key)?.role }
      : setting === userInlinePolicy.kind
        ? { kind: 'user', name: userInlinePolicy.parseKey(key)?.user }
        : null;
  if (named !== null) return who === null || (who.kind === named.kind && who.name === named.name);
  if (setting !== modelAgreement.kind) return true;
  const choice = known(model, facts);
  const base = choice === null ? null : baseIdOf(choice, known(profile, facts));
  return base === null || modelAgreement.parseKey(key)?.model === base;
}

/** Whether something is on its way: only then is a refusal waited for (contract, section 5). */
export async function isPending(session: AwsSession, diagnosis: Diagnosis): Promise<boolean> {
  const { host } = session;
  const { facts, ranking } = diagnosis;
  if (ranking.root !== null && isOverByItself(ranking.root.cause)) return true;
  if (known(availability, facts)?.agreement === 'PENDING') return true;
  if (changedLately(diagnosis, host.now())) return true;
  const here = originFrom(session, facts);
  return changesOf((await openJournal(host).read()).entries).some(
    (change) =>
      elsewhere(change, here) === null &&
      host.now() - Date.parse(change.at) < FRESH_MS &&
      // What AWS refused to write is nothing to wait for.
      change.steps.some((step) => standing(step) && step.status !== 'failed' && bearsOn(step.assignment, diagnosis)),
  );
}

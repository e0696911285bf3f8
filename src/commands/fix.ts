import { CHECKS } from '../checks/index.ts';
import { invert, type Plan } from '../core/plan.ts';
import type { ExitCode, Report, ReportChange } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { newChangeId, openJournal } from '../journal/journal.ts';
import { role } from '../probes/iam/role.ts';
import { rolePolicies } from '../probes/iam/role-policies.ts';
import { GUIDE_MODEL, model as modelProbe } from '../probes/run/model.ts';
import { roleName } from '../probes/run/role-name.ts';
import { caller } from '../probes/sts/caller.ts';
import { type Grant, grantDocument, merged, POLICY_NAME, tooLong } from '../remedies/grant.ts';
import { SUBSCRIBE_RISK } from '../remedies/offer.ts';
import { protectedRole, refusalOf } from '../remedies/refusal.ts';
import { diffText } from '../reporters/diff.ts';
import { roleInlinePolicy } from '../settings/iam/role-inline-policy.ts';
import { shown } from '../settings/shown.ts';
import { type AwsSession, openAws } from './aws-session.ts';
import { carryOut, handsOf } from './change.ts';
import { type Diagnosis, diagnose, known } from './diagnosis.ts';
import { readPlan } from './plan-file.ts';
import { verifyPoem } from './poem.ts';
import { reportOf } from './report.ts';
import type { Command } from './session.ts';
import { asReport, BESIDES_MS, WAIT_MS } from './verify.ts';

/** The first unknown that keeps `fix` from knowing what to do, in words. */
const blindness = (session: AwsSession, diagnosis: Diagnosis): string =>
  reportOf(session, diagnosis).checks.find(({ status }) => status === 'unknown')?.reason ??
  'something could not be looked at';

/** Why no grant can be planned, or null. Throws nothing; `fix` decides about the exit code. */
function refusal(diagnosis: Diagnosis): string | null {
  const { root } = diagnosis.ranking;
  const named = known(roleName, diagnosis.facts);
  const found = known(role, diagnosis.facts);
  // Also where the role may not be read its name tells whose it is.
  const shielded = named && protectedRole(found ?? { name: named.name, path: '/' });
  if (shielded) return shielded;
  return root === null ? null : refusalOf(root.cause, diagnosis.facts);
}

/** The plan of option 3, made from what stands on the role right now. Throws a `UsageError` when it is impossible. */
async function planGrant(session: AwsSession, diagnosis: Diagnosis, grant: Grant): Promise<Plan> {
  const named = known(roleName, diagnosis.facts);
  if (!named) throw new UsageError('The role of the function is not known; pass --role.');
  const key = { role: named.name, policy: POLICY_NAME };
  const from = (await roleInlinePolicy.read(key as never, handsOf(session))) as string | null;
  const modelId = known(modelProbe, diagnosis.facts)?.reference.given ?? GUIDE_MODEL;
  const to = merged(from, grantDocument(grant, modelId));
  const others = (known(rolePolicies, diagnosis.facts)?.inline ?? []).filter(({ name }) => name !== POLICY_NAME);
  if (
    to !== null &&
    tooLong(
      others.map(({ text }) => text),
      to,
    )
  ) {
    throw new UsageError(
      `The inline policies of ${named.name} would be longer than the 10,240 characters IAM allows; take one away first.`,
    );
  }
  return {
    schema: 1,
    remedy: grant === 'guide' ? 'put-role-policy' : `grant-${grant}`,
    account: known(caller, diagnosis.facts)?.account ?? null,
    region: session.target.region.value,
    assignments: [
      {
        setting: roleInlinePolicy.kind,
        key,
        subject: roleInlinePolicy.subject(key as never),
        from,
        to: to ?? from,
      },
    ],
  };
}

const planned = (plan: Plan, status: 'planned' | 'already'): readonly ReportChange[] =>
  plan.assignments.map(({ setting, subject, from, to }) => ({
    id: 'plan',
    setting,
    subject,
    from: shown(from),
    to: shown(to),
    status,
  }));

/** Shows current and new document, and the risk in plain words, on standard error. */
function show({ host, quiet }: AwsSession, plan: Plan, grant: Grant): void {
  if (quiet) return;
  for (const { subject, from, to } of plan.assignments) {
    host.err(`${subject}:\n${diffText(shown(from), shown(to), host.colorErr)}`);
  }
  host.err(
    grant === 'temporary'
      ? 'The permission is taken away again after the first call has subscribed the account, which accepts the terms of this model.\n'
      : grant === 'model'
        ? "The role may then subscribe the account to this model's product; its first call accepts the terms.\n"
        : `Risk: ${SUBSCRIBE_RISK}\n`,
  );
}

/** `fix`: plans the cure, shows it, asks, applies it, waits, checks again. */
export const run: Command = async (session) => {
  const { options, host } = session;
  const waitMs = options.duration('wait')?.value ?? WAIT_MS;
  const option = options.text('option')?.value ?? null;
  const opened = await openAws(session, waitMs + BESIDES_MS);
  if (option === '1' || option === '2') {
    throw new UsageError(
      `Option ${option} cannot be carried out by this version; diagnose says how to do it by hand, fix --option 3 does option 3.`,
    );
  }
  const diagnosis = await diagnose(opened.target, opened.aws, CHECKS, { now: session.startedAt, failOn: 'error' });
  if (host.signal.aborted) return 130;
  const saved = options.text('plan')?.value ?? null;
  const { judged, ranking } = diagnosis;
  const grant = (options.text('grant')?.value ?? (option === '3' ? 'guide' : safestGrant(diagnosis))) as Grant;
  if (saved === null && judged.verdict === 'healthy' && refusal(diagnosis) === null) {
    await session.print(reportOf(opened, diagnosis, { notes: ['There is nothing to fix.'] }));
    return 0;
  }
  if (judged.exit === 4) {
    await session.print(reportOf(opened, diagnosis));
    return 4;
  }
  if (ranking.root === null && judged.verdict === 'undetermined') {
    if (option !== null) throw new UsageError(`Option ${option} cannot be planned: ${blindness(opened, diagnosis)}.`);
    await session.print(reportOf(opened, diagnosis));
    return judged.exit;
  }
  const why = refusal(diagnosis);
  if (why !== null && saved === null && judged.verdict !== 'pending') {
    if (option !== null || options.text('grant') !== null) throw new UsageError(`Refused: ${why}`);
    await session.print(reportOf(opened, diagnosis));
    return judged.exit === 0 ? 1 : judged.exit;
  }
  if (judged.verdict === 'pending' && saved === null) {
    const verified = await verifyPoem(opened, diagnosis, { waitMs, tail: false });
    await session.print(
      reportOf(opened, diagnosis, {
        ...asReport(verified),
        notes: ['The cure stands already; only time was missing.', ...verified.notes],
      }),
    );
    return verified.exit;
  }
  const plan =
    saved === null
      ? await planGrant(opened, diagnosis, grant)
      : await readPlan(host, saved, opened.target.region.value);
  return execute(opened, diagnosis, plan, plan.remedy === 'grant-temporary' ? 'temporary' : grant, waitMs);
};

/** Without a word of the user the narrowest grant that is possible. */
const safestGrant = (diagnosis: Diagnosis): Grant => {
  try {
    grantDocument('model', known(modelProbe, diagnosis.facts)?.reference.given ?? GUIDE_MODEL);
    return 'model';
  } catch {
    return 'guide';
  }
};

async function execute(
  session: AwsSession,
  diagnosis: Diagnosis,
  plan: Plan,
  grant: Grant,
  waitMs: number,
): Promise<ExitCode> {
  const { host, options } = session;
  const report = (more: Partial<Report>): Promise<void> => session.print(reportOf(session, diagnosis, more));
  const nothing = plan.assignments.every(({ from, to }) => from === to);
  show(session, plan, grant);
  const out = options.text('planOut')?.value ?? null;
  if (out !== null) await host.write(out, `${JSON.stringify(plan, null, 2)}\n`, true);
  if (out !== null || options.flag('dryRun')) {
    await report({ changes: planned(plan, nothing ? 'already' : 'planned'), notes: ['Nothing was changed.'] });
    return 0;
  }
  if (!nothing && !(await session.agree('Change this?', '--yes'))) {
    await report({ changes: planned(plan, 'planned'), notes: ['Nothing was changed.'] });
    return 2;
  }
  const journal = openJournal(host);
  const change = newChangeId(host.now());
  const applied = await journal.alone(() => carryOut(session, journal, plan, change, null));
  if (applied.ended === 'stopped') {
    const stale = applied.dids.some(({ did }) => did === 'stale');
    const failed = applied.dids.find((did) => did.did === 'failed');
    const note = stale
      ? 'Somebody changed it since the plan was made; nothing was written. Run fix again for a new plan.'
      : `The change was not made: ${failed?.did === 'failed' ? failed.message : 'unknown'}`;
    await report({ changes: applied.changes, notes: [note] });
    return 2;
  }
  const undo = `Take it back with: bedrock-doctor undo ${change}`;
  if (grant === 'temporary') return triggerAndTakeAway(session, plan, change, waitMs, applied.changes);
  if (!options.flag('verify', true)) {
    await report({ changes: applied.changes, notes: nothing ? [] : [undo] });
    return 0;
  }
  const verified = await verifyAgain(session, waitMs);
  await session.print(
    reportOf(session, verified.diagnosis, {
      ...asReport(verified.verified),
      changes: applied.changes,
      notes: [...verified.verified.notes, ...(nothing ? [] : [undo])],
    }),
  );
  return verified.verified.exit;
}

/** Looks at AWS again, now that something was changed, and verifies through the function. */
async function verifyAgain(session: AwsSession, waitMs: number) {
  const fresh = await openAws(session, waitMs + BESIDES_MS);
  const diagnosis = await diagnose(fresh.target, fresh.aws, CHECKS, { now: session.host.now(), failOn: 'error' });
  return { diagnosis, verified: await verifyPoem(fresh, diagnosis, { waitMs, tail: false }) };
}

/** The grant that takes itself away: triggers the subscription, and removes the permission whatever happened meanwhile. */
async function triggerAndTakeAway(
  session: AwsSession,
  plan: Plan,
  change: string,
  waitMs: number,
  granted: readonly ReportChange[],
): Promise<ExitCode> {
  const { host } = session;
  const journal = openJournal(host);
  let verified: Awaited<ReturnType<typeof verifyAgain>> | null = null;
  let removed: readonly ReportChange[] = granted;
  try {
    verified = await verifyAgain(session, waitMs);
  } finally {
    const back = await journal.alone(() => carryOut(session, journal, invert(plan), newChangeId(host.now()), change));
    removed = back.changes;
  }
  await session.print(
    reportOf(session, verified.diagnosis, {
      ...asReport(verified.verified),
      changes: removed,
      notes: [...verified.verified.notes, 'The permission was taken away again.'],
    }),
  );
  return host.signal.aborted ? 130 : verified.verified.exit;
}

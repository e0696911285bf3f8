import { useCaseTemplate } from '../bedrock/use-case.ts';
import type { ExitCode } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { lookAgain } from '../engine/change/after.ts';
import { finish } from '../engine/change/finish.ts';
import { fixOnce } from '../engine/change/fix-once.ts';
import { optionOf, readInputs } from '../engine/change/inputs.ts';
import { editOffline, offlineRequest, sawNothing } from '../engine/change/offline.ts';
import { printStatements } from '../engine/change/other-tools.ts';
import { offerToClear } from '../engine/change/pending-grants.ts';
import { mustBeMadeHere, readPlan } from '../engine/change/plan-file.ts';
import { type Run, report } from '../engine/change/run.ts';
import { carrySaved } from '../engine/change/saved.ts';
import { endWithoutChange } from '../engine/change/without-change.ts';
import { look } from '../engine/diagnose/look.ts';
import { requireModel } from '../engine/diagnose/require-model.ts';
import { openAws } from '../engine/session/aws-session.ts';
import { askOrigin } from '../engine/session/origin.ts';
import type { Command, Session } from '../engine/session/session.ts';
import { tell } from '../engine/session/tell.ts';
import { mustBeWritable } from '../engine/session/writable.ts';
import { BESIDES_MS, WAIT_MS } from '../engine/verify/as-report.ts';
import { readRequestOptions } from '../engine/verify/request-options.ts';

/** Stacked causes are fixed one after another; more than these means that a fix does not hold. */
const MOST_ROUNDS = 4;

/** `fix`: plans the fix, shows it, asks, applies it, waits, checks again, and goes on to the next cause. */
export const run: Command = async (given) => {
  const session = withReplacement(given);
  const { options, host } = session;
  if (options.flag('printUseCaseTemplate')) {
    await host.out(useCaseTemplate());
    return 0;
  }
  const waitMs = options.duration('wait')?.value ?? WAIT_MS;
  const inputs = await readInputs(given);
  const option = optionOf(session) ?? (inputs.grant === null ? null : 3);
  const opened = await openAws(session, waitMs + BESIDES_MS);
  const saved = await readPlan(opened);
  if (saved !== null) {
    const { here, why } = await askOrigin(opened);
    // Without credentials the diagnosis says so, and nothing is carried out.
    if (why === null) mustBeMadeHere(saved, here, options);
  }
  const out = options.text('planOut')?.value ?? null;
  if (out !== null) await mustBeWritable(host, out, options.where('planOut'));
  if (options.flag('verify', true)) await readRequestOptions(session);
  await offerToClear(opened);
  const diagnosis = await look(opened, { accountWillDo: option === 1 });
  if (host.signal.aborted) return 130;
  const offline = option === 2 && saved === null && sawNothing(diagnosis) ? offlineRequest(opened, inputs) : null;
  if (offline !== null) return editOffline(opened, inputs, offline);
  const first: Run = { session: opened, diagnosis, inputs, option, waitMs, changes: [], notes: [] };
  if (saved !== null) return carrySaved(first, saved);
  const printed = await printStatements(first);
  if (printed !== null) return printed;
  requireModel(diagnosis);
  return fixAll(first);
};

/** With `--replace-model` what is examined and checked is the model that is to be called. */
function withReplacement(session: Session): Session {
  const { options } = session;
  const to = options.text('replaceModel');
  if (to === null) return session;
  return {
    ...session,
    options: {
      ...options,
      text: (name) => (name === 'model' ? to : options.text(name)),
      list: (name) => (name === 'model' ? [to] : options.list(name)),
    },
  };
}

/** Fixes one cause after another, until nothing is wrong or nothing may be done. Throws a `UsageError`. */
async function fixAll(first: Run): Promise<ExitCode> {
  let now = first;
  try {
    const early = await endWithoutChange(first);
    if (early !== null) return early;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const step = await fixOnce(now);
      if ('exit' in step) return step.exit;
      if ('refused' in step) throw new UsageError(step.refused);
      const fresh = await lookAgain(now.session, now.waitMs, now.option === 1);
      now = {
        ...now,
        ...fresh,
        unseen: now.unseen === true || step.unseen === true,
        changes: [...now.changes, ...step.done],
        notes: [...now.notes, ...step.notes],
      };
      const { root } = fresh.diagnosis.ranking;
      const another =
        now.option === null &&
        fresh.diagnosis.judged.verdict === 'broken' &&
        root !== null &&
        root.cause !== step.fixed;
      if (!another) return finish(now, fresh);
      tell(now.session.host, `${step.fixed} is fixed; the next cause is ${root.cause}.`);
    }
    return finish(now, now);
  } catch (error) {
    if (error instanceof UsageError) await reportRefused(now, error.message);
    throw error;
  }
}

/**
 * A refusal is an error, and its words are all that people need. A program that reads the result gets what is wrong, too;
 * and everybody what was changed before.
 */
async function reportRefused(run: Run, why: string): Promise<void> {
  const format = run.session.options.text('format')?.value ?? 'text';
  if (format !== 'text' || run.changes.length > 0) await report(run, { notes: [why] });
}

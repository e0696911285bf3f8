import type { Store } from '../aws/answer.ts';
import { asUsed } from '../checks/model/as-used.ts';
import { offerToClear } from '../engine/change/pending-grants.ts';
import { chosenChecks, failOnOf } from '../engine/diagnose/chosen-checks.ts';
import type { Examination } from '../engine/diagnose/examine.ts';
import { expectationsOf } from '../engine/diagnose/expectations.ts';
import { factsFileOf } from '../engine/diagnose/facts-file.ts';
import { gravestFirst } from '../engine/diagnose/gravest.ts';
import { look } from '../engine/diagnose/look.ts';
import { replay } from '../engine/diagnose/replay.ts';
import { save, savePath } from '../engine/diagnose/save-facts.ts';
import { type OptionsOfStack, optionsOfStacks } from '../engine/preflight/stacks.ts';
import { stepSummary } from '../engine/preflight/summary.ts';
import { templateModels } from '../engine/preflight/template-models.ts';
import { pasteable } from '../engine/report/pasteable.ts';
import { reportOf } from '../engine/report/report.ts';
import { type AwsSession, openAws } from '../engine/session/aws-session.ts';
import type { Command, Session } from '../engine/session/session.ts';
import { quoted } from '../options/command-line.ts';
import { discoverScope } from '../scope/discover.ts';

/** `preflight`: a diagnosis for CI, of one stack or several. Never asks, never spends, never writes to AWS. */
export const run: Command = async (given) => {
  const { options, host } = given;
  const session: Session = {
    ...given,
    print: async (report) => {
      try {
        await given.print(report);
      } finally {
        await stepSummary(given, report);
      }
    },
  };
  const from = options.text('from')?.value ?? null;
  if (from !== null) return replay(session, from);
  const savedTo = await savePath(session);
  // What is wrong with the flags is said before AWS is asked.
  chosenChecks(session);
  expectationsOf(session);
  const stacks = optionsOfStacks(options);
  const opened = await openAws({ ...session, options: stacks[0].options });
  await offerToClear(opened, false);
  // All stacks are of one account: what they share is asked once.
  const store: Store = new Map();
  const examinations = await Promise.all(
    stacks.map((stack, index) => examineStack({ ...opened, quiet: opened.quiet || index > 0 }, stack, store)),
  );
  if (host.signal.aborted) return 130;
  const examination = together(examinations);
  const report = reportOf(ofStack(opened, examination), examination, againOf(opened, stacks));
  if (savedTo !== null) {
    await save(
      session,
      savedTo,
      factsFileOf(examination, { startedAt: session.startedAt, apiCalls: report.apiCalls, checks: null }),
    );
  }
  await session.print(report);
  return examination.judged.exit;
};

/** Looks at one stack, with the models that its template is going to deploy. */
async function examineStack(opened: AwsSession, { options, ownsTemplate, note }: OptionsOfStack, store: Store) {
  const scope = await discoverScope(options, opened.host);
  const { target } = scope;
  const region = target.region.value;
  const session: AwsSession = {
    ...opened,
    options,
    scope,
    target,
    aws: region === opened.aws.region ? opened.aws : opened.aws.inRegion(region),
  };
  // What will be deployed need not be what the function calls today.
  const planned = scope.models.length > 0 || !ownsTemplate ? [] : await templateModels(session);
  const models = planned.length > 0 ? planned : scope.models;
  const checks = chosenChecks(session).filter(
    ({ id }) => id !== asUsed.id || !(planned.length > 0 || models.length > 1),
  );
  const examination = await look(
    { ...session, scope: { ...scope, models } },
    { checks, failOn: failOnOf(session), expectations: expectationsOf(session), store },
  );
  return note === null ? examination : { ...examination, notes: [note, ...examination.notes] };
}

/** All cells of all stacks as one run: the gravest decides. */
function together(examinations: readonly Examination[]): Examination {
  const [first, ...rest] = gravestFirst(examinations.flatMap(({ cells }) => cells));
  if (first === undefined) throw new Error('a run without a cell');
  return { ...first, cells: [first, ...rest], notes: [...new Set(examinations.flatMap(({ notes }) => notes))] };
}

/** The session as the commands to paste mean it: those of a remedy are about the gravest cell's stack. */
const ofStack = (opened: AwsSession, { target }: Examination) => ({
  ...opened,
  chosen: {
    ...(target.stack === null || opened.options.source('stack') === null ? {} : { stack: target.stack.value }),
    ...(opened.options.source('region') === null ? {} : { region: target.region.value }),
  },
});

/** The command that makes this report again, with all its stacks. */
function againOf(opened: AwsSession, stacks: readonly OptionsOfStack[]): { readonly again?: string } {
  if (stacks.length < 2) return {};
  const names = stacks.map(({ options }) => options.text('stack')?.value ?? '').join(',');
  return { again: pasteable(opened, `bedrock-doctor preflight --stack ${quoted(names)}`) };
}

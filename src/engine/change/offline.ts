import { parseModel } from '../../bedrock/model-id.ts';
import type { Plan } from '../../core/plan.ts';
import { EMPTY_TARGET, type ExitCode } from '../../core/report.ts';
import { isExplicit } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { Inputs } from '../../remedies/remedy.ts';
import { type ChangeRequest, changeTemplate, placeIn } from '../../remedies/template-change.ts';
import { file } from '../../settings/local/file.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { emptyReport } from '../report/empty-report.ts';
import { pasteable } from '../report/pasteable.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { tell } from '../session/tell.ts';
import { carry } from './carry.ts';
import { isDone } from './compose.ts';
import { consentTo, showsOnly } from './consent.ts';
import { undoHint } from './run.ts';
import { plannedChanges, showPlan } from './show.ts';
import { commandsFor, DONE, deploy, notDeployed, replacementWarnings } from './template.ts';

/** What is said of what only AWS knows. */
const unseen = (session: AwsSession, { model: { given } }: ChangeRequest): readonly string[] => [
  `The account was not looked at: whether it has an agreement for ${given}, and the form, is not known.`,
  `See it with: ${pasteable({ ...session, chosen: { model: given } }, 'bedrock-doctor fix --option 1 --dry-run')}`,
];

/** Whether AWS showed nothing that a template edit could go by: no credentials, no answer, or no such stack or function. */
export const sawNothing = ({ judged, ranking: { root } }: Diagnosis): boolean =>
  judged.exit === 4 ||
  judged.verdict === 'undetermined' ||
  /^target\/(?:stack-exists|function-exists|role-exists)\//.test(root?.code ?? '');

/** What a template edit takes without AWS: template, function and model, each named; null where one is not. */
export function offlineRequest({ target, options }: AwsSession, inputs: Inputs): ChangeRequest | null {
  const called = options.list('model')?.[0]?.value ?? null;
  const to = inputs.replace?.to ?? called;
  if (inputs.template === null || to === null || target.function === null || !isExplicit(target.function)) return null;
  const from = inputs.replace?.from ?? null;
  return {
    function: target.function.value,
    place: placeIn(target.region.value, null, isExplicit(target.stack) ? (target.stack?.value ?? null) : null),
    model: parseModel(to),
    profile: null,
    agreed: null,
    streams: false,
    grant: inputs.grant,
    replaced: inputs.replace === null || from === to ? null : { from, to },
    detach: inputs.detach,
  };
}

/** Option 2 from the template alone: shown, asked for, written, and told how it is deployed. Throws a `UsageError`. */
export async function editOffline(session: AwsSession, inputs: Inputs, request: ChangeRequest): Promise<ExitCode> {
  const { host, options, target } = session;
  const { template } = inputs;
  if (template === null) throw new UsageError('There is no template to edit; name it with --template.');
  const text = (await host.read(template.path)) ?? '';
  const { text: edited, warnings, overrides } = changeTemplate(text, template.shown, request);
  const key = { path: template.path };
  const plan: Plan = {
    schema: 1,
    remedy: 'edit-template',
    account: null,
    region: target.region.value,
    assignments: [{ setting: file.kind, key, subject: file.subject(key), from: text, to: edited }],
  };
  await showPlan(session, plan, null, null);
  const said = [
    ...warnings,
    ...(request.replaced === null ? [] : replacementWarnings(request.replaced, [], target.region.value)),
    ...unseen(session, request),
  ];
  for (const words of session.quiet ? [] : said) tell(host, words);
  const print = (more: Parameters<typeof emptyReport>[1]): Promise<void> =>
    session.print(
      emptyReport(session, {
        // Nobody looked: whoever is examined may be healthy or not.
        verdict: 'undetermined',
        ...more,
        target: {
          ...EMPTY_TARGET,
          region: target.region,
          function: target.function,
          model: target.model,
        },
      }),
    );
  const out = options.text('planOut')?.value ?? null;
  if (out !== null) await host.write(out, `${JSON.stringify(plan, null, 2)}\n`, true);
  const dry = showsOnly(options);
  if (dry || (!isDone(plan) && !(await consentTo(session, 2, false, plan)))) {
    await print({ changes: plannedChanges(plan), notes: [...said, 'Nothing was changed.'] });
    return dry ? 0 : 2;
  }
  const { change, changes, failure } = await carry(session, plan);
  if (failure !== null) {
    await print({ changes, notes: [failure] });
    return 2;
  }
  const stack = isExplicit(target.stack) ? (target.stack?.value ?? null) : null;
  const commands = await commandsFor(session, template, { stack, overrides });
  const notes = [...said, ...(isDone(plan) ? [] : [undoHint(change, session)])];
  const failed = options.flag('deploy') ? await deploy(session, commands, stack) : undefined;
  if (failed === 'interrupted') return 130;
  if (failed === null) {
    await print({ ...DONE, done: 'Done: the stack is deployed.', changes, notes });
    return 0;
  }
  const left = notDeployed(session, isDone(plan), commands);
  if (failed !== undefined) {
    await print({ changes, notes: [...notes, failed, ...left] });
    return 2;
  }
  const done = isDone(plan)
    ? 'Done: the template has it already; deploy it.'
    : 'Done: the template is edited; deploy it.';
  await print({ ...DONE, done, changes, notes: [...notes, ...left] });
  return 0;
}

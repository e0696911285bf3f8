import { relative } from 'node:path';
import { parseModel } from '../../bedrock/model-id.ts';
import { comparePrices, priceOf } from '../../bedrock/prices.ts';
import { residencyOf } from '../../bedrock/residency.ts';
import type { Plan } from '../../core/plan.ts';
import type { Report, ReportChange } from '../../core/report.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { isExplicit } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { changesOf, standing } from '../../journal/change.ts';
import { openJournal } from '../../journal/journal.ts';
import { shorter } from '../../options/shorter.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { stack as stackProbe } from '../../probes/cloudformation/stack.ts';
import { type Replaced, replacedModel, type TemplateChange, templateChange } from '../../remedies/template-change.ts';
import { roleInlinePolicy } from '../../settings/iam/role-inline-policy.ts';
import { parseTemplate } from '../../template/parse.ts';
import { capabilitiesOf, confirmsChangesets, type SamCommands, samCommands, shellText } from '../../template/sam.ts';
import { samOutcome } from '../../template/sam-error.ts';
import { mentionsOf } from '../../template/set-model.ts';
import { known } from '../diagnose/diagnosis.ts';
import { reportOf } from '../report/report.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { isDone } from './compose.ts';
import { rollbackReason } from './rollback.ts';
import { type Run, report, type Step } from './run.ts';
import { type TemplateFile, templateOfVariable } from './template-file.ts';

/** The edit a plan holds, made once more for what it says beside the text; null for a plan of another kind. */
function changeOf({ diagnosis, inputs }: Run, plan: Plan): TemplateChange | null {
  const [assignment] = plan.assignments;
  if (!assignment || typeof assignment.from !== 'string' || inputs.template === null) return null;
  const { ranking, facts } = diagnosis;
  return templateChange(assignment.from, inputs.template.shown, { root: ranking.root, facts, inputs });
}

/** What the edit leaves to be done by hand, and what it rests on. Sentences. */
export function templateWarnings(run: Run, plan: Plan): readonly string[] {
  const { facts } = run.diagnosis;
  const arns = known(profile, facts)?.modelArns ?? [];
  const replaced = replacedModel({ facts, inputs: run.inputs });
  return [
    ...(changeOf(run, plan)?.warnings ?? []),
    ...(replaced === null ? [] : replacementWarnings(replaced, arns, run.session.target.region.value)),
  ];
}

/** What another model means beside its id. `arns`: where its profile leads, as far as that is known. */
export function replacementWarnings(
  { from, to }: Replaced,
  arns: readonly string[],
  region: string,
): readonly string[] {
  const [before, after] = [from === null ? null : parseModel(from).base, parseModel(to).base];
  const price = before === null || after === null ? null : comparePrices(priceOf(before), priceOf(after));
  const where = residencyOf(arns, region).warning;
  return [
    `By hand: where the code or the requests name ${from ?? 'the old model'}, and parameters that ${to} does not take (such as temperature together with top_p).`,
    `Price: ${price ?? 'not known here; read it in the offer or on the model card'}.`,
    ...(where === null ? [] : [`Where data goes: ${where}.`]),
  ];
}

/** The file a plan edits, where the run did not look for it itself. */
const fileOf = (plan: Plan, { cwd }: Run['session']['host']): TemplateFile => {
  const path = String((plan.assignments[0]?.key as { readonly path?: string } | undefined)?.path ?? '');
  return { path, shown: shorter(path, { cwd }), byDefault: false };
};

/** The stack that is deployed to: one that somebody named, or that is there; null where it would be a guess. */
function stackOf({ diagnosis }: Pick<Run, 'diagnosis'>): string | null {
  const { stack } = diagnosis.target;
  return isExplicit(stack) || known(stackProbe, diagnosis.facts) !== null ? (stack?.value ?? null) : null;
}

/** Where both commands go when the run goes elsewhere than AWS's own address: what no shell of the user's says already. */
const endpointFor = ({ target: { endpointUrl } }: AwsSession): Readonly<Record<string, string>> =>
  endpointUrl === null || (endpointUrl.source.from === 'env' && endpointUrl.source.name === 'AWS_ENDPOINT_URL')
    ? {}
    : { AWS_ENDPOINT_URL: endpointUrl.value };

/** A command as it can be pasted, in front of it what it needs of the environment; a password in an address is not printed. */
const shownCommand = (session: AwsSession, args: readonly string[]): string =>
  [
    ...Object.entries(endpointFor(session)).flatMap(([name, value]) =>
      withoutSecrets(value) === value ? [`${name}=${shellText([value])}`] : [],
    ),
    shellText(args),
  ].join(' ');

/** The two commands that bring a template to its stack. */
export async function commandsFor(
  { host, target, options }: AwsSession,
  file: TemplateFile,
  { stack, overrides }: { readonly stack: string | null; readonly overrides: TemplateChange['overrides'] },
): Promise<SamCommands> {
  const parsed = parseTemplate((await host.read(file.path)) ?? '', file.path);
  const { samConfig } = options;
  return samCommands({
    template: relative(host.cwd, file.path),
    // A variable that goes before what is built holds for one shell only: both commands name their template.
    byDefault: file.byDefault && templateOfVariable(host) === null,
    namesBuilt: templateOfVariable(host) !== null,
    stack,
    region: target.region.value,
    profile: target.profile?.value ?? null,
    config: samConfig && { ...samConfig, file: relative(host.cwd, samConfig.file) },
    capabilities: 'ok' in parsed ? capabilitiesOf(parsed.ok) : ['CAPABILITY_IAM'],
    overrides,
  });
}

/** Grants of option 3 that the template carries now: drift, to be taken away. */
async function driftNotes({ session: { host } }: Run): Promise<readonly string[]> {
  const changes = changesOf((await openJournal(host).read()).entries);
  return changes.flatMap(({ id, steps }) =>
    steps.some((step) => standing(step) && step.assignment.setting === roleInlinePolicy.kind)
      ? [`Once it is deployed, the policy of option 3 is drift: take it away with bedrock-doctor undo ${id}`]
      : [],
  );
}

/** Lines of SAM's configuration file that name the model that was replaced: by hand, since the next plain `sam deploy` would set it again. */
async function leftInConfig({ session: { host, options }, diagnosis, inputs }: Run): Promise<readonly string[]> {
  const replaced = replacedModel({ facts: diagnosis.facts, inputs });
  if (replaced === null || replaced.from === null || options.samConfig === null) return [];
  const { file, path } = options.samConfig;
  return mentionsOf((await host.read(file)) ?? '', path, replaced.from).map((where) => `By hand: ${where}`);
}

/** What a template is called that was edited, or was so already, and how it comes to its stack. */
export const notDeployed = (
  session: AwsSession,
  already: boolean,
  { build, deploy }: SamCommands,
): readonly string[] => [
  already ? 'The template has it already; deploy it:' : 'The template is edited, and not deployed yet:',
  `$ ${shownCommand(session, build)}`,
  `$ ${shownCommand(session, deploy)}`,
];

/** A report of what was done, which the checks and remedies of the diagnosis before it say nothing of any more. */
export const DONE: Partial<Report> = { rootCause: null, otherCauses: [], checks: [], remedies: [] };

/** What is left of a report once a file was edited: until it is deployed the verdict and its causes hold as they were. */
const EDITED: Partial<Report> = { checks: [], remedies: [] };

/** After the file was edited: deploys it when that was asked for, else says how. */
export async function afterTemplate(
  run: Run,
  plan: Plan,
  changes: readonly ReportChange[],
  notes: readonly string[],
  fixed: string,
): Promise<Step> {
  const { session, diagnosis } = run;
  const stack = stackOf(run);
  const file = run.inputs.template ?? fileOf(plan, session.host);
  const commands = await commandsFor(session, file, { stack, overrides: changeOf(run, plan)?.overrides ?? {} });
  const left = [...(await leftInConfig(run)), ...(await driftNotes(run))];
  if (!session.options.flag('deploy')) {
    const done = isDone(plan)
      ? 'Done: the template has it already; deploy it.'
      : 'Done: the template is edited; deploy it.';
    await session.print(
      reportOf(session, diagnosis, {
        ...EDITED,
        done,
        changes: [...run.changes, ...changes],
        notes: [...run.notes, ...notes, ...notDeployed(session, isDone(plan), commands), ...left],
      }),
    );
    return { exit: 0 };
  }
  const failure = await deploy(session, commands, stack);
  if (failure === 'interrupted') return { exit: 130 };
  if (failure === null) return { done: changes, notes: [...notes, 'The stack is deployed.', ...left], fixed };
  await report(run, { changes, notes: [...notes, failure, ...notDeployed(session, false, commands)] });
  return { exit: 2 };
}

/** Runs both commands where the user is; why they failed, in sentences, or null. Throws a `UsageError` without a stack. */
export async function deploy(
  session: AwsSession,
  { build, deploy: last }: SamCommands,
  stack: string | null,
): Promise<string | null | 'interrupted'> {
  const { host, options } = session;
  if (stack === null)
    throw new UsageError(
      'The stack to deploy to is not known; name it with --stack, or deploy once with sam deploy --guided.',
    );
  // Whoever confirms changesets is asked by SAM itself, which shows them; --yes has agreed, and SAM shows them all the same.
  const agreed = options.flag('yes') && confirmsChangesets(options.samConfig) ? ['--no-confirm-changeset'] : [];
  for (const [step, [program = 'sam', ...args]] of [
    ['build', build],
    ['deploy', [...last, ...agreed]],
  ] as const) {
    let output = '';
    const startedAt = host.now();
    host.err(`$ ${shownCommand(session, [program, ...args])}\n`);
    const listen = (piece: string): void => {
      output += piece;
    };
    const code = await host.run(program, args, host.cwd, listen, endpointFor(session));
    if (host.signal.aborted) return 'interrupted';
    const { ok, say } = samOutcome(step, code, output);
    if (ok) continue;
    const reason =
      step === 'deploy' && /ROLLBACK|rolled? ?back/i.test(output)
        ? await rollbackReason(session, stack, startedAt)
        : null;
    return reason === null ? say : `${say} ${reason}`;
  }
  return null;
}

import { basename, dirname } from 'node:path';
import { parseModel } from '../../bedrock/model-id.ts';
import { comparePrices, priceOf } from '../../bedrock/prices.ts';
import { residencyOf } from '../../bedrock/residency.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReportChange } from '../../core/report.ts';
import { changesOf, standing } from '../../journal/change.ts';
import { openJournal } from '../../journal/journal.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { replacedModel, type TemplateChange, templateChange } from '../../remedies/template-change.ts';
import { roleInlinePolicy } from '../../settings/iam/role-inline-policy.ts';
import { parseTemplate } from '../../template/parse.ts';
import { capabilitiesOf, type SamCommands, samCommands, shellText } from '../../template/sam.ts';
import { samOutcome } from '../../template/sam-trouble.ts';
import { mentionsOf } from '../../template/set-model.ts';
import { known } from '../diagnosis.ts';
import { isDone } from './compose.ts';
import { type Run, report, type Step } from './run.ts';

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
  const replaced = replacedModel(facts);
  const byHand: string[] = [];
  if (replaced !== null) {
    const [before, after] = [parseModel(replaced.from).base, parseModel(replaced.to).base];
    const price = before === null || after === null ? null : comparePrices(priceOf(before), priceOf(after));
    const where = residencyOf(known(profile, facts)?.modelArns ?? [], run.session.target.region.value).warning;
    byHand.push(
      `By hand: where the code or the requests name ${replaced.from}, and parameters that ${replaced.to} does not take (such as temperature together with top_p).`,
      `Price: ${price ?? 'not known here; read it in the offer or on the model card'}.`,
      ...(where === null ? [] : [`Where data goes: ${where}.`]),
    );
  }
  return [...(changeOf(run, plan)?.warnings ?? []), ...byHand];
}

/**
 * A samconfig.toml that says how to deploy; one that only holds settings of `sam build` leaves bucket and capabilities open.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
const DEPLOYS = /^\s*\[[^\].]+\.(deploy|global)\.parameters\]/m;

/** The two commands that bring the template to its stack. */
async function commandsFor(run: Run, plan: Plan): Promise<SamCommands> {
  const { session, inputs } = run;
  const { host, target } = session;
  const path = inputs.template?.path ?? String((plan.assignments[0]?.key as { path?: string } | undefined)?.path ?? '');
  const text = (await host.read(path)) ?? '';
  const parsed = parseTemplate(text, path);
  const configured = DEPLOYS.test((await host.read(`${dirname(path)}/samconfig.toml`)) ?? '');
  const from = (value: { readonly value: string; readonly source: { readonly from: string } } | null): string | null =>
    configured && value?.source.from === 'file' ? value.value : null;
  return samCommands({
    file: basename(path),
    stack: target.stack?.value ?? '',
    region: target.region.value,
    profile: target.profile?.value ?? null,
    configured: configured
      ? { stack: from(target.stack), region: from(target.region), profile: from(target.profile) }
      : null,
    capabilities: 'ok' in parsed ? capabilitiesOf(parsed.ok) : ['CAPABILITY_IAM'],
    overrides: changeOf(run, plan)?.overrides ?? {},
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

/** Lines of samconfig.toml that name the model that was replaced: by hand, since the next plain `sam deploy` would set it again. */
async function leftInConfig({ session: { host }, diagnosis, inputs }: Run): Promise<readonly string[]> {
  const replaced = replacedModel(diagnosis.facts);
  if (replaced === null || inputs.template === null) return [];
  const text = (await host.read(`${dirname(inputs.template.path)}/samconfig.toml`)) ?? '';
  return mentionsOf(text, 'samconfig.toml', replaced.from).map((where) => `By hand: ${where}`);
}

/** After the file was edited: deploys it when that was asked for, else says how. */
export async function afterTemplate(
  run: Run,
  plan: Plan,
  changes: readonly ReportChange[],
  notes: readonly string[],
  cured: string,
): Promise<Step> {
  const { host, options } = run.session;
  const { build, deploy } = await commandsFor(run, plan);
  const left = [...(await leftInConfig(run)), ...(await driftNotes(run))];
  if (!options.flag('deploy')) {
    const state = isDone(plan)
      ? 'The template has it already; deploy it:'
      : 'The template is edited, and not deployed yet:';
    await report(run, {
      changes,
      notes: [...notes, state, `$ ${shellText(build)}`, `$ ${shellText(deploy)}`, ...left],
    });
    return { exit: 0 };
  }
  const cwd = dirname(run.inputs.template?.path ?? host.cwd);
  for (const [step, [program = 'sam', ...args]] of [
    ['build', build],
    ['deploy', deploy],
  ] as const) {
    let output = '';
    host.err(`$ ${shellText([program, ...args])}\n`);
    const code = await host.run(program, args, cwd, (piece) => {
      output += piece;
    });
    if (host.signal.aborted) return { exit: 130 };
    const { ok, say } = samOutcome(step, code, output);
    if (ok) continue;
    await report(run, {
      changes,
      notes: [
        ...notes,
        say,
        'The template is edited, and not deployed:',
        `$ ${shellText(build)}`,
        `$ ${shellText(deploy)}`,
      ],
    });
    return { exit: 2 };
  }
  return { done: changes, notes: [...notes, 'The stack is deployed.', ...left], cured };
}

import schema from '../../../../schema/models.schema.json' with { type: 'json' };
import type { Unknown } from '../../../core/fact.ts';
import { gather } from '../../../core/gather.ts';
import type { Report } from '../../../core/report.ts';
import { UsageError } from '../../../core/usage-error.ts';
import { askOf } from '../../../engine/diagnose/diagnosis.ts';
import { findRefused } from '../../../engine/diagnose/refused.ts';
import type { Subject } from '../../../engine/diagnose/subject.ts';
import { findSubjects } from '../../../engine/diagnose/subjects.ts';
import { judgeCells } from '../../../engine/fleet/judge.ts';
import { sayUnknown } from '../../../engine/report/checks.ts';
import { emptyReport } from '../../../engine/report/empty-report.ts';
import { type AwsSession, openAws } from '../../../engine/session/aws-session.ts';
import type { CellVerdict } from '../../../fleet/judge-account.ts';
import { shareAnswers } from '../../../fleet/shared-aws.ts';
import type { PolicySet } from '../../../iam/access.ts';
import { PolicySyntaxError } from '../../../iam/document.ts';
import { policySet } from '../../../probes/iam/by-policies.ts';
import { rolePolicies } from '../../../probes/iam/role-policies.ts';
import { principal } from '../../../probes/run/principal.ts';
import { caller } from '../../../probes/sts/caller.ts';
import { document } from '../../../reporters/json.ts';
import { type Callable, callablesIn, factIn, isDenied, readLists } from '../models-here.ts';
import { openQuietly } from '../quiet-run.ts';
import type { OptionsOf, Tool } from '../tool.ts';

/** Ids that are judged in one call of the tool; each costs some calls to AWS. */
const MOST_JUDGED = 24;

/** The models of one principal, as the document has them. */
interface Found {
  readonly who: { readonly arn: string; readonly account: string };
  readonly models: readonly CellVerdict[];
  /** Ids that the principal's policies do not allow. */
  readonly notAllowed: readonly string[];
  /** Ids beyond the most that are judged in one call. */
  readonly notJudged: readonly string[];
  readonly notes: readonly string[];
}

/** The one principal whose models are asked for. Throws a `UsageError` where there are several. */
async function subjectOf({ target, scope, aws, startedAt, host, deadline }: AwsSession): Promise<Subject> {
  const clock = { now: host.now, sleep: (ms: number) => host.sleep(ms, deadline) };
  const { subjects } = await findSubjects(target, scope, aws, {
    now: startedAt,
    failOn: 'error',
    findRefused: () => findRefused(aws, clock, startedAt),
  });
  const [first, ...others] = subjects;
  if (others.length === 0) return first;
  const names = subjects.map(({ target: { function: fn } }) => fn?.value ?? '').join(', ');
  throw new UsageError(`Several functions call Bedrock here: ${names}; name one as function.`);
}

const readSet = (texts: Parameters<typeof policySet>[0]): PolicySet | null => {
  try {
    return policySet(texts);
  } catch (error) {
    // A document that is no policy could say anything: nothing is ruled out by it.
    if (error instanceof PolicySyntaxError) return null;
    throw error;
  }
};

/** What the principal can call: what its policies rule out is not looked at further, the rest is judged as a fleet's cells are. */
async function findModels(session: AwsSession): Promise<Found> {
  const { startedAt: now, scope } = session;
  const aws = shareAnswers(session.aws, new Map(), false);
  const { target } = await subjectOf({ ...session, aws });
  const region = target.region.value;
  const [facts, lists] = await Promise.all([
    gather([principal, rolePolicies, caller], askOf(target, aws, { now, failOn: 'error' })),
    scope.models.length > 0 ? null : readLists(target, aws, now),
  ]);
  const [who, texts] = [factIn(principal, facts), factIn(rolePolicies, facts)];
  const unknown = (why: Unknown, action: string) =>
    new UsageError(`It cannot be told who calls: ${sayUnknown(why, action)}.`);
  if (!who.known) throw unknown(who.why, 'sts:GetCallerIdentity');
  if (who.value === null) throw new UsageError('There is no such function, role or user here.');
  if (texts.known && texts.value === null && who.value.kind !== 'root')
    throw new UsageError(`There is no ${who.value.kind} ${who.value.name} in account ${who.value.account}.`);
  if (who.value.kind === 'root') throw new UsageError('The root user may call every model; name a role or user.');
  const ref = who.value;
  const set = texts.known && texts.value !== null ? readSet(texts.value) : null;
  const all: readonly Callable[] =
    lists === null ? scope.models.map(({ value: id }) => ({ id, modelArns: null })) : callablesIn(lists, now);
  const denied = new Set(set === null || lists === null ? [] : all.filter((one) => isDenied(one, ref, set, region)));
  const open = all.filter((one) => !denied.has(one)).map(({ id }) => id);
  const models: CellVerdict[] = [];
  for await (const cell of judgeCells(
    {
      account: ref.account,
      aws,
      regions: [region],
      models: open.slice(0, MOST_JUDGED),
      principal: { kind: ref.kind === 'user' ? 'user' : 'role', name: ref.name },
      everyRegion: true,
      failOn: 'error',
      skips: () => false,
    },
    now,
    { purposes: true },
  ))
    models.push(cell);
  const blind = [
    ...(lists === null || lists.models.known ? [] : [sayUnknown(lists.models.why, 'bedrock:ListFoundationModels')]),
    ...(lists === null || lists.profiles.known
      ? []
      : [sayUnknown(lists.profiles.why, 'bedrock:ListInferenceProfiles')]),
  ];
  const notJudged = open.slice(MOST_JUDGED);
  return {
    who: ref,
    models,
    notAllowed: [...denied].map(({ id }) => id),
    notJudged,
    notes: [
      ...blind.map((why) => `Not everything could be listed: ${why}.`),
      ...(notJudged.length === 0
        ? []
        : [`${notJudged.length} more ids were not judged, since each costs calls to AWS; name them as model.`]),
      'Judged by policies, agreement and model, without log and events; no model was called.',
    ],
  };
}

const words: { readonly [verdict in CellVerdict['verdict']]: string } = {
  healthy: 'can be called',
  broken: 'is refused',
  pending: 'only time is missing',
  undetermined: 'cannot be told',
};

/** The same for people. */
const textOf = ({ who, models, notAllowed, notes }: Found, region: string): string =>
  [
    `What ${who.arn} can call in ${region}:`,
    ...models.map(({ model, verdict, rootCause, reason }) => {
      const why = [rootCause?.cause, reason].filter((one) => one !== null && one !== undefined).join(': ');
      return `  ${model}: ${words[verdict]}${why === '' ? '' : ` (${why})`}`;
    }),
    ...(notAllowed.length === 0 ? [] : [`Its policies do not allow: ${notAllowed.join(', ')}`]),
    ...notes,
    '',
  ].join('\n');

/** What a principal can call here. */
export const models = (optionsOf: OptionsOf): Tool => ({
  name: 'models',
  title: 'What a principal can call here',
  description: `Which Bedrock models and inference profiles a function, role, user or you yourself can call in this Region: each id that its policies allow (${MOST_JUDGED} at most, or the ones named as model) with its verdict and, where it is refused, the root cause. Calls no model. Reads only.`,
  options: optionsOf('diagnose').filter(
    (name) => !['only', 'skip', 'since', 'failOn', 'logGroup', 'verbose'].includes(name),
  ),
  own: {},
  asksAws: true,
  schema,
  run: async (flags, _given, calling) => {
    const { session } = await openQuietly('models', flags, calling);
    const opened = await openAws(session);
    const found = await findModels(opened);
    const { region } = opened.target;
    const source = { from: 'discovered', name: 'IAM' } as const;
    const report: Report = emptyReport(opened, { apiCalls: opened.aws.calls(), notes: found.notes });
    const target = {
      ...report.target,
      region,
      account: { value: found.who.account, source },
      principal: { value: found.who.arn, source },
    };
    return {
      document: {
        ...document({ ...report, target }),
        models: found.models.map(({ deduced: _deduced, region: _region, principal: _principal, ...cell }) => cell),
        notAllowed: found.notAllowed,
        notJudged: found.notJudged,
      },
      text: textOf(found, region.value),
    };
  },
});

import { REGION_NAME } from '../../bedrock/partition.ts';
import { harmless } from '../../core/harmless.ts';
import { asText, type Json } from '../../core/json.ts';
import { isTooDeep } from '../../core/json-depth.ts';
import { jsonLine } from '../../core/json-line.ts';
import { elsewhere } from '../../core/origin.ts';
import type { Assignment, Origin, Plan } from '../../core/plan.ts';
import { UsageError } from '../../core/usage-error.ts';
import { calledFile, readNamed } from '../../options/named-file.ts';
import { REMEDIES } from '../../remedies/index.ts';
import { SETTINGS } from '../../settings/index.ts';
import type { AwsSession } from '../session/aws-session.ts';

const PLAN_KEYS: ReadonlySet<string> = new Set([
  'schema',
  'remedy',
  'account',
  'region',
  'partition',
  'endpoint',
  'operator',
  'assignments',
]);
const ASSIGNMENT_KEYS: ReadonlySet<string> = new Set(['setting', 'key', 'subject', 'from', 'to']);

type Fields = { readonly [key: string]: Json };
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** The plan of --plan, saved by --plan-out; null where none is named. Throws a `UsageError` when it is none, or for another Region. */
export async function readPlan({ host, options, target }: AwsSession): Promise<Plan | null> {
  const path = options.text('plan')?.value ?? null;
  if (path === null) return null;
  const called = `The plan ${calledFile(path)}`;
  const anew = 'make it anew with fix --plan-out FILE.';
  const text = await readNamed(host, 'plan', path, options.where('plan'));
  if (isTooDeep(text)) throw new UsageError(`${called} is nested too deeply to be a plan; ${anew}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UsageError(`${called}, line ${jsonLine(text)}, is not valid JSON; ${anew}`);
  }
  const read = parsePlan(parsed);
  if ('wrong' in read) throw new UsageError(`${called} cannot be carried out: ${read.wrong}; ${anew}`);
  const { plan } = read;
  const region = target.region.value;
  if (plan.region !== region)
    throw new UsageError(
      `${called} was made for ${plan.region}, and this run is in ${region}; pass --region ${plan.region}.`,
    );
  return plan;
}

/** Refuses a plan in another account, Region or endpoint than it was made for. Throws a `UsageError`. */
export function mustBeMadeHere(plan: Plan, here: Origin, options: AwsSession['options']): void {
  const called = `The plan ${calledFile(options.text('plan')?.value ?? '')}`;
  // A template that was edited without AWS belongs to no account.
  if (plan.account === null && plan.assignments.every(({ setting }) => setting.startsWith('local.'))) return;
  if (plan.account === null || here.account === null)
    throw new UsageError(`${called} does not say which account it is for; make it anew with fix --plan-out FILE.`);
  if (plan.partition === undefined || plan.endpoint === undefined)
    throw new UsageError(
      `${called} does not say which partition and endpoint it is for; make it anew with fix --plan-out FILE.`,
    );
  const why = elsewhere(plan, here);
  if (why !== null)
    throw new UsageError(
      `${called} was made for ${harmless(why)}; use --profile or --assume-role, or make a plan here.`,
    );
}

/** A plan that this version could have made, as far as its form tells; else what is wrong, in words. Pure. */
function parsePlan(value: unknown): { readonly plan: Plan } | { readonly wrong: string } {
  if (!isFields(value)) return { wrong: 'it is no plan' };
  const unknown = Object.keys(value).find((key) => !PLAN_KEYS.has(key));
  if (unknown !== undefined) return { wrong: `it has a key ${JSON.stringify(harmless(unknown))} that plans have not` };
  const { schema, remedy, account, region, partition, endpoint, operator, assignments } = value;
  if (schema !== 1) return { wrong: 'it is none of this version' };
  if (!REMEDIES.some(({ id }) => id === remedy)) return { wrong: 'it names no fix of this version' };
  if (account !== null && !(typeof account === 'string' && /^\d{12}$/.test(account)))
    return { wrong: 'its account is no account id' };
  if (typeof region !== 'string' || !REGION_NAME.test(region)) return { wrong: 'its Region is none' };
  if (partition !== undefined && typeof partition !== 'string') return { wrong: 'its partition is no text' };
  if (!isTextOrNull(endpoint ?? null) || !isTextOrNull(operator ?? null))
    return { wrong: 'its endpoint or operator is no text' };
  if (!Array.isArray(assignments) || assignments.length === 0) return { wrong: 'it changes nothing' };
  const option = REMEDIES.find(({ id }) => id === remedy)?.option ?? null;
  const read: Assignment[] = [];
  for (const item of assignments as readonly Json[]) {
    const one = parseAssignment(item, SETTINGS_OF[option ?? 1]);
    if (typeof one === 'string') return { wrong: one };
    read.push(one);
  }
  if (new Set(read.map(({ subject }) => subject)).size !== read.length) return { wrong: 'it changes one thing twice' };
  return { plan: value as unknown as Plan };
}

/** What each of the guide's options changes, by the kind of its settings. */
const SETTINGS_OF: { readonly [option in 1 | 2 | 3]: readonly string[] } = {
  1: ['bedrock.use-case-form', 'bedrock.model-agreement'],
  2: ['local.file'],
  3: ['iam.role-inline-policy', 'iam.user-inline-policy'],
};

function parseAssignment(value: Json, allowed: readonly string[]): Assignment | string {
  if (!isFields(value) || Object.keys(value).some((key) => !ASSIGNMENT_KEYS.has(key)))
    return 'one of its changes has keys that changes have not';
  const { setting: kind, key, subject, from, to } = value;
  const setting = typeof kind === 'string' ? SETTINGS.get(kind) : undefined;
  if (typeof kind !== 'string' || !setting || !allowed.includes(kind))
    return `one of its changes is of a setting that its fix does not change (${harmless(asText(kind))})`;
  const parsed = key === undefined ? null : setting.parseKey(key);
  if (parsed === null) return `one of its changes is about something that ${kind} does not change`;
  const derived = setting.subject(parsed);
  if (subject !== derived)
    return `it calls a change ${JSON.stringify(harmless(asText(subject)))} that is really one of ${JSON.stringify(harmless(derived))}`;
  if (from === undefined || to === undefined) return `it does not say what ${derived} is to be`;
  const states = [from, to].every((state) =>
    kind === 'bedrock.model-agreement'
      ? state === null || JSON.stringify(state) === '{"accepted":true}'
      : isTextOrNull(state),
  );
  // A plan brings something about; taking it away is an undo, made from the journal.
  if (!states || to === null) return `what ${derived} is to be is nothing that ${kind} can hold`;
  return { setting: kind, key: key as Json, subject: derived, from, to };
}

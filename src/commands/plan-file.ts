import { isTooDeep } from '../core/json-depth.ts';
import { jsonLine } from '../core/json-line.ts';
import type { Plan } from '../core/plan.ts';
import { UsageError } from '../core/usage-error.ts';
import { calledFile, readNamed } from '../options/named-file.ts';
import { SETTINGS } from '../settings/index.ts';
import type { AwsSession } from './aws-session.ts';

/** The plan of --plan, saved by --plan-out; null where none is named. Throws a `UsageError` when it is none, or for another Region. */
export async function readPlan({ host, options, target }: AwsSession): Promise<Plan | null> {
  const path = options.text('plan')?.value ?? null;
  if (path === null) return null;
  const region = target.region.value;
  const text = await readNamed(host, 'plan', path, options.where('plan'));
  if (isTooDeep(text))
    throw new UsageError(`The plan ${calledFile(path)} is nested too deep; make it anew with fix --plan-out FILE.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UsageError(
      `The plan ${calledFile(path)}, line ${jsonLine(text)}, is not valid JSON; make it anew with fix --plan-out FILE.`,
    );
  }
  if (!isPlan(parsed))
    throw new UsageError(
      `The plan ${calledFile(path)} is none of this version; make it anew with fix --plan-out FILE.`,
    );
  if (parsed.region !== region)
    throw new UsageError(
      `The plan ${calledFile(path)} was made for ${parsed.region}, and this run is in ${region}; pass --region ${parsed.region}.`,
    );
  return parsed;
}

const isPlan = (value: unknown): value is Plan => {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, region, assignments, remedy } = value as { readonly [key: string]: unknown };
  return (
    schema === 1 &&
    typeof region === 'string' &&
    typeof remedy === 'string' &&
    Array.isArray(assignments) &&
    assignments.every(
      (item: unknown) =>
        typeof item === 'object' &&
        item !== null &&
        'setting' in item &&
        SETTINGS.has(String(item.setting)) &&
        'key' in item &&
        'subject' in item &&
        'from' in item &&
        'to' in item,
    )
  );
};

import type { Host } from '../core/host.ts';
import type { Plan } from '../core/plan.ts';
import { UsageError } from '../core/usage-error.ts';
import { SETTINGS } from '../settings/index.ts';

/** A plan saved by --plan-out. Throws a `UsageError` when it is none, or was made for another Region. */
export async function readPlan(host: Host, path: string, region: string): Promise<Plan> {
  const text = await host.read(path);
  if (text === null) throw new UsageError(`The plan ${path} does not exist; check --plan.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is not valid JSON; make it anew with fix --plan-out.`);
  }
  if (!isPlan(parsed)) throw new UsageError(`${path} is no plan of this version; make it anew with fix --plan-out.`);
  if (parsed.region !== region)
    throw new UsageError(`${path} was made for ${parsed.region}; pass --region ${parsed.region}.`);
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

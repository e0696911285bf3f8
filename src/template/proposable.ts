import { looksLikeModel } from '../bedrock/model-id.ts';
import { type Json, same } from '../core/json.ts';
import { BottomlessTemplate, dataOf } from './data.ts';
import { detachRole } from './detach-role.ts';
import { functionsOf, holderOf, resourcesOf } from './function.ts';
import { parseTemplate } from './parse.ts';
import type { Place } from './resolve.ts';
import type { Template } from './template.ts';

type Fields = { readonly [key: string]: Json };
const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** Actions that a remedy writes into a template, never with a wildcard. */
const GRANTED = /^(?:bedrock(?:-[a-z]+)*:[A-Z][A-Za-z]+|aws-marketplace:(?:Subscribe|ViewSubscriptions))$/;
/** Elements of a statement that a remedy writes. */
const ELEMENTS: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);
/** What a policy that a remedy adds is made of, around its statements. */
const AROUND: ReadonlySet<string> = new Set(['Policies', 'PolicyDocument', 'PolicyName', 'Statement', 'Version']);

const isGrant = (value: Json): boolean =>
  isFields(value) &&
  Object.keys(value).every((key) => ELEMENTS.has(key)) &&
  value['Effect'] === 'Allow' &&
  value['Resource'] !== undefined &&
  value['Action'] !== undefined &&
  listOf(value['Action']).every((action) => typeof action === 'string' && GRANTED.test(action));

/** Something new that holds nothing but statements of ours, in whatever form the template has its policies. */
function isAddition(value: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).every(isAddition);
  if (!isFields(value)) return false;
  if (value['Effect'] !== undefined) return isGrant(value);
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([key, inner]) =>
      key === 'Version' || key === 'PolicyName' ? typeof inner === 'string' : AROUND.has(key) && isAddition(inner),
    )
  );
}

/** Whether a value became another one in a way that a remedy proposes: statements added, a model's id replaced. */
function isEdit(before: Json | undefined, after: Json | undefined, key: string): boolean {
  if (after === undefined) return false;
  if (before === undefined) {
    return key === 'Version' ? typeof after === 'string' : AROUND.has(key) && isAddition(after);
  }
  if (same(before, after)) return true;
  if (Array.isArray(after)) return isListEdit(listOf(before), after as readonly Json[]);
  if (isFields(before) && isFields(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((name) =>
      isEdit(before[name], after[name], name),
    );
  }
  return typeof before === 'string' && typeof after === 'string' && looksLikeModel(after);
}

function isListEdit(before: readonly Json[], after: readonly Json[]): boolean {
  let next = 0;
  for (const item of after) {
    const old = before[next];
    if (old !== undefined && same(old, item)) next += 1;
    else if (isAddition(item)) continue;
    else if (old !== undefined && isEdit(old, item, '')) next += 1;
    else return false;
  }
  return next === before.length;
}

/** What statements may have been added to: the template as it was, or as it is with a copy of a shared role, made here once more. */
function startsOf(old: Template, fresh: Template, place: Place): readonly Template[] {
  const before = new Set(resourcesOf(old).map(({ logicalId }) => logicalId));
  if (resourcesOf(fresh).every(({ logicalId }) => before.has(logicalId))) return [old];
  return functionsOf(old).flatMap((one) => {
    const holder = holderOf(old, place, one);
    const detached = holder.kind === 'role' ? detachRole(old, place, one, holder.resource) : null;
    return detached !== null && 'ok' in detached ? [detached.ok.template] : [];
  });
}

/** Whether one text of a template became the other by an edit that a remedy proposes. Pure; false for what is no template. */
export function isProposable(before: string, after: string, path: string, place: Place): boolean {
  const [old, fresh] = [parseTemplate(before, path), parseTemplate(after, path)];
  if ('error' in old || 'error' in fresh) return false;
  try {
    const now = dataOf(fresh.ok);
    return startsOf(old.ok, fresh.ok, place).some((start) => isEdit(dataOf(start), now, ''));
  } catch (error) {
    if (error instanceof BottomlessTemplate) return false;
    throw error;
  }
}

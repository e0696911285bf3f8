import { isScalar } from 'yaml';
import { looksLikeModel } from '../bedrock/model-id.ts';
import { checked } from './checked.ts';
import { dataAt } from './data.ts';
import { functionOf, functionsOf, type Resource } from './function.ts';
import { addItems } from './insert.ts';
import { modelSpots, type Spot } from './model-spots.ts';
import { namesIn, type Place } from './resolve.ts';
import { type Edit, type Splice, together } from './splice.ts';
import { styleOf } from './style.ts';
import type { Template } from './template.ts';

/** Which function is to call which model. */
export interface ModelRequest {
  readonly functionLogicalId: string;
  /** The id that is set now; null: whatever id the template sets. */
  readonly from: string | null;
  readonly to: string;
  readonly place: Place;
}

/** One place where the template sets the id. */
export interface ModelChange {
  readonly where: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** A template whose function is given another model; the same text where it sets none, or that one already. */
export interface ModelTemplate {
  readonly text: string;
  readonly splices: readonly Splice[];
  /** The template sets the new id already, and the old one nowhere. */
  readonly already: boolean;
  readonly changes: readonly ModelChange[];
  /**
   * Parameters whose defaults are the new id, changed now or before. A stack that exists keeps its old values on deploy unless the new ones are
   * given: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html
   */
  readonly overrides: { readonly [parameter: string]: string };
  /** What must be done elsewhere, or affects others: sentences. */
  readonly warnings: readonly string[];
}

/** The edit, or one sentence that says why there is none. */
export type ModelEdit = { readonly ok: ModelTemplate } | { readonly refused: string };

/**
 * Changes the model id where the template sets it for a function: variables, parameters, mappings. Policies are left as
 * they are. Pure: `text` is what the file should hold, read again and compared.
 */
export function setModel(template: Template, { functionLogicalId, from, to, place }: ModelRequest): ModelEdit {
  const asked = functionOf(template, functionLogicalId);
  if ('error' in asked) return { refused: asked.error };
  const spots = modelSpots(template, place, asked.ok);
  const isOld = ({ value }: Spot): boolean =>
    from === null ? value !== to && looksLikeModel(value) : value === from && from !== to;
  const old = spots.filter((spot) => isOld(spot) && spot.node !== null);
  const ids = new Set(old.map(({ value }) => value));
  if (ids.size > 1) {
    const list = [...ids].join(', ');
    return {
      refused: `${template.path} sets several models for ${functionLogicalId}: ${list}. Name one with --model, and the new one with --replace-model.`,
    };
  }
  const warnings = byHand(template, spots, isOld, from);
  if (old.length === 0) {
    const already = spots.some(({ value }) => value === to);
    const nowhere = `${template.path} sets ${from ?? 'a model id'} nowhere for ${functionLogicalId}: change it where it is, in the code or in the request.`;
    const nothing = { text: template.text, splices: [], changes: [], overrides: overridesOf(spots, to) };
    return { ok: { ...nothing, already, warnings: already || warnings.length > 0 ? warnings : [nowhere] } };
  }
  const edits: Edit[] = [];
  for (const spot of old) {
    const edit = replacement(template, spot, to);
    if (edit === null)
      return { refused: `${spotText(template, spot)} is written in a form that is not edited: change it by hand.` };
    edits.push(edit, ...allowAlso(template, spot, to));
  }
  const result = checked(template, together(edits));
  if ('error' in result) return { refused: result.error };
  return {
    ok: {
      text: result.ok.template.text,
      splices: result.ok.splices,
      already: false,
      changes: old.map(({ where, line, value }) => ({ where, line, from: value, to })),
      overrides: { ...overridesOf(spots, to), ...overridesOf(old, to, ids) },
      warnings: [...warnings, ...affected(template, asked.ok, old)],
    },
  };
}

/** The parameters among the spots that hold, or are given, the new id. */
const overridesOf = (
  spots: readonly Spot[],
  to: string,
  values: ReadonlySet<string> = new Set([to]),
): { readonly [parameter: string]: string } =>
  Object.fromEntries(
    spots.flatMap(({ parameter, value }) => (parameter !== null && values.has(value) ? [[parameter, to]] : [])),
  );

const spotText = ({ path }: Template, { where, line }: Spot): string => `${where} (${path}, line ${line})`;

/** The new id in the place of the old, within whatever quotes it is; null where escapes hide it. */
function replacement(template: Template, { node, value }: Spot, to: string): Edit | null {
  const [start = 0, end = 0] = node?.range ?? [];
  const offset = template.text.slice(start, end).indexOf(value);
  if (node === null || offset < 0) return null;
  const splices = [{ at: start + offset, remove: value.length, insert: to }];
  return { splices, patches: new Map([[node, () => to]]), onlyAdds: false };
}

/** A parameter that lists its values must list the new one. */
function allowAlso(template: Template, { allowed }: Spot, to: string): readonly Edit[] {
  if (allowed === null || allowed.items.some((item) => isScalar(item) && item.value === to)) return [];
  return [addItems({ template, style: styleOf(template) }, allowed, [to])];
}

/** What is, or may be, the old id and cannot be replaced here. */
function byHand(
  template: Template,
  spots: readonly Spot[],
  isOld: (spot: Spot) => boolean,
  from: string | null,
): string[] {
  return spots.flatMap((spot) => {
    const { node, outside, variable, value } = spot;
    const it = spotText(template, spot);
    if (node === null && outside && /model/i.test(variable + spot.where)) {
      return [`${it} comes from outside the template: look there for the model id.`];
    }
    if (node === null && isOld(spot)) return [`${it} is put together from parts: change it by hand.`];
    // Another kind of id does not fit into an ARN.
    return from !== null && value !== from && value.endsWith(`/${from}`)
      ? [`${it} is ${value}: change it by hand.`]
      : [];
  });
}

/** The other functions that get the new id with it. */
function affected(template: Template, one: Resource, spots: readonly Spot[]): readonly string[] {
  const others = functionsOf(template).filter(({ logicalId }) => logicalId !== one.logicalId);
  return spots.flatMap(({ where, parameter, shared }) => {
    const users = others.filter(({ type, map }) =>
      shared
        ? type === 'AWS::Serverless::Function'
        : parameter !== null && namesIn(template, dataAt(template, map), 'Parameters').includes(parameter),
    );
    return users.length === 0
      ? []
      : [`${where} is also what ${users.map(({ logicalId }) => logicalId).join(', ')} gets.`];
  });
}

/** Lines of a text that name an id, as sentences: samconfig.toml may set what the template only declares. */
export const mentionsOf = (text: string, path: string, id: string): readonly string[] =>
  text.split('\n').flatMap((line, index) => (line.includes(id) ? [`${path}, line ${index + 1}, names ${id}.`] : []));

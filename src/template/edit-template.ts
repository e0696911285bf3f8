import { type EditedTemplate, editPolicies, type PolicyRequest } from './edit-policies.ts';
import { parseTemplate } from './parse.ts';
import { type ModelTemplate, setModel } from './set-model.ts';

/** What a template is to grant, and which model it is to set; null leaves the model. */
export interface TemplateRequest extends PolicyRequest {
  readonly model: { readonly from: string | null; readonly to: string } | null;
}

/** A template with all that was asked for. */
export interface ChangedTemplate {
  /** What the file should hold; the same text where nothing is missing. */
  readonly text: string;
  readonly already: boolean;
  readonly policies: EditedTemplate;
  readonly model: ModelTemplate | null;
  readonly warnings: readonly string[];
}

/** The change, or one sentence that says why there is none. */
export type TemplateEdit = { readonly ok: ChangedTemplate } | { readonly refused: string };

/** Option 2 as one step from text to text: first the permissions, then the model, so that no model is set that is not allowed. */
export function editTemplate(text: string, path: string, request: TemplateRequest): TemplateEdit {
  const parsed = parseTemplate(text, path);
  if ('error' in parsed) return { refused: `${parsed.error} Mend it, or name another file with --template.` };
  const edit = editPolicies(parsed.ok, request);
  if ('refused' in edit) return edit;
  const policies = edit.ok;
  const { model: wanted } = request;
  if (wanted === null)
    return {
      ok: { text: policies.text, already: policies.already, policies, model: null, warnings: policies.warnings },
    };
  const between = parseTemplate(policies.text, path);
  if ('error' in between) return { refused: between.error };
  const set = setModel(between.ok, { ...request, ...wanted });
  if ('refused' in set) return set;
  const model = set.ok;
  return {
    ok: {
      text: model.text,
      already: model.text === text,
      policies,
      model,
      warnings: [...policies.warnings, ...model.warnings],
    },
  };
}

import type { Json } from '../core/json.ts';
import { dataAt } from './data.ts';
import type { Resource } from './function.ts';
import { type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at } from './tree.ts';

/** All inline policies of a role together, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_INLINE = 10_240;

/** A sentence where the inline policies of a function or role come out longer than IAM takes; null where they fit. */
export function sizeWarning(template: Template, place: Place, { logicalId, map }: Resource): string | null {
  const policies = at(template, map, 'Properties', 'Policies');
  const documents = [policies ? dataAt(template, policies) : null].flat().flatMap(documentOf);
  const length = documents.reduce((sum: number, document) => {
    const { value } = resolve(template, place, document);
    return sum + JSON.stringify(value ?? document).replace(/\s/g, '').length;
  }, 0);
  if (length <= MOST_INLINE) return null;
  return `The inline policies of ${logicalId} come to about ${length} characters, and IAM takes ${MOST_INLINE}: move some into a managed policy before you deploy.`;
}

function documentOf(policy: Json): readonly Json[] {
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) return [];
  const { PolicyDocument, Statement } = policy as { readonly PolicyDocument?: Json; readonly Statement?: Json };
  return PolicyDocument !== undefined ? [PolicyDocument] : Statement !== undefined ? [policy] : [];
}

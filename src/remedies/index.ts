import { acceptAgreement } from './accept-agreement.ts';
import { editTemplate } from './edit-template.ts';
import { grantInvoke } from './grant-invoke.ts';
import { grantModel } from './grant-model.ts';
import { grantTemporary } from './grant-temporary.ts';
import { putRolePolicy } from './put-role-policy.ts';
import type { Remedy } from './remedy.ts';
import { replaceModel } from './replace-model.ts';

/** Every fix, safest first. */
export const REMEDIES: readonly Remedy[] = [
  acceptAgreement,
  grantTemporary,
  editTemplate,
  replaceModel,
  grantInvoke,
  grantModel,
  putRolePolicy,
];

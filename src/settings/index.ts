import type { AnySetting } from '../core/setting.ts';
import { modelAgreement } from './bedrock/model-agreement.ts';
import { useCaseForm } from './bedrock/use-case-form.ts';
import { roleInlinePolicy } from './iam/role-inline-policy.ts';
import { userInlinePolicy } from './iam/user-inline-policy.ts';
import { file } from './local/file.ts';

/** What each file defines for its own key and state, as the plain JSON that `apply` works with. */
const ALL = [roleInlinePolicy, userInlinePolicy, modelAgreement, useCaseForm, file] as unknown as readonly AnySetting[];

/** Every thing the tool can change, by its kind. */
export const SETTINGS: ReadonlyMap<string, AnySetting> = new Map(ALL.map((setting) => [setting.kind, setting]));

import type { AnySetting } from '../core/setting.ts';
import { roleInlinePolicy } from './iam/role-inline-policy.ts';

/** Every thing the tool can change, by its kind. */
export const SETTINGS: ReadonlyMap<string, AnySetting> = new Map(
  [roleInlinePolicy].map((setting) => [setting.kind, setting as AnySetting]),
);

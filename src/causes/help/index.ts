import type { CauseId } from '../catalogue.ts';
import { ACCOUNT_HELP } from './account.ts';
import { APPLICATION_HELP } from './application.ts';
import { CAPACITY_HELP } from './capacity.ts';
import { CREDENTIALS_HELP } from './credentials.ts';
import type { Help } from './help.ts';
import { MODEL_HELP } from './model.ts';
import { POLICY_HELP } from './policy.ts';
import { TARGET_HELP } from './target.ts';

/** The long texts of every cause. Import it late: reports and `--help` do without. */
export const HELP: Readonly<Record<CauseId, Help>> = {
  ...CREDENTIALS_HELP,
  ...TARGET_HELP,
  ...MODEL_HELP,
  ...ACCOUNT_HELP,
  ...POLICY_HELP,
  ...CAPACITY_HELP,
  ...APPLICATION_HELP,
};

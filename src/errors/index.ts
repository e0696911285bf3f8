import { ACCOUNT } from './account.ts';
import { APPLICATION } from './application.ts';
import { CAPACITY } from './capacity.ts';
import { CREDENTIALS } from './credentials.ts';
import { DENIED } from './denied.ts';
import { MARKETPLACE } from './marketplace.ts';
import { MODEL } from './model.ts';
import { SAID } from './said.ts';
import type { Signature } from './signature.ts';
import { TARGET } from './target.ts';

/** Every text that is known. */
export const SIGNATURES: readonly Signature[] = [
  ...MARKETPLACE,
  ...ACCOUNT,
  ...DENIED,
  ...MODEL,
  ...CAPACITY,
  ...CREDENTIALS,
  ...TARGET,
  ...APPLICATION,
  ...SAID,
];

import type { Owner } from './cause.ts';

/** An owner as a person is named in a sentence. */
export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  developer: 'you, the developer',
  'account-admin': 'an account administrator',
  payer: "whoever pays the account's bill",
  'organization-admin': "the organization's administrator",
  'policy-owner': 'the owner of the policy',
  'aws-support': 'AWS Support',
  'aws-sales': 'AWS Sales',
  nobody: 'no one: wait until it passes, or go another way',
};

/** Who carries a remedy out, in brackets behind its title; '' where nobody has to do anything. */
export const byOwner = (owner: Owner): string => (owner === 'nobody' ? '' : ` (${OWNER_WORDS[owner]})`);

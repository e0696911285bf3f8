import type { CauseId, Owner } from '../core/cause.ts';
import { uncapitalize } from '../core/sentence.ts';

/** How a cause is fixed in many accounts at once. */
export interface FleetFix {
  /** What the accounts have in common, after their number: 'lack the use-case form'. */
  readonly have: string;
  /** The one thing to do, an imperative clause without a full stop. */
  readonly todo: string;
  /** Whether that one thing is done once for all of them, and not in each account. */
  readonly once: boolean;
  /** Who does it, where that is not whom the cause names. */
  readonly who?: string;
}

/** Causes that a single act fixes in all accounts, or whose fix is rolled out in a way of its own. */
const FIXES: { readonly [cause in CauseId]?: FleetFix } = {
  // Inherited by member accounts: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
  'use-case-form-missing': {
    have: 'lack the use-case form',
    todo: "submit Anthropic's use-case form in the management account; its member accounts inherit it",
    once: true,
    who: 'an administrator of the management account',
  },
  'denied-by-scp': {
    have: 'are denied by a service control policy',
    todo: 'have the service control policy allow the calls: it holds for every account below it',
    once: true,
  },
  'denied-by-rcp': {
    have: 'are denied by a resource control policy',
    todo: 'have the resource control policy allow the calls: it holds for every account below it',
    once: true,
  },
  'marketplace-subscription-denied': {
    have: 'have no agreement for the model',
    todo: 'accept the model agreement in each of these accounts (option 1 of fix), or have the role subscribe once',
    once: false,
  },
  'payment-instrument-invalid': {
    have: 'have no payment method that AWS Marketplace takes',
    todo: 'give the paying account a payment method that AWS Marketplace takes',
    once: true,
  },
  'invoke-not-allowed': {
    have: 'have a role that may not invoke the model',
    todo: "allow bedrock:InvokeModel in the role's policy, and roll that out by a StackSet",
    once: false,
  },
  'invoke-profile-not-allowed': {
    have: 'have a role that may not use the inference profile in all its Regions',
    todo: "allow the inference profile and the model in every Region behind it in the role's policy, and roll that out by a StackSet",
    once: false,
  },
  'denied-explicitly': {
    have: 'have a policy that denies the call',
    todo: 'have the owner of the policy narrow its Deny',
    once: false,
  },
  'denied-by-boundary': {
    have: 'have a permissions boundary that does not allow the call',
    todo: 'allow the Bedrock actions in the permissions boundary, where it is made',
    once: false,
  },
  'role-not-found': {
    have: 'have no such role or user',
    todo: 'roll the role out to these accounts, or leave them out',
    once: false,
  },
  'model-end-of-life': {
    have: 'would call a model that has ended',
    todo: 'move to a newer model; a diagnosis names it',
    once: true,
  },
  'model-not-in-region': {
    have: 'have a Region in which the model is not offered',
    todo: 'leave the Region out, or use an inference profile that covers it',
    once: true,
  },
  'inference-profile-required': {
    have: 'would call a model that only an inference profile can reach',
    todo: 'use the inference profile in place of the model id',
    once: true,
  },
  'region-unsupported': {
    have: 'have a Region in which Bedrock is not offered',
    todo: 'leave the Region out of --regions',
    once: true,
  },
};

/** What whoever it falls to does, where a cause has no fix of its own for many accounts. */
const BY_OWNER: { readonly [owner in Owner]: string } = {
  developer: 'correct it where the application is made',
  'account-admin': 'have an administrator of each account fix it',
  payer: 'have whoever pays the bill fix it',
  'organization-admin': "have the organization's administrator fix it",
  'policy-owner': 'have the owner of the policy fix it',
  'aws-support': 'open a case with AWS Support that names the accounts',
  'aws-sales': 'ask AWS Sales to open the model to the accounts',
  nobody: 'wait until it passes',
};

/** How a cause is fixed in a fleet. `title`: the cause's own, for those without words of their own. Pure. */
export const findFleetFix = (cause: CauseId, owner: Owner, title: string): FleetFix =>
  FIXES[cause] ?? {
    have: `have this: ${uncapitalize(title)}`,
    todo: BY_OWNER[owner],
    once: false,
  };

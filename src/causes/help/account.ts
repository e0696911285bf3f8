import type { ACCOUNT } from '../layers/account.ts';
import { API_ERRORS, MODEL_ACCESS } from '../pages.ts';
import type { Help } from './help.ts';
import { SUBSCRIPTION_HELP } from './subscription.ts';

/** The long texts of the layer `account`. */
export const ACCOUNT_HELP: Readonly<Record<keyof typeof ACCOUNT, Help>> = {
  ...SUBSCRIPTION_HELP,
  'model-access-denied': {
    what: 'AWS says that the account has no access to the model, in the words it used before models were opened by default in autumn 2025. The same words come when the call goes to the wrong Region or is made with the wrong credentials. Whether AWS still sends them for a missing agreement is not verified.',
    confirm:
      'The account and Region that really called are in the log line; the availability of the model says whether the agreement is there.',
    fix: [
      'Check that the call goes to the Region and account you mean.',
      "Look at the model's availability and agreement; accept the agreement as an administrator (bedrock-doctor fix --option 1).",
    ],
    useless: ['Granting bedrock:InvokeModel does not help: a missing permission has another message.'],
    wait: 'Up to 15 minutes after the agreement was accepted.',
    sources: ['https://github.com/anthropics/claude-code/issues/93'],
  },
  'model-gated': {
    what: 'AWS has not opened this model to this account; that happens with the newest models of a provider. Availability, form and agreement may all be in order, and the call is refused nevertheless.',
    confirm: 'Only a call shows it: GetFoundationModelAvailability says AVAILABLE and AUTHORIZED in reported cases.',
    fix: ['Use another model of the same family.', 'Or ask AWS Sales to open the model for the account.'],
    useless: ['No permission, form or agreement opens it.', 'Waiting does not help unless AWS Sales has said so.'],
    wait: null,
    sources: ['https://github.com/anthropics/claude-code/issues/51183'],
  },
  'account-restricted': {
    what: 'AWS restricts what this account may do with Bedrock, usually because it is new, not verified, or was flagged. Often every model is refused, also those of Amazon. AWS does not say why in the error.',
    confirm:
      'NOT_AUTHORIZED together with an agreement that is AVAILABLE points to it. Some accounts show NOT_AUTHORIZED while calls succeed, so it counts only when no recent call did.',
    fix: [
      'Open a case with AWS Support (Account and billing, which is free), and say which model, Region and error.',
      'Check that the account is verified: e-mail, phone, payment method.',
    ],
    useless: [
      'Changing the IAM policy does not help: "Operation not allowed" also comes to administrators.',
      'Another model or Region seldom helps.',
    ],
    wait: 'As long as AWS Support needs.',
    sources: ['https://github.com/aws/aws-cli/issues/8717', API_ERRORS],
  },
  'operation-not-authorized': {
    what: 'AWS does not let this account call this operation here. In the reported cases the call went to a Region in which the account does not use Bedrock, or a resource in the request, such as a prompt, may not be used.',
    confirm: 'The Region in the log line is compared with the Region that was asked about.',
    fix: [
      'Check which Region the client really calls: AWS_REGION in the function, and the Region in the code.',
      'If that is right, ask AWS Support, with the request id.',
    ],
    useless: ['Changing the IAM policy does not help: a missing permission names the action.'],
    wait: null,
    sources: [MODEL_ACCESS],
  },
  'geography-unsupported': {
    what: "The provider does not sell to the country or territory that the account, or the caller, belongs to. AWS passes the provider's rule on. Whether the billing address or the place of the call decides is not documented.",
    confirm: '',
    fix: [
      'Use a model of another provider that serves the country, for example Amazon Nova.',
      "If the account's address is wrong, whoever owns the account corrects it.",
    ],
    useless: [
      'No permission, form or agreement changes the rule, and AWS Support cannot either.',
      'Waiting does not help.',
    ],
    wait: null,
    sources: ['https://www.anthropic.com/supported-countries'],
  },
  'data-retention-required': {
    what: "The model may only be called when the account has chosen a data-retention mode that allows AWS or the provider to keep requests for some time, for review. The account's present mode does not. It is set per Region, for the account or a project.",
    confirm: "It is told from AWS's words. The mode is only ever read, never changed.",
    fix: [
      'Somebody who answers for data protection decides whether prompts and answers may be kept, and by whom.',
      'If so, an administrator sets the mode in the Bedrock console or with PutAccountDataRetention, in each Region used.',
      'If not, use a model that does not ask for it.',
    ],
    useless: [
      'Changing the IAM policy does not help.',
      'Setting the mode back later does not delete what was kept in the meantime.',
    ],
    wait: null,
    sources: ['https://github.com/anthropics/claude-code/issues/66594'],
  },
  'organization-guardrail-broken': {
    what: 'The organization enforces a guardrail on every Bedrock call of its accounts, by a policy of the type BEDROCK_POLICY, and the guardrail that it names does not exist, has no such version, or may not be used from this account. Then every call to Bedrock fails in all accounts that the policy covers, whatever their own policies allow.',
    confirm:
      'organizations:DescribeEffectivePolicy shows the policy in force, bedrock:ListEnforcedGuardrailsConfiguration the guardrail.',
    fix: [
      "The organization's administrator corrects the identifier and version of the guardrail in the Bedrock policy.",
      'The owner of the guardrail gives it a resource-based policy that lets the member accounts apply it; a guardrail profile needs one too.',
    ],
    useless: [
      "Nothing in this account helps: not the role's policies, and not a guardrail of its own.",
      'Naming another guardrail in the call does not help: the enforced one is applied as well.',
    ],
    wait: 'Usually within a few minutes after the policy was changed; AWS gives no figure.',
    sources: ['https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock.html'],
  },
};

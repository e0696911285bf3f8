import { catalogUrl } from '../../bedrock/console.ts';
import { REGION_NAME } from '../../bedrock/partition.ts';
import type { CauseId } from '../../core/cause.ts';
import type { About } from './about.ts';
import { allow, baseId, exception, forOperator, on, type Wanted, wanted } from './statements.ts';

/** What is asked for: a subject of at most a line, sentences, and the statement wanted where there is one. */
export interface Ask {
  /** In place of "our function cannot use the model". */
  readonly opening?: string;
  readonly subject: string;
  readonly asks: readonly [string, ...string[]];
  readonly statement: Wanted | null;
  /** Where in the AWS console it is done, for somebody who installs nothing; absent where an ask says so, or nowhere. */
  readonly console?: string;
}

const MARKETPLACE: readonly string[] = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'];

const catalog = ({ region, model }: About): string =>
  `${REGION_NAME.test(region) ? `${catalogUrl(region)}, ` : ''}Amazon Bedrock, Model catalog, ${baseId(model)}`;

const theRole = ({ role }: About): string => role ?? "the function's role";

const wish = (about: About): string =>
  `Please let ${theRole(about)} call ${wanted(about).join(' and ')} on ${on(about).join(', ')}.`;

const organization = (about: About, kind: string): Ask => ({
  subject: `An exception to a ${kind} for Amazon Bedrock in account ${about.account}`,
  asks: [
    wish(about),
    'An inference profile may send a call to any of its Regions, and one that is blocked is enough for a refusal: please allow all of them, or say which model may be used.',
  ],
  console: `AWS Organizations, Policies, ${kind === 'service control policy' ? 'Service control policies' : 'Resource control policies'}.`,
  statement: exception(
    about,
    'If the statement is a Deny, this condition in it would exempt our role alone; if an Allow is missing, the same actions on the same resources would have to be added:',
  ),
});

const policyOwner = (about: About, where: string, statement: Wanted | null, way: string): Ask => ({
  subject: `${where}: please allow Amazon Bedrock for ${about.function}`,
  asks: [wish(about)],
  statement,
  console: way,
});

/** What each cause asks of its owner. Causes that the developer fixes, or nobody, have no handoff. */
export const ASKS: { readonly [cause in CauseId]?: (about: About) => Ask } = {
  'use-case-form-missing': (about) => ({
    subject: `Anthropic's use-case form for account ${about.account}`,
    asks: [
      `Please send the form once for the account, with what is true for us: company, website, intended users, industry, use case. In the Bedrock console: Model catalog, any Anthropic model; or ${about.accept}`,
      'It is a statement to Anthropic and cannot be changed later, so please have it read by whoever answers for it.',
      'If the management account of our organization sends it, all accounts inherit it.',
    ],
    statement: {
      lead: 'Or let me send it, with these statements:',
      document: forOperator(about, ['bedrock:GetUseCaseForModelAccess', 'bedrock:PutUseCaseForModelAccess']),
    },
  }),
  'marketplace-subscription-denied': (about) => ({
    subject: `Please accept the agreement for ${baseId(about.model)} in account ${about.account}`,
    asks: [
      `Please accept the model's agreement once for the account: ${about.accept} shows the offer, its price and terms first. Calling the model once as an administrator does the same without asking.`,
      `${about.isFunction ? "The function's role" : about.who.replace(/^our/, 'Our')} needs no Marketplace permission for this, and none is asked for.`,
    ],
    console: `${catalog(about)}, Open in playground: the first prompt there, sent by somebody who may subscribe, accepts the terms and is paid for.`,
    statement: {
      lead: 'Or let me do it, with these statements; they can be taken away afterwards:',
      document: forOperator(about, [
        'bedrock:GetFoundationModelAvailability',
        'bedrock:ListFoundationModelAgreementOffers',
        'bedrock:CreateFoundationModelAgreement',
        ...MARKETPLACE,
      ]),
    },
  }),
  'marketplace-subscription-failed': (about) => ({
    subject: `The Marketplace agreement for ${baseId(about.model)} failed in account ${about.account}`,
    asks: [
      "Please look in AWS Marketplace, Manage subscriptions, and at what AWS said: payment, the account's location, a Private Marketplace, a reseller.",
      `Once that is mended, please accept the agreement again: ${about.accept}`,
      'If AWS gives no reason, a case with AWS Support is the way.',
    ],
    console: 'AWS Marketplace, Manage subscriptions; then Billing and Cost Management, Payment preferences.',
    statement: null,
  }),
  'model-access-denied': (about) => ({
    subject: `Access to ${baseId(about.model)} in account ${about.account}`,
    asks: [
      `Please see whether the account has accepted the model's agreement: aws bedrock get-foundation-model-availability --region ${about.region} --model-id ${baseId(about.model)}.`,
      `If not, please accept it: ${about.accept}, or the model catalog in the Bedrock console.`,
    ],
    console: `${catalog(about)}, Open in playground.`,
    statement: null,
  }),
  'data-retention-required': (about) => ({
    subject: `${baseId(about.model)} asks for another data-retention mode in ${about.region}`,
    asks: [
      'Please decide, with whoever answers for data protection, whether prompts and answers may be kept in the way that this model asks for. What was kept cannot be taken back.',
      `If so, please set the mode for ${about.region}, in the Bedrock console or with PutAccountDataRetention. If not, please tell me, and we use another model.`,
    ],
    statement: null,
  }),
  'operator-not-allowed': (about) => ({
    opening: `I look after ${about.who.replace(/^our /, 'the ')} in account ${about.account}, ${about.region}, and may not see, or not change, what it needs to use ${about.model} on Amazon Bedrock.`,
    subject: `Missing permissions in account ${about.account}: ${about.actions.slice(0, 3).join(', ')}${about.actions.length > 3 ? ' and more' : ''}`,
    asks: [
      `Please give ${about.caller} the permissions below.`,
      'bedrock-doctor explain permissions prints the least policy that each command needs, and why each action is in it.',
    ],
    console: 'IAM, Users or Roles, who I am (below), Add permissions, Create inline policy, JSON.',
    statement: { lead: 'The statements that are missing:', document: forOperator(about, about.actions) },
  }),
  'payment-instrument-invalid': (about) => ({
    subject: `A payment method for AWS Marketplace in account ${about.account}`,
    asks: [
      'Please add a payment method that AWS Marketplace accepts: Billing console, Payment preferences. In an organization this is done in the management account.',
      'Not every method of payment that AWS takes is taken by Marketplace; AWS refuses the model because of it, whatever the permissions.',
      `The bill for ${baseId(about.model)} comes through AWS Marketplace, by use.`,
    ],
    statement: null,
  }),
  'model-gated': (about) => ({
    subject: `Access to ${baseId(about.model)} on Amazon Bedrock, account ${about.account}`,
    asks: [
      `Please open ${about.model} in ${about.region} for account ${about.account}, or tell us what is needed for it.`,
      'Form, agreement and policies are in order as far as they can be seen; the answer of the service sends us to you.',
    ],
    statement: null,
  }),
  'account-restricted': (about) => ({
    subject: `Amazon Bedrock refuses account ${about.account} in ${about.region}`,
    asks: [
      `Please look at what restricts account ${about.account} on Amazon Bedrock, and lift it or tell us what you need from us.`,
      `Model: ${about.model}. Region: ${about.region}. It is no matter of IAM: the policies were evaluated.`,
    ],
    statement: null,
  }),
  'daily-token-quota': (about) => ({
    subject: `Daily token quota for ${baseId(about.model)} in ${about.region}, account ${about.account}`,
    asks: [
      `Please raise the quota "Model invocation max tokens per day" for ${baseId(about.model)} in ${about.region} (Service Quotas, Amazon Bedrock), or tell us its value and when it is reset.`,
      'Please say also whether "Cross-Model Max Tokens Per Day" stands in the way.',
    ],
    statement: null,
  }),
  'organization-guardrail-broken': (about) => ({
    subject: `The organization's Bedrock policy names a guardrail that account ${about.account} cannot use`,
    asks: [
      `Please look at the Amazon Bedrock policy in AWS Organizations that reaches account ${about.account} in ${about.region}: the guardrail and version it names must exist, and the guardrail's resource policy must let this account apply it.`,
      'Until then every call of a model here is refused, whatever our own policies say.',
    ],
    statement: null,
  }),
  'denied-by-scp': (about) => organization(about, 'service control policy'),
  'denied-by-rcp': (about) => organization(about, 'resource control policy'),
  'denied-explicitly': (about) =>
    policyOwner(
      about,
      'A Deny in an identity policy',
      exception(about, 'The Deny could stay, with this condition in its statement, which exempts our role alone:'),
      `IAM, Roles, ${theRole(about)}, Permissions.`,
    ),
  'denied-by-boundary': (about) =>
    policyOwner(
      about,
      'Permissions boundary',
      {
        lead: 'The statement that the boundary lacks:',
        document: allow(about),
      },
      `IAM, Roles, ${theRole(about)}, Permissions, Permissions boundary.`,
    ),
  'denied-by-session-policy': (about) =>
    policyOwner(
      about,
      'Session policy',
      {
        lead: 'The statement that the session policy lacks:',
        document: allow(about),
      },
      'where the session is made (AWS IAM Identity Center, or whoever calls AssumeRole); IAM shows no session policy.',
    ),
  'denied-by-vpc-endpoint': (about) =>
    policyOwner(
      about,
      'VPC endpoint policy',
      {
        lead: 'The statement that the policy of the endpoint for bedrock-runtime lacks:',
        document: allow(about, { Principal: about.role === null ? '*' : { AWS: about.role } }),
      },
      'VPC, Endpoints, the one for bedrock-runtime, Policy.',
    ),
  'guardrail-not-allowed': (about) =>
    policyOwner(
      about,
      'Guardrail',
      {
        lead: "The statement that the role's policy lacks:",
        document: allow(about),
      },
      `IAM, Roles, ${theRole(about)}, Permissions.`,
    ),
  'kms-denied': (about) =>
    policyOwner(
      about,
      'KMS key',
      {
        lead: "The statement that is lacking in the role's policy, or, with the role as Principal, in the key's:",
        document: allow(about),
      },
      'KMS, Customer managed keys, the key, Key policy.',
    ),
};

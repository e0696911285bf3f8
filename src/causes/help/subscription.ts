import { MARKETPLACE_CARDS, MARKETPLACE_PERMISSION, PRODUCT_IDS } from '../pages.ts';
import type { Help } from './help.ts';

/** The account's side of a subscription: form, agreement, payment. */
export const SUBSCRIPTION_HELP = {
  'use-case-form-missing': {
    what: 'Anthropic wants to know once per account what its models are used for, and AWS refuses every call until the form is there. A form that the management account of an organization sent is inherited by its members. The runtime takes a new form into account some minutes late, so that the same message may stay for a quarter of an hour.',
    confirm:
      'GetUseCaseForModelAccess answers "not found" where no form was sent. For models of other providers the form is not asked for.',
    fix: [
      'Somebody who may speak for the company sends the form: bedrock-doctor fix --option 1, or the model catalog in the Bedrock console.',
      'Fill in what is true: company, website, users, industry, use case. It is a statement to the provider and cannot be changed or taken back later.',
      'In an opt-in Region the form is sent again in that Region.',
    ],
    useless: [
      'Changing the IAM policy does not help.',
      'Accepting the agreement does not help as long as the form is missing; a model may need both.',
    ],
    wait: 'Up to 15 minutes after the form was sent.',
    sources: [],
  },
  'marketplace-subscription-denied': {
    what: "Models of third parties are sold through AWS Marketplace, and an account subscribes to each once. The first call of a model begins the subscription in the background, with the permissions of whoever calls. A function's role normally may not subscribe, so AWS refuses the call, or lets it through for some minutes and refuses it then.",
    confirm:
      'A call that succeeds without an agreement proves nothing: calls may succeed for up to 15 minutes before they fail.',
    fix: [
      'Best: somebody with administrator rights accepts the agreement once for the account: bedrock-doctor fix --option 1, or one call of the model by that person. The role then needs no Marketplace permission at all.',
      'Or let the role subscribe for a moment: bedrock-doctor fix --option 3 --grant temporary puts the permission, triggers the subscription and takes it away.',
      "If the role is to keep the permission, limit it to this model's product: --grant model.",
    ],
    useless: [
      'Granting bedrock:InvokeModel does not help: that is not what is missing.',
      'The old "Model access" page of the console is retired in commercial Regions.',
      'Waiting does not help as long as nobody who may subscribe has done so.',
      'Leaving aws-marketplace:Subscribe on the role for good is not needed, and lets whoever controls the function buy for the account.',
    ],
    wait: 'Up to 2 minutes after a permission was granted, up to 15 until the subscription is there.',
    sources: [PRODUCT_IDS, MARKETPLACE_PERMISSION, 'https://github.com/aws-samples/anthropic-on-aws/issues/251'],
  },
  'marketplace-subscription-pending': {
    what: 'The subscription has been started and AWS Marketplace is working on it. During this time calls may succeed, fail, or do both in turn.',
    confirm: '',
    fix: ['Wait, and let bedrock-doctor verify --tail tell when it is there.'],
    useless: [
      'Changing the IAM policy does not make it quicker.',
      'Starting another subscription does not help: there is one already.',
    ],
    wait: 'Up to 15 minutes.',
    sources: [],
  },
  'marketplace-subscription-failed': {
    what: 'AWS Marketplace tried to make the agreement and failed, or has hung longer than the 15 minutes it allows itself. Payment and the location of the account are the reasons AWS names; a Private Marketplace or a reseller account may be others.',
    confirm: '',
    fix: [
      "Read the reason in the message, and fix what it names: payment, location, the organization's Private Marketplace.",
      'Accept the agreement again afterwards (bedrock-doctor fix --option 1), or call the model once.',
      'If it fails again without a reason, open a case with AWS Support, with the request id.',
    ],
    useless: [
      "Changing the function's role does not help: the attempt was allowed and failed later.",
      'Trying again every second does not help; AWS itself tries in steps of 15 minutes.',
    ],
    wait: 'Up to 15 minutes after the reason was mended.',
    sources: [],
  },
  'payment-instrument-invalid': {
    what: 'AWS Marketplace found no payment method that it accepts: none, an expired card, or a kind that it does not take although AWS itself does (such as SEPA direct debit, or certain cards and UPI for accounts of AWS India). The bill for the model goes through Marketplace even for a small amount.',
    confirm: "No API shows payment methods; it is told from AWS's words, or from the message of a failed agreement.",
    fix: [
      'Whoever pays the bill adds a payment method that Marketplace accepts, in the Billing console: Payment preferences.',
      'In an organization the management account does this; a payment profile for AWS Marketplace may be needed.',
      'Then accept the agreement again, or call the model once.',
      'Or use a model that is not sold through Marketplace, such as Amazon Nova.',
    ],
    useless: [
      'Changing the IAM policy does not help, and neither does granting aws-marketplace:Subscribe.',
      'Waiting does not help as long as the payment method stays.',
    ],
    wait: 'A few minutes after the payment method was added; one report says about a minute.',
    sources: [MARKETPLACE_CARDS, 'https://github.com/Tracer-Cloud/opensre/issues/1811'],
  },
} as const satisfies { readonly [cause: string]: Help };

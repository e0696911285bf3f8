import type { Signature } from './signature.ts';

/**
 * What others make of AWS's sentences: tools that shorten them, gateways that tell them in words of their own, AWS's next
 * wording. They count only as the message of an error (`surroundings: 'failure'`), and yield to AWS's own sentences.
 */
const said = (
  id: string,
  cause: Exclude<Signature['cause'], (...of: never[]) => unknown>,
  needles: Signature['needles'],
  pattern: RegExp,
  samples: Signature['samples'],
): Signature => ({ id, needles, pattern, cause, weight: 'firm', surroundings: 'failure', yields: 'to words', samples });

const BEDROCK = 'bedrock-runtime: ValidationException: ';
const DENIED = 'bedrock-runtime: AccessDeniedException: ';

export const SAID: readonly Signature[] = [
  said(
    'said-profile',
    'inference-profile-required',
    ['inference profile', 'on-demand'],
    /\b(?:not|cannot|can't|n't|unsupported)\b[^".]{0,80}?\bon-demand\b|\bon-demand (?:throughput|invocation|inference|usage)\b[^".]{0,40}?(?:\bnot\b|n't\b|\bunsupported\b)|\b(?:requires?|needs?|must|only)\b[^"]{0,80}?\b(?:an?|the|through|via) (?:\w{1,20}[ -]){0,3}inference profile\b|\buse an? (?:\w{1,20}[ -]){0,3}inference profile\b/gi,
    [
      `${BEDROCK}The model cannot be invoked on-demand`,
      `${BEDROCK}On-demand throughput is unsupported`,
      `${BEDROCK}This model must be invoked through an inference profile`,
      `${BEDROCK}Please use a cross-region inference profile`,
    ],
  ),
  said(
    'said-end-of-life',
    'model-end-of-life',
    [
      'retired',
      'decommissioned',
      'discontinued',
      'sunset',
      'no longer',
      'end of life',
      'end-of-life',
      'end of its life',
    ],
    /(?<!\.)\bmodel\b(?!\.)[^"]{0,120}?\b(?:retired|decommissioned|discontinued|sunset|no longer (?:available|supported|offered|served))\b(?! for (?:this|your) account)|(?<!\.)\bmodel\b(?!\.)[^"]{0,120}?\bend[- ]of[- ](?:its[- ])?life\b/gi,
    [`${BEDROCK}The model has been retired`, `${BEDROCK}This model is end-of-life`],
  ),
  said(
    'said-legacy',
    'model-legacy-locked',
    ['legacy'],
    /(?<!\.)\bmodel\b(?!\.)[^"]{0,100}?\blegacy\b[^"]{0,160}?\b(?:active|actively|access|used|using|inactiv\w{0,5}|upgrade)\b|\bnot (?:been )?(?:actively )?us(?:ed|ing) (?:the|this) model\b[^"]{0,100}?\blegacy\b/gi,
    [
      `${DENIED}This model is legacy, and your account has not used it`,
      `${DENIED}You have not used this model, which is legacy`,
    ],
  ),
  said(
    'said-form',
    'use-case-form-missing',
    ['use case', 'use-case'],
    /\buse[- ]case (?:form|details|information|submission)\b[^"]{0,80}?(?:\bnot\b|n't\b|\brequired\b|\bmissing\b|\bmust\b|\bsubmit|\bcomplete|\bfill)|(?:\bnot\b|n't\b|\bmust\b|\bplease\b|\bsubmit\w{0,6}|\bcomplete\w{0,3}|\bfill\w{0,4})\b[^"]{0,60}?\buse[- ]case (?:form|details|information)\b/gi,
    [`${DENIED}The use case form is missing`, `${DENIED}Please submit the Anthropic use-case details`],
  ),
  said(
    'said-payment',
    'payment-instrument-invalid',
    ['payment'],
    /\bpayment (?:method|instrument|card)\b[^"]{0,60}?\b(?:invalid|missing|required|must|not|expired|declined)\b|\b(?:invalid|no|missing|valid|expired)[ _]payment[ _](?:method|instrument|card)\b/gi,
    [`${DENIED}The payment method is not accepted`, `${DENIED}No payment method on file`],
  ),
  said(
    'said-region',
    'model-not-in-region',
    ['region', 'supported in', 'available in', 'offered in'],
    /(?<!\.)\bmodel\b(?!\.)[^"]{0,120}?(?:\bnot|n't) (?:currently |yet )?(?:supported|available|offered|served|deployed|enabled) (?:in|for) (?:the |this |your )?(?:AWS )?(?:current |selected )?(?:region\b|[a-z]{2,4}(?:-[a-z]{3,12}){1,2}-\d)|(?<!\.)\bmodel\b(?!\.)[^"]{0,40}?\bunavailable in (?:the |this |your )?(?:AWS )?region\b/gi,
    [`${BEDROCK}The model x is not yet offered in eu-west-9`, `${BEDROCK}The model is unavailable in this region`],
  ),
  said(
    'said-id',
    'model-id-invalid',
    ['model'],
    /\b(?:invalid|unknown|unrecognized|nonexistent|incorrect) (?:foundation )?model ?(?:identifier|id|name|arn)\b|(?<!\.)\bmodel(?: ?(?:identifier|id|name|arn))?\b(?!\.)[^"]{0,120}?\b(?:(?:does not|doesn't) exist|(?:was|is|could|can|were) ?not (?:be )?(?:found|recognized|resolved)|couldn't be (?:found|resolved)|is not a (?:valid|known)|is (?:invalid|not valid|unknown)\b(?! for))/gi,
    [`${BEDROCK}Invalid model id: x`, `${BEDROCK}The model id x is not a known one`],
  ),
  said(
    'said-geography',
    'geography-unsupported',
    ['country', 'countries', 'territor'],
    /\bunsupported (?:countr\w{1,3}|territor\w{1,3})\b|\bnot (?:available|supported|allowed|served|offered) (?:in|from) (?:your |this |the )?(?:country|territory)\b/gi,
    [`${BEDROCK}You call from an unsupported country`, `${BEDROCK}Claude is not available in your country`],
  ),
  said(
    'said-retention',
    'data-retention-required',
    ['data retention', 'data-retention'],
    /\bdata[- ]retention\b[^"]{0,100}?(?:\bnot\b|\brequire|\bmust\b)|\b(?:requires?|must)\b[^"]{0,80}?\bdata[- ]retention\b/gi,
    [`${BEDROCK}data retention mode none is not allowed`, `${BEDROCK}The model requires another data-retention mode`],
  ),
  said(
    'said-pending',
    'marketplace-subscription-pending',
    ['subscription', 'agreement'],
    /\b(?:subscription|agreement)\b[^"]{0,80}?\b(?:(?:being|still) (?:being )?processed|(?:is|still) pending|in progress|being created)\b/gi,
    [`${DENIED}The Marketplace agreement for this model is pending`],
  ),
  said(
    'said-marketplace',
    'marketplace-subscription-denied',
    ['aws-marketplace:'],
    /\b(?:permission|allowed|authorized|missing|lacks?|requires?|needs?)\b[^"]{0,120}?\baws-marketplace:(?:ViewSubscriptions|Subscribe)\b|\baws-marketplace:(?:ViewSubscriptions|Subscribe)\b[^"]{0,60}?\b(?:permission|denied|missing|required|not)\b/gi,
    [`${DENIED}The caller lacks aws-marketplace:Subscribe`, `${DENIED}aws-marketplace:Subscribe is denied`],
  ),
  said(
    'said-per-day',
    'daily-token-quota',
    ['per day', 'daily'],
    /\btokens? per day\b|\b(?:daily|per-day) (?:token |tokens )?(?:quota|limit|allowance|budget)\b/gi,
    [
      'bedrock-runtime: ThrottlingException: more tokens per day than allowed',
      'bedrock-runtime: ThrottlingException: daily token quota used up',
    ],
  ),
  said(
    'said-organization-guardrail',
    'organization-guardrail-broken',
    ['guardrail'],
    /\bguardrail\b[^"]{0,60}?\b(?:organi[sz]ation|enforced)\b[^"]{0,160}?\b(?:(?:does not|doesn't) exist|not found|invalid|not valid|malformed|(?:cannot|can't|could not) be (?:found|applied|used|accessed|resolved))|\borgani[sz]ation(?:'s|al)? (?:\w{1,20} ){0,3}policy\b[^"]{0,60}?\bguardrail\b[^"]{0,60}?\b(?:(?:does not|doesn't) exist|not found|invalid|not valid|(?:cannot|can't|could not) be (?:found|applied|used|accessed|resolved))/gi,
    [
      `${BEDROCK}The guardrail that your organization enforces could not be found`,
      `${BEDROCK}The organization's Bedrock policy names a guardrail that does not exist`,
    ],
  ),
  said(
    'said-guardrail-required',
    'guardrail-required',
    ['guardrail'],
    /\b(?:requires?|must (?:include|specify|name|use|have|set)|needs?|without) (?:an? |the |your )?(?:\w{1,20} ){0,2}guardrail\b(?! (?:version|identifier (?:or|and) version))|\bguardrail(?:Identifier)? (?:is |was )?(?:required|mandatory|not provided|missing)\b/gi,
    [`${DENIED}Calls without a guardrail are refused`, `${DENIED}guardrail is required`],
  ),
  said(
    'said-kms',
    'kms-denied',
    ['kms', 'customer master key'],
    /\bKMS key\b[^"]{0,120}?\b(?:denied|not (?:authorized|allowed|accessible)|access|permissions?|disabled|pending deletion)\b|\bciphertext refers to a customer master key that does not exist\b|\b(?:denied|not authorized|not allowed|permissions?)\b[^"]{0,80}?\bKMS key\b/gi,
    [
      `${DENIED}The KMS key is not accessible`,
      `${DENIED}The ciphertext refers to a customer master key that does not exist`,
      `${DENIED}You are not allowed to use the KMS key`,
    ],
  ),
  said(
    'said-bearer',
    'bearer-token-rejected',
    ['api key', 'api-key', 'bearer token'],
    /\bAPI[ -]key\b[^"]{0,60}?\b(?:expired|invalid|not valid|revoked|disabled|deactivated|inactive)\b|\b(?:expired|invalid|revoked|inactive) (?:Amazon |AWS )?(?:Bedrock )?API[ -]key\b|\bbearer token\b[^"]{0,40}?\b(?:expired|invalid|not valid|revoked|malformed)\b|\b(?:expired|invalid|revoked|malformed) bearer token\b/gi,
    [
      `${DENIED}The API key was revoked`,
      `${DENIED}Expired Bedrock API key`,
      `${DENIED}The bearer token is malformed`,
      `${DENIED}Malformed bearer token`,
    ],
  ),
  said(
    'said-access',
    'model-access-denied',
    ['access'],
    /(?:\b(?:no|not|lacks?|without|denied)|n't)\b[^"]{0,60}?\baccess to (?:the |this )?(?:requested |specified |foundation )?model\b(?! (?:package|registry))|\bmodel access (?:is )?(?:not (?:granted|enabled)|has not been granted)\b|\baccess to (?:the |this )?model\b[^"]{0,60}?\b(?:denied|not (?:granted|enabled|allowed))\b/gi,
    [
      `${DENIED}You do not have access to this model`,
      `${DENIED}Model access is not granted`,
      `${DENIED}Access to the model has been denied`,
    ],
  ),
  said(
    'said-restricted',
    'account-restricted',
    ['account'],
    /\baccount\b[^"]{0,30}?\b(?:restricted|suspended|blocked|under review|not verified)\b/gi,
    [`${DENIED}Your account is restricted`],
  ),
  said(
    'said-gated',
    'model-gated',
    ['sales', 'available for', 'available to'],
    /\bcontact (?:your )?(?:AWS )?(?:Sales|account (?:team|manager))\b|\b(?:not|n't) available (?:for|to) (?:this|your) (?:AWS )?account\b/gi,
    [`${DENIED}To use it, contact Sales`, `${DENIED}The model x is not available to your account`],
  ),
  said(
    'said-expired',
    'credentials-expired',
    ['expired'],
    /\b(?:AWS|SSO|STS|security|session|temporary|assumed[- ]role) (?:\w{1,20} ){0,2}(?:token|session|credentials?|login)?s? ?(?:has|have|is|are|was) (?:been )?(?:already )?expired\b|\bexpired (?:AWS|SSO|STS|security|session|temporary) (?:token|session|credentials?)\b/gi,
    [`${DENIED}the temporary credentials have expired`, `${DENIED}expired security token`],
  ),
];

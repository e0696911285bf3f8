import { errorNamed } from './named.ts';
import type { Signature } from './signature.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
export const ACCOUNT: readonly Signature[] = [
  {
    id: 'use-case-form',
    needles: ['use case details', 'filled out the request form', 'use-case form', 'use case form'],
    pattern:
      /Model use case details have not been submitted for this account|Fill out the Anthropic use case details form before using the model|You have not filled out the request form|\bhave not (?:filled out|submitted|completed) the (?:required )?(?:Anthropic )?use[- ]case (?:form|details)|\buse[- ]case (?:form|details) (?:has|have) not been (?:submitted|filled|completed)/gi,
    cause: 'use-case-form-missing',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
      'ResourceNotFoundException: You have not filled out the request form.',
      'You have not filled out the required use-case form for this model. Complete the form before requesting access.',
    ],
  },
  {
    id: 'use-case-form-code',
    needles: ['ftuformnotfilled'],
    pattern: errorNamed('FTUFormNotFilled'),
    cause: 'use-case-form-missing',
    weight: 'firm',
    surroundings: 'none',
    samples: ['FTUFormNotFilled: Model use case details have not been submitted'],
  },
  {
    id: 'gated',
    needles: ['is not available for this account', 'contact aws sales'],
    pattern:
      /(?<model>[\w.:/-]{1,200}) is not available for this account\. You can explore other available models|For additional access options, contact AWS Sales/gi,
    cause: 'model-gated',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'anthropic.claude-opus-4-7 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
    ],
  },
  {
    id: 'gated-cut-short',
    needles: ['is not available for this account'],
    pattern:
      /(?<model>[\w.:/-]{0,80}(?:anthropic\.|amazon\.|meta\.|mistral\.|cohere\.|openai\.)[\w.:-]+) is not available for this account/gi,
    cause: 'model-gated',
    weight: 'firm',
    surroundings: 'none',
    samples: ['anthropic.claude-opus-5 is not available for this account.'],
  },
  {
    // People leave the id out, or put dots in its place.
    id: 'gated-without-id',
    needles: ['is not available for this account'],
    pattern: /(?:\b40[13]|Exception)\W{1,8}is not available for this account\b/gi,
    cause: 'model-gated',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: ['every model of Amazon Bedrock answers 403 ... is not available for this account'],
  },
  {
    id: 'no-access-to-model',
    needles: ['have access to the model with'],
    pattern: /You (?:don't|do not) have access to the model with the specified model ID/gi,
    cause: 'model-access-denied',
    weight: 'firm',
    surroundings: 'none',
    samples: ["You don't have access to the model with the specified model ID."],
  },
  {
    id: 'operation-not-allowed',
    needles: ['operation not allowed'],
    pattern:
      /(?<![A-Za-z_-] )\bOperation not allowed(?=[."'\s,})<\]\u3000-\u303f\uff00-\uff0f]|$)|\bOperation not allowed(?= \(Service: Bedrock)/g,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: ['An error occurred (ValidationException) when calling the Converse operation: Operation not allowed'],
  },
  {
    // The name and the sentence together are what Bedrock answers; each alone is many programs'.
    id: 'operation-not-allowed-validation',
    needles: ['operation not allowed'],
    pattern:
      /ValidationException\W{1,12}(?:message\W{1,6})?Operation not allowed(?=[."'\s,})<\]\u3000-\u303f\uff00-\uff0f]|$)|"Operation not allowed\.?", ?"(?:code|name|type|errorCode|errorType|__type)": ?"ValidationException"|["']ValidationException["'],[^"']{0,4}["']\$?fault["'][\s\S]{0,300}?["']message["']: ?["']Operation not allowed\.?["']/gi,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'ValidationException: Operation not allowed',
      '{"error":"Operation not allowed","code":"ValidationException"}',
      '{"name":"ValidationException","$fault":"client","$metadata":{"httpStatusCode":400},"message":"Operation not allowed"}',
    ],
  },
  {
    id: 'error-002',
    needles: ['access to bedrock models is not allowed'],
    pattern: /Access to (?:Amazon )?Bedrock models is not allowed for this account/gi,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'none',
    samples: ['ValidationException: Error 002: Access to Bedrock models is not allowed for this account'],
  },
  {
    // Amazon EC2 says the same of a new account.
    id: 'being-verified',
    needles: ['being verified'],
    pattern: /Your account is currently being verified/gi,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      'An error occurred (AccessDeniedException) when calling the Converse operation: Your account is currently being verified. Verification normally takes less than 2 hours.',
    ],
  },
  {
    id: 'support-case',
    needles: ['not authorized to perform this action'],
    pattern: /Your account is not authorized to perform this action\. Please create a support case/gi,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'Your account is not authorized to perform this action. Please create a support case (https://console.aws.amazon.com/support/home) with details about your use case and we will get back to you.',
    ],
  },
  {
    id: 'account-may-not',
    needles: ['not authorized to perform this action'],
    pattern: /Your account is not authorized to perform this action(?!\. Please create)/gi,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: ['bedrock-runtime: ValidationException: Your account is not authorized to perform this action.'],
  },
  {
    id: 'bad-score',
    needles: ['not authorized to access this model'],
    pattern: /Your account is not authorized to access this model(?!\. ?Your AWS Marketplace)/gi,
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'none',
    samples: ['BadCScoreException: Your account is not authorized to access this model'],
  },
  {
    id: 'bad-score-code',
    needles: ['badcscoreexception'],
    pattern: errorNamed('BadCScoreException'),
    cause: 'account-restricted',
    weight: 'firm',
    surroundings: 'none',
    samples: ['{"__type":"BadCScoreException","message":"not authorized"}'],
  },
  {
    id: 'api-operation',
    needles: ['invoke this api operation'],
    pattern: /Your account is not authorized to invoke this API operation/gi,
    cause: 'operation-not-authorized',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'AccessDeniedException: Your account is not authorized to invoke this API operation.',
      'Your account is not authorized to invoke this API operation with a prompt resource.',
    ],
  },
  {
    id: 'geography',
    needles: ['from unsupported countries'],
    pattern: /Access to [\w .-]{2,40}? ?models (?:is|are) not allowed from unsupported countries/gi,
    cause: 'geography-unsupported',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
      'Access to Meta Llama models is not allowed from unsupported countries, regions, or territories.',
    ],
  },
  {
    // That every call fails is documented; AWS's sentence is not, so both words have to stand in it: orgs_manage_policies_bedrock_best_practices
    id: 'enforced-guardrail',
    needles: ['guardrail'],
    pattern:
      /\b(?:enforced|organization(?:'s|al|-level)?) guardrail\b[^"]{0,200}?\b(?:(?:does not|doesn't) exist|not found|(?:is|was) (?:invalid|not valid|malformed)|(?:cannot|can't|could not) be (?:found|applied|used|accessed|resolved))/gi,
    cause: 'organization-guardrail-broken',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      'An error occurred (ValidationException) when calling the Converse operation: The enforced guardrail arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123:1 does not exist',
    ],
  },
  {
    id: 'data-retention',
    needles: ['data retention mode'],
    pattern:
      /data retention mode ['"]{0,2}\w+['"]{0,2} is not available\b|not available under data retention mode ['"]{0,2}\w+/gi,
    cause: 'data-retention-required',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      "ValidationException: data retention mode 'default' is not available for this model",
      // https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html
      "This model is not available under data retention mode 'default'.",
    ],
  },
];

import type { Signature } from './signature.ts';

/** Credentials, target, network and application: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export const OTHER: readonly Signature[] = [
  {
    id: 'token-expired',
    pattern: /\b(?:ExpiredToken(?:Exception)?)\b|The security token included in the request is expired/gi,
    cause: 'credentials-expired',
    transient: false,
    samples: ['ExpiredTokenException: The security token included in the request is expired'],
  },
  {
    id: 'signature-time',
    pattern: /Signature (?:expired|not yet current): \S+|\bRequestTimeTooSkewed\b|\bRequestExpired\b/gi,
    cause: 'clock-skew',
    transient: false,
    samples: ['InvalidSignatureException: Signature expired: 20261124T000000Z is now earlier than 20261124T001500Z'],
  },
  {
    id: 'token-invalid',
    pattern:
      /The security token included in the request is invalid|\bInvalidClientTokenId\b|The request signature we calculated does not match/gi,
    cause: 'credentials-invalid',
    transient: false,
    samples: ['UnrecognizedClientException: The security token included in the request is invalid.'],
  },
  {
    id: 'no-credentials',
    pattern:
      /Unable to locate credentials|Could not load credentials from any providers|Missing Authentication Token Exception/gi,
    cause: 'credentials-missing',
    transient: false,
    samples: ['Unable to locate credentials. You can configure credentials by running "aws configure".'],
  },
  {
    id: 'bearer',
    pattern: /Bearer Token has expired|Invalid bearer token/gi,
    cause: 'bearer-token-rejected',
    transient: false,
    samples: ['{"Message":"Bearer Token has expired"}'],
  },
  {
    id: 'no-region',
    pattern: /You must specify a region|Region is missing/g,
    cause: 'region-missing',
    transient: false,
    samples: ['You must specify a region. You can also configure your region by running "aws configure".'],
  },
  {
    id: 'unreachable',
    pattern:
      /Could not connect to the endpoint URL|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) \S*amazonaws\.com\S*|connect (?:ECONNREFUSED|ETIMEDOUT) \S+/gi,
    cause: 'endpoint-unreachable',
    transient: false,
    samples: ['Could not connect to the endpoint URL: "https://bedrock-runtime.ap-northeast-9.amazonaws.com/"'],
  },
  {
    id: 'stack-missing',
    pattern: /Stack with id \S+ does not exist/gi,
    cause: 'stack-not-found',
    transient: false,
    samples: ['ValidationError: Stack with id kiroween does not exist'],
  },
  {
    id: 'function-missing',
    pattern: /Function not found: arn:\S+/gi,
    cause: 'function-not-found',
    transient: false,
    samples: ['Function not found: arn:aws:lambda:ap-northeast-2:123456789012:function:PoetryFunction'],
  },
  {
    id: 'role-missing',
    pattern: /The role with name \S+ cannot be found/gi,
    cause: 'role-not-found',
    transient: false,
    samples: ['NoSuchEntity: The role with name PoetryFunctionRole cannot be found.'],
  },
  {
    id: 'task-timed-out',
    pattern: /Task timed out after [\d.]+ seconds/gi,
    cause: 'function-timeout',
    transient: false,
    samples: ['2026-11-24T03:00:00.000Z 3b1f0c2e-0000-4000-8000-000000000001 Task timed out after 30.03 seconds'],
  },
  {
    id: 'runtime-error',
    pattern:
      /Runtime\.(?:ImportModuleError|UserCodeSyntaxError|HandlerNotFound|ExitError|UnhandledPromiseRejection|MalformedHandlerName)\b/g,
    cause: 'function-error',
    transient: false,
    samples: ['{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'./poetry\'"}'],
  },
  {
    id: 'request-body',
    pattern:
      /Malformed input request|extraneous key \[[^\]]*\] is not permitted|`?temperature`? and `?top_p`? cannot both be specified|max_tokens: (?:must|\d+ >)/gi,
    cause: 'request-invalid',
    transient: false,
    samples: [
      'ValidationException: Malformed input request: #: required key [max_tokens] not found, please reformat your input and try again.',
    ],
  },
];

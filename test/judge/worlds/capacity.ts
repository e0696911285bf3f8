import {
  broken,
  call,
  FUNCTION,
  GROUP,
  HAIKU,
  lambda,
  logged,
  NO_AGREEMENT,
  OK,
  of,
  SAYS,
  success,
  withRole,
} from '../base.ts';
import type { Case } from '../world.ts';

const seen = (cause: string, words: string): readonly Case[] => [
  of(`${cause}, nothing newer`, logged(call(120, words)), broken(cause, 'observed')),
  of(`${cause}, and a success since`, logged(call(120, words), success(30)), OK),
];
const raw = (...lines: readonly (readonly [number, string])[]) => ({
  logs: { [GROUP]: lines.map(([ago, message]) => ({ ago, message })) },
});

/** Capacity and the application. */
export const CAPACITY: readonly Case[] = [
  ...seen('throttled', 'ThrottlingException: Too many requests, please wait before trying again.'),
  ...seen('throttled', 'ThrottlingException: Too many tokens, please wait before trying again.'),
  ...seen('daily-token-quota', 'ThrottlingException: Too many tokens per day, please wait before trying again.'),
  ...seen(
    'service-quota-exceeded',
    'ServiceQuotaExceededException: Your request exceeds the service quota for your account.',
  ),
  ...seen('model-not-ready', 'ModelNotReadyException: The model is not ready for inference'),
  ...seen(
    'model-timeout',
    'ModelTimeoutException: Model has timed out in processing the request. Try your request again.',
  ),
  ...seen(
    'model-error',
    'ModelErrorException: The system encountered an unexpected error during processing. Try your request again.',
  ),
  ...seen('service-unavailable', 'ServiceUnavailableException: Bedrock is unable to process your request.'),
  ...seen(
    'request-invalid',
    'ValidationException: Malformed input request: #: required key [messages] not found, please reformat your input and try again.',
  ),
  of(
    'a success, and throttled since',
    logged(success(300), call(60, 'ThrottlingException: Too many requests, please wait before trying again.')),
    broken('throttled', 'observed'),
  ),
  of(
    'refused, then throttled: the refusal is the root',
    {
      ...NO_AGREEMENT,
      ...logged(
        call(300, SAYS.marketplace(2)),
        call(60, 'ThrottlingException: Too many requests, please wait before trying again.'),
      ),
    },
    broken('marketplace-subscription-denied', 'observed', { others: ['throttled'] }),
  ),
  of(
    'throttled, and the agreement is missing',
    {
      ...NO_AGREEMENT,
      ...logged(call(60, 'ThrottlingException: Too many requests, please wait before trying again.')),
    },
    { exit: 1, verdict: 'broken', root: ['marketplace-subscription-denied', 'throttled'] },
  ),
  of(
    'the function times out',
    raw(
      [62, `START RequestId: 8c1d5f6e-0000-4000-8000-aaaaaaaaaaaa Version: $LATEST\n`],
      [
        61,
        `2026-11-24T23:00:00.000Z\t8c1d5f6e-0000-4000-8000-aaaaaaaaaaaa\tINFO\t[Poetry] Invoking Bedrock model: ${HAIKU}\n`,
      ],
      [31, `2026-11-24T23:00:30.000Z 8c1d5f6e-0000-4000-8000-aaaaaaaaaaaa Task timed out after 30.03 seconds\n\n`],
    ),
    broken('function-timeout', 'observed'),
  ),
  of(
    'a function in a VPC that times out',
    {
      functions: {
        [FUNCTION]: lambda({ VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], VpcId: 'vpc-1' } }),
      },
      ...raw([
        31,
        `2026-11-24T23:00:30.000Z 8c1d5f6e-0000-4000-8000-bbbbbbbbbbbb Task timed out after 30.03 seconds\n\n`,
      ]),
    },
    broken('function-timeout', 'observed'),
  ),
  of(
    'the function timed out once, and succeeds since',
    {
      logs: {
        [GROUP]: [
          {
            ago: 300,
            message:
              '2026-11-24T23:00:30.000Z 8c1d5f6e-0000-4000-8000-cccccccccccc Task timed out after 30.03 seconds\n\n',
          },
          ...success(60),
        ],
      },
    },
    OK,
  ),
  of(
    'a function in a VPC, and nothing is wrong',
    {
      functions: {
        [FUNCTION]: lambda({ VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], VpcId: 'vpc-1' } }),
      },
    },
    OK,
  ),
  of(
    'the function cannot load its code',
    raw([
      60,
      '2026-11-24T23:00:00.000Z\tundefined\tERROR\tUncaught Exception \t{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'index\'\\nRequire stack:\\n- /var/runtime/index.mjs","stack":["Runtime.ImportModuleError: Error: Cannot find module \'index\'"]}\n',
    ]),
    broken('function-error', 'observed'),
  ),
  of(
    'the function has a bug',
    raw([
      60,
      '2026-11-24T23:00:00.000Z\t8c1d5f6e-0000-4000-8000-dddddddddddd\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"Cannot read properties of undefined (reading \'persona\')","stack":["TypeError: Cannot read properties of undefined (reading \'persona\')","    at Runtime.handler (/var/task/index.js:12:9)"]}\n',
    ]),
    broken('function-error', 'observed'),
  ),
  of(
    'the application swallowed the reason, and the facts tell it',
    { ...NO_AGREEMENT, ...logged(call(60, 'AccessDeniedException')) },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'the application swallowed the reason, and the role has no grant',
    { ...withRole({ inline: {} }, []), ...logged(call(60, 'AccessDeniedException')) },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of('the application swallowed the reason, and all looks well', logged(call(60, 'AccessDeniedException')), {
    exit: [1, 3, 5],
    root: ['unknown', null, 'propagation-pending'],
  }),
  of(
    'a 403 of a kind that nobody knows, and all looks well',
    logged(call(60, 'AccessDeniedException: The stars are not aligned for this account today.')),
    { exit: [1, 3], root: ['unknown', null] },
  ),
];

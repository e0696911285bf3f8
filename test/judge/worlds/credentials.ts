import { broken, call, FUNCTION, lambda, logged, NO_AGREEMENT, OK, of, SAYS, success, UNDETERMINED } from '../base.ts';
import type { Case, Expected, Fault } from '../world.ts';

const refused = (status: number, code: string, message: string): { readonly [action: string]: Fault } => ({
  '*': { status, code, message },
});
const rejected = (root: string): Expected => ({ exit: 4, verdict: 'undetermined', root, basis: 'observed' });
const NO_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
const environment = (variables: { readonly [name: string]: string }) => ({
  functions: { [FUNCTION]: lambda({ Environment: { Variables: variables } }) },
});

/** The operator's credentials, and those the function brings along. */
export const CREDENTIALS: readonly Case[] = [
  of('no credentials at all', {}, { exit: 4, verdict: 'undetermined', root: 'credentials-missing' }, { env: NO_KEYS }),
  of(
    'no credentials, and an account that is broken besides',
    NO_AGREEMENT,
    { exit: 4, verdict: 'undetermined', root: 'credentials-missing', never: ['marketplace-subscription-denied'] },
    { env: NO_KEYS },
  ),
  of(
    'an expired token',
    { faults: refused(403, 'ExpiredToken', 'The security token included in the request is expired') },
    rejected('credentials-expired'),
  ),
  of(
    'an expired token, answered with 400 and the longer name',
    { faults: refused(400, 'ExpiredTokenException', 'The security token included in the request is expired') },
    rejected('credentials-expired'),
  ),
  of(
    'an unknown access key',
    { faults: refused(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.') },
    rejected('credentials-invalid'),
  ),
  of(
    'an unknown access key, in the words of the JSON services',
    { faults: refused(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.') },
    rejected('credentials-invalid'),
  ),
  of(
    'a wrong secret',
    {
      faults: refused(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      ),
    },
    rejected('credentials-invalid'),
  ),
  of(
    'a clock that no correction helps',
    {
      faults: refused(
        403,
        'SignatureDoesNotMatch',
        'Signature expired: 20261124T200000Z is now earlier than 20261124T231000Z (20261124T231500Z - 5 min.)',
      ),
    },
    rejected('clock-skew'),
  ),
  of(
    'a clock that is off and can be corrected',
    { clockMs: 20 * 60_000 },
    { exit: [0, 4], root: [null, 'clock-skew'] },
  ),
  of(
    'a clock that is off, before an account without an agreement',
    { ...NO_AGREEMENT, clockMs: -40 * 60_000 },
    { exit: [1, 4], root: ['marketplace-subscription-denied', 'clock-skew'] },
  ),
  of(
    'nobody listens at the endpoint',
    {},
    { exit: 3, verdict: 'undetermined', root: 'endpoint-unreachable' },
    { unreachable: true },
  ),
  of(
    'nobody listens, though the account is broken',
    NO_AGREEMENT,
    { exit: 3, verdict: 'undetermined', root: 'endpoint-unreachable' },
    { unreachable: true },
  ),
  of(
    'a caller who may only ask who he is',
    { cannot: ['iam:*', 'cloudformation:*', 'lambda:*', 'logs:*', 'bedrock:*', 'servicequotas:*'] },
    {
      ...UNDETERMINED,
      reasons: ['cloudformation:'],
    },
  ),
  of(
    'the token expires after the first answer',
    {
      faults: Object.fromEntries(
        [
          'cloudformation:DescribeStacks',
          'cloudformation:ListStackResources',
          'bedrock:GetFoundationModel',
          'bedrock:GetFoundationModelAvailability',
          'bedrock:GetUseCaseForModelAccess',
          'iam:GetRole',
        ].map((action) => [
          action,
          {
            status: 403,
            code: 'ExpiredTokenException',
            message: 'The security token included in the request is expired',
          },
        ]),
      ),
    },
    { exit: [3, 4], verdict: 'undetermined', never: ['stack-not-found', 'operator-not-allowed'] },
  ),
  of(
    'STS fails, everything else answers',
    {
      faults: {
        'sts:GetCallerIdentity': {
          status: 500,
          code: 'InternalFailure',
          message: 'We encountered an internal error. Please try again.',
        },
      },
    },
    { exit: [0, 3], root: null },
  ),
  of(
    'a Bedrock API key in the environment, calls answered',
    { ...environment({ AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-example' }), ...logged(success(60)) },
    { ...OK, others: ['bearer-token-rejected'] },
  ),
  of(
    'a Bedrock API key that has expired',
    {
      ...environment({ AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-example' }),
      ...logged(call(120, 'AccessDeniedException: Bearer Token has expired')),
    },
    broken('bearer-token-rejected', 'observed'),
  ),
  of(
    'a Bedrock API key whose owner may not use it',
    logged(
      call(
        120,
        SAYS.denied(SAYS.noIdentity('bedrock:CallWithBearerToken'), {
          action: 'bedrock:CallWithBearerToken',
          resource: '*',
          principal: 'arn:aws:iam::123456789012:user/BedrockAPIKey-1a2b',
        }),
      ),
    ),
    broken('bearer-token-rejected', 'observed'),
  ),
  of(
    'keys of its own beside the token of the role',
    {
      ...environment({ AWS_ACCESS_KEY: 'AKIAIOSFODNN7EXAMPLE' }),
      ...logged(call(90, 'UnrecognizedClientException: The security token included in the request is invalid.')),
    },
    broken('credentials-invalid', 'observed'),
  ),
  of(
    "the function's token expired in a frozen sandbox",
    logged(call(90, 'ExpiredTokenException: The security token included in the request is expired')),
    { exit: 1, root: 'credentials-expired', basis: 'observed' },
  ),
  of(
    'the token expired once, and calls succeed since',
    logged(call(300, 'ExpiredTokenException: The security token included in the request is expired'), success(60)),
    OK,
  ),
];

import { errorNamed } from './named.ts';
import type { Signature } from './signature.ts';

/** Who calls, and whether AWS takes it: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export const CREDENTIALS: readonly Signature[] = [
  {
    id: 'token-expired',
    needles: ['expired', 'sso token failed', 'session token not found'],
    pattern:
      /The security token included in the request is expired|\bthe SSO session has expired or is invalid|\brefresh(?:ing)? (?:the )?SSO token\b[^".]{0,40}?\bexpired\b|The provided token has expired|The SSO session associated with this profile has expired|Token is expired\. To refresh this SSO session|\bCached SSO login is expired|\bToken for \S{1,80} has expired|\bAWS (?:SSO )?(?:session|credentials|token) (?:has|have|is|are) expired|Token has expired and refresh failed|refresh cached SSO token failed|the refreshed credentials are still expired|Your session has expired\. Please reauthenticate using '?aws|(?<=(?:GetRoleCredentials operation|UnauthorizedException): )Session token not found or invalid/gi,
    cause: 'credentials-expired',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'ExpiredTokenException: The security token included in the request is expired',
      'The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
    ],
  },
  {
    id: 'token-expired-name',
    needles: ['expiredtoken'],
    // Whichever service said it: the credentials are the same.
    pattern: new RegExp(
      `${errorNamed('[eE]xpiredToken(?:Exception)?').source}|ProviderError \\{ source: ExpiredToken\\b`,
      'g',
    ),
    cause: 'credentials-expired',
    weight: 'firm',
    surroundings: 'none',
    samples: ['An error occurred (ExpiredTokenException) when calling the InvokeModel operation: expired'],
  },
  {
    id: 'signature-time',
    needles: ['signature expired', 'not yet current', 'too skewed', 'request time and'],
    pattern:
      /Signature (?:expired|not yet current): \S+|Request timestamp too skewed|The difference between the request time and the (?:current|server's) time is too large/gi,
    cause: 'clock-skew',
    weight: 'firm',
    surroundings: 'not-other',
    samples: ['InvalidSignatureException: Signature expired: 20261124T000000Z is now earlier than 20261124T001500Z'],
  },
  {
    id: 'signature-time-name',
    needles: ['requesttimetooskewed', 'requestexpired'],
    pattern: errorNamed('RequestTimeTooSkewed|RequestExpired'),
    cause: 'clock-skew',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'RequestExpired: The request reached the service more than 15 minutes after the date stamp on the request',
    ],
  },
  {
    id: 'token-invalid',
    needles: [
      'security token',
      'signature we calculated',
      'access key id you provided',
      'credential should be scoped to',
    ],
    pattern:
      /The security token included in the request is invalid|The request signature we calculated does not match|The AWS Access Key Id you provided does not exist in our records|Credential should be scoped to (?:correct service: '?bedrock|a valid region)/gi,
    cause: 'credentials-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: ['UnrecognizedClientException: The security token included in the request is invalid.'],
  },
  {
    // What a signature lacks: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
    id: 'signature-incomplete',
    needles: ['authorization header requires'],
    pattern: /\bAuthorization header requires (?:existence of|'(?:Credential|Signature|SignedHeaders)' parameter)/g,
    cause: 'credentials-invalid',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      "IncompleteSignatureException: Authorization header requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256 SignedHeaders=host (Service: BedrockRuntime, Status Code: 403, Request ID: 8f14)",
    ],
  },
  {
    id: 'token-invalid-name',
    needles: [
      'invalidclienttokenid',
      'unrecognizedclientexception',
      'authfailure',
      'invalididentitytoken',
      'idprejectedclaim',
    ],
    pattern: errorNamed(
      'InvalidClientTokenId|UnrecognizedClientException|InvalidIdentityToken(?:Exception)?|IDPRejectedClaim(?:Exception)?|AuthFailure(?!: Signature (?:expired|not yet))',
    ),
    cause: 'credentials-invalid',
    weight: 'firm',
    surroundings: 'none',
    samples: ['An error occurred (InvalidClientTokenId) when calling the GetFoundationModel operation: not valid'],
  },
  {
    // A signature also fails for a link that was signed for others; so it must not be another service's.
    id: 'signature-invalid-name',
    needles: ['signaturedoesnotmatch', 'incompletesignature', 'invalidsignatureexception'],
    pattern: errorNamed(
      'SignatureDoesNotMatch|IncompleteSignature(?:Exception)?|InvalidSignatureException(?!: Signature (?:expired|not yet))',
    ),
    // The same name for a clock that is wrong.
    cause: (_groups, around) =>
      /Signature (?:expired|not yet current)/i.test(around()) ? 'clock-skew' : 'credentials-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: ['An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: no match'],
  },
  {
    id: 'no-credentials',
    needles: [
      'locate credentials',
      'credentials found in',
      'load credentials',
      'load aws credentials',
      'resolve credentials',
      'resolve aws credentials',
      'credentials in config',
      'retrieve credentials',
      'retrieving credentials',
      'cached credentials',
      'valid credential',
      'no credentials have',
      'provider credentials',
      'aws credentials',
      'requires aws credentials',
      'without credentials',
      'security credentials',
      'provided credentials',
      'aws account to use',
      'key setting is missing',
      'key id setting is missing',
      'credential is missing',
      'valid providers in chain',
      'missing authentication token',
      'config profile',
      'sso token',
      'credential sources',
      'could not be sourced',
      'read credentials from',
      'aws credentials',
      'imds role found',
      'credentialsnotloaded',
      'credential object',
      'no credentials for profile',
      'no credentials specified',
      'no credentials could',
      'credentials found in the',
      'credentials were found in the',
      'missingauthenticationtoken',
    ],
    pattern:
      /Unable to locate credentials|Partial credentials found in|Could not load credentials from any providers|(?<=CredentialsProviderError: )Could not load credentials|Could not resolve credentials using profile|Missing credentials in config|no valid providers in chain|failed to (?:refresh cached|retrieve) credentials|Unable to load (?:AWS )?credentials from any (?:of the providers|provider) in the chain|Error retrieving credentials from the instance profile|No valid credential sources|no credentials have been configured|Unable to resolve AWS account to use|AWS (?:provider )?credentials (?:were |are )?not found|AWS SigV4 authentication requires AWS credentials|AWS (?:access key ID|secret access key) setting is missing|Credential is missing(?= at Signature)|could not resolve credentials from session|unable to sign request without credentials|Failed to resolve AWS credentials|Unable to get IAM security credentials|no providers in chain provided credentials|Request is missing Authentication Token|MissingAuthenticationToken(?:Exception)?: Missing|failed to (?:get|load|fetch|resolve|obtain) (?:valid )?AWS credentials|no EC2 IMDS role found|\bCredentialsNotLoaded\b|Resolved credential object is not valid|\bcontained no credentials for profile\b|\bno (?:valid )?AWS credentials (?:were |was )?(?:found|available|configured)|CredentialsException: Cannot read credentials from \S|The config profile \([^)]*\) could not be found|Valid credentials could not be sourced by the \w+ provider|Error loading SSO Token: Token for \S+ does not exist|\bNo credentials specified or obtained from|\bNo (?:valid )?(?:AWS )?credentials (?:could be loaded from|(?:were )?found in) the (?:\w{1,20} ){0,2}chain/gi,
    cause: 'credentials-missing',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
      'CredentialsProviderError: Could not load credentials from any providers',
    ],
  },
  {
    // The name alone: https://botocore.amazonaws.com/v1/documentation/api/latest/client_upgrades.html#error-handling
    id: 'no-credentials-name',
    needles: ['nocredentialserror', 'credentialsprovidererror'],
    pattern: /\bNoCredentialsError(?=\(|: )|\bCredentialsProviderError(?=: )/g,
    cause: 'credentials-missing',
    weight: 'firm',
    surroundings: 'not-other',
    yields: 'to words',
    samples: [
      'bedrock: NoCredentialsError()',
      'CredentialsProviderError: Could not find credentials in environment variables.',
    ],
  },
  {
    id: 'bearer',
    needles: ['bearer token', 'api key'],
    pattern:
      /Bearer Token has expired|(?<=["']code["']: ?["']invalid_api_key["'][^}]{0,80})Invalid bearer token|Invalid API Key format: Must start with pre-defined prefix|Authentication failed: Please make sure your API Key is valid/g,
    cause: 'bearer-token-rejected',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      '{"Message":"Bearer Token has expired"}',
      '{"error":{"code":"invalid_api_key","message":"Invalid bearer token","type":"invalid_request_error"}}',
    ],
  },
  {
    id: 'no-region',
    needles: [
      'specify a region',
      'no region was',
      'region is missing',
      'region is required',
      'load region from',
      'region setting',
      'region via',
      'missing region',
      'keyword :region',
      'options: region',
      'regionendpoint',
      'no region specified',
    ],
    pattern:
      /\bYou must specify a region\b|No region was provided\. Configure|Region is missing(?! (?:from|on|of|and|but|here)\b)|an AWS region is required, but was not found|Unable to load region from any of the providers|AWS region setting is missing|Unable to find a region via the region provider chain|Missing Region in config|missing keyword :region|Missing required client configuration options: region|No RegionEndpoint or ServiceURL configured|Invalid Configuration: Missing Region|No region specified or obtained from/gi,
    cause: 'region-missing',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'You must specify a region. You can also configure your region by running "aws configure".',
      'Error: Region is missing',
    ],
  },
];

import type { CauseId } from '../src/core/cause.ts';

/** A service as the SDKs spell it. */
export interface Called {
  readonly go: string;
  readonly java: string;
  readonly host: string;
}
export const RUNTIME: Called = { go: 'Bedrock Runtime', java: 'BedrockRuntime', host: 'bedrock-runtime' };
const AGENTS: Called = { go: 'Bedrock Agent Runtime', java: 'BedrockAgentRuntime', host: 'bedrock-agent-runtime' };
const CLOUDFORMATION: Called = { go: 'CloudFormation', java: 'CloudFormation', host: 'cloudformation' };
const LAMBDA: Called = { go: 'Lambda', java: 'Lambda', host: 'lambda' };
const IAM: Called = { go: 'IAM', java: 'Iam', host: 'iam' };
const LOGS: Called = { go: 'CloudWatch Logs', java: 'CloudWatchLogs', host: 'logs' };

/** One answer of AWS. */
export interface Answer {
  readonly service: Called;
  readonly operation: string;
  readonly exception: string;
  readonly status: number;
  readonly words: string;
  readonly requestId: string;
}

const json = JSON.stringify;
const urlOf = ({ service, operation }: Answer): string =>
  `https://${service.host}.us-east-1.amazonaws.com/${operation.toLowerCase()}`;
const lower = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** How clients write an answer of AWS's, after their documentation and public threads. */
export const FRAMES: Readonly<Record<string, (answer: Answer) => string>> = {
  boto3: ({ exception, operation, words }) =>
    `botocore.errorfactory.${exception}: An error occurred (${exception}) when calling the ${operation} operation: ${words}`,
  'AWS CLI 2': ({ exception, operation, words }) =>
    `aws: [ERROR]: An error occurred (${exception}) when calling the ${operation} operation (reached max retries: 2): ${words}`,
  'Go 2': ({ service, operation, status, requestId, exception, words }) =>
    `operation error ${service.go}: ${operation}, exceeded maximum number of attempts, 3, https response error StatusCode: ${status}, RequestID: ${requestId}, ${exception}: ${words}`,
  'Java 2': ({ service, status, requestId, exception, words }) =>
    `software.amazon.awssdk.services.${service.java.toLowerCase()}.model.${exception}: ${words} (Service: ${service.java}, Status Code: ${status}, Request ID: ${requestId}) (SDK Attempt Count: 1)\n\tat software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:125)`,
  'Java 1': ({ service, status, requestId, exception, words }) =>
    `com.amazonaws.services.${service.java.toLowerCase()}.model.${exception}: ${words} (Service: Amazon${service.java}; Status Code: ${status}; Error Code: ${exception}; Request ID: ${requestId}; Proxy: null)`,
  'JavaScript 3': ({ service, status, requestId, exception, words }) =>
    `${exception}: ${words}\n    at throwDefaultError (/var/task/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20)\n    at de_CommandError (/var/task/node_modules/@aws-sdk/client-${service.host}/dist-cjs/index.js:1059:14) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: ${status},\n    requestId: '${requestId}',\n    attempts: 1,\n    totalRetryDelay: 0\n  }\n}`,
  Rust: ({ service, requestId, exception, words }) =>
    `ServiceError(ServiceError { source: ${exception}(${exception} { message: Some(${json(words)}), meta: ErrorMetadata { code: Some("${exception}"), message: Some(${json(words)}), extras: Some({"aws_request_id": "${requestId}"}) } }), raw: Response { uri: "https://${service.host}.us-east-1.amazonaws.com" } })`,
  '.NET': ({ service, exception, words }) =>
    `Amazon.${service.java}.Model.${exception}: ${words}\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.\n   at Amazon.Runtime.HttpWebRequestMessage.ProcessHttpResponseMessage(HttpResponseMessage responseMessage)`,
  Ruby: ({ service, exception, words }) => `app.rb:12:in 'call': ${words} (Aws::${service.java}::Errors::${exception})`,
  PHP: (answer) =>
    `Error executing "${answer.operation}" on "${urlOf(answer)}"; AWS HTTP error: Client error: \`POST ${urlOf(answer)}\` resulted in a \`${answer.status} Bad Request\` response:\n{"message":"… (truncated...)\n ${answer.exception} (client): ${answer.words}`,
  Swift: ({ service, exception, status, requestId, words }) =>
    `${exception}(properties: AWS${service.java}.${exception}.Properties(message: Optional(${json(words)})), httpResponse: Status Code: HTTP status code: ${status} x-amzn-requestid: ${requestId}, x-amzn-errortype: ${exception})`,
  Kotlin: ({ service, exception, requestId, words }) =>
    `aws.sdk.kotlin.services.${service.java.toLowerCase()}.model.${exception}: ${words}, Request ID: ${requestId}`,
  'C++': (answer) =>
    `[ERROR] AWSClient HTTP response code: ${answer.status} for ${urlOf(answer)}\nRequest ID: ${answer.requestId}\nException name: ${answer.exception}\nError message: ${answer.words}`,
  'curl -i': (answer) =>
    `$ curl -i -X POST ${urlOf(answer)}\nHTTP/1.1 ${answer.status} x\nx-amzn-RequestId: ${answer.requestId}\nx-amzn-ErrorType: ${answer.exception}:http://internal.amazon.com/coral/com.amazon.service/\n\n${json({ message: answer.words })}`,
  CloudTrail: ({ service, operation, exception, requestId, words }) =>
    json(
      {
        eventSource: `${service.host.replace(/-.*/, '')}.amazonaws.com`,
        eventName: operation,
        errorCode: exception.replace(/^AccessDeniedException$/, 'AccessDenied'),
        errorMessage: words,
        requestID: requestId,
      },
      null,
      2,
    ),
  'Lambda’s Python line': ({ exception, operation, requestId, words }) =>
    `[ERROR] ${exception}: An error occurred (${exception}) when calling the ${operation} operation: ${words}\nTraceback (most recent call last):\n\u00a0\u00a0File "/var/task/app.py", line 12, in handler\nEND RequestId: ${requestId}`,
  'a JSON log': ({ service, exception, status, requestId, words }) =>
    json({
      level: 'error',
      service: service.host,
      err: { name: exception, message: words, $metadata: { httpStatusCode: status, requestId }, service: service.host },
      url: `https://${service.host}.us-east-1.amazonaws.com`,
    }),
};

/** The same, of clients that only speak to Bedrock's runtime. */
export const CLIENTS: Readonly<Record<string, (answer: Answer) => string>> = {
  LiteLLM: ({ words }) =>
    `litellm.exceptions.APIConnectionError: litellm.APIConnectionError: BedrockException - ${json({ message: words })}`,
  'LiteLLM’s proxy': ({ words, status }) =>
    json({
      error: {
        message: `litellm.APIConnectionError: BedrockException - ${json({ message: words })}. Received Model Group=x`,
        type: null,
        param: null,
        code: String(status),
      },
    }),
  LangChain: ({ exception, words }) =>
    `ValueError: Error raised by bedrock service: An error occurred (${exception}) when calling the InvokeModel operation: ${words}`,
  'Vercel AI SDK': (answer) =>
    `AI_APICallError: ${answer.words}\n    at null.<anonymous> (/node_modules/@ai-sdk/provider-utils/dist/index.mjs:812:14) {\n  url: '${urlOf(answer)}',\n  statusCode: ${answer.status},\n  responseBody: ${json(json({ message: answer.words }))}`,
  'Anthropic SDK': ({ status, words }) =>
    `anthropic.APIStatusError: Error code: ${status} - {'message': ${json(words)}} (AnthropicBedrock)`,
  'Claude Code': ({ status, words }) =>
    `> hi\n  ⎿  API Error (us.anthropic.claude-sonnet-4-5-20250929-v1:0): ${status} ${words}`,
  'Spring AI': ({ exception, status, requestId, words }) =>
    `Servlet.service() threw exception [Request processing failed: software.amazon.awssdk.services.bedrockruntime.model.${exception}: ${words} (Service: BedrockRuntime, Status Code: ${status}, Request ID: ${requestId})] with root cause`,
  'an event of a stream': ({ exception, words }) =>
    `botocore.exceptions.EventStreamError: An error occurred (${lower(exception)}) when calling the ConverseStream operation: ${words}`,
};

interface Told {
  readonly service?: Called;
  readonly operation?: string;
  readonly exception: string;
  readonly status: number;
  readonly words: readonly [string, ...string[]];
}

const ARN = 'arn:aws:sts::123456789012:assumed-role/app/fn';
const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0';
const denied = (action: string, resource: string, context: string): string =>
  `User: ${ARN} is not authorized to perform: ${action} on resource: ${resource} ${context}`;
const none = (action: string): string => `because no identity-based policy allows the ${action} action`;
const denial = (...words: [string, ...string[]]): Told => ({ exception: 'AccessDeniedException', status: 403, words });
const invalid = (...words: [string, ...string[]]): Told => ({ exception: 'ValidationException', status: 400, words });
const missing = (...words: [string, ...string[]]): Told => ({
  exception: 'ResourceNotFoundException',
  status: 404,
  words,
});

/** What AWS says for each cause that it puts into words: bedrock-runtime, IAM and their pages (docs/causes). */
export const SAID: Readonly<Partial<Record<CauseId, Told>>> = {
  'credentials-expired': {
    exception: 'ExpiredTokenException',
    status: 403,
    words: ['The security token included in the request is expired'],
  },
  'credentials-invalid': {
    exception: 'UnrecognizedClientException',
    status: 403,
    words: ['The security token included in the request is invalid.'],
  },
  'clock-skew': {
    exception: 'InvalidSignatureException',
    status: 403,
    words: ['Signature expired: 20261101T100000Z is now earlier than 20261101T101500Z (20261101T102000Z - 5 min.)'],
  },
  'bearer-token-rejected': denial(
    'Bearer Token has expired',
    'Authentication failed: Please make sure your API Key is valid.',
    denied('bedrock:CallWithBearerToken', '*', none('bedrock:CallWithBearerToken')),
  ),
  'stack-not-found': {
    service: CLOUDFORMATION,
    operation: 'DescribeStacks',
    exception: 'ValidationError',
    status: 400,
    words: ['Stack with id kiroween does not exist'],
  },
  'stack-unhealthy': {
    service: CLOUDFORMATION,
    operation: 'UpdateStack',
    exception: 'ValidationError',
    status: 400,
    words: [
      'Stack:arn:aws:cloudformation:us-east-1:123456789012:stack/kiroween/6f7a1c30 is in ROLLBACK_COMPLETE state and can not be updated.',
    ],
  },
  'function-not-found': {
    service: LAMBDA,
    operation: 'GetFunction',
    exception: 'ResourceNotFoundException',
    status: 404,
    words: ['Function not found: arn:aws:lambda:us-east-1:123456789012:function:PoetryFunction'],
  },
  'role-not-found': {
    service: IAM,
    operation: 'GetRole',
    exception: 'NoSuchEntity',
    status: 404,
    words: ['The role with name PoetryFunctionRole cannot be found.'],
  },
  'logs-missing': {
    service: LOGS,
    operation: 'FilterLogEvents',
    exception: 'ResourceNotFoundException',
    status: 400,
    words: ['The specified log group does not exist.'],
  },
  'model-id-invalid': invalid('The provided model identifier is invalid.'),
  'model-not-in-region': invalid('The provided model is not supported in this region.'),
  'model-end-of-life': missing(
    'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  ),
  'model-legacy-locked': missing(
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  ),
  'inference-profile-required': invalid(
    "Invocation of model ID amazon.nova-lite-v1:0 with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
    "The provided model doesn't support on-demand throughput.",
  ),
  'model-route-unsupported': invalid("model `google.gemma-4-31b` isn't supported on this route"),
  'use-case-form-missing': missing(
    'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
  ),
  'marketplace-subscription-denied': denial(
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 7 minutes.',
    `Your subscription to the model could not be established. Reason: ${denied('aws-marketplace:Subscribe', '*', none('aws-marketplace:Subscribe'))}`,
  ),
  'marketplace-subscription-pending': denial(
    'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again in 15 minutes.',
  ),
  'marketplace-subscription-failed': denial('AWS Marketplace Agreement Failed within 15 minutes'),
  'payment-instrument-invalid': denial(
    'Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
  ),
  'model-access-denied': denial("You don't have access to the model with the specified model ID."),
  'model-gated': denial(
    'anthropic.claude-opus-4-7 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
  ),
  'account-restricted': invalid(
    'Operation not allowed',
    'Your account is not authorized to perform this action. Please create a support case (https://console.aws.amazon.com/support/home) with details about your use case and we will get back to you.',
  ),
  'operation-not-authorized': denial('Your account is not authorized to invoke this API operation.'),
  'geography-unsupported': invalid(
    'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
  ),
  'data-retention-required': invalid("data retention mode 'default' is not available for this model"),
  'invoke-not-allowed': denial(denied('bedrock:InvokeModel', MODEL, none('bedrock:InvokeModel'))),
  'invoke-profile-not-allowed': denial(denied('bedrock:InvokeModel', PROFILE, none('bedrock:InvokeModel'))),
  'invoke-stream-not-allowed': denial(
    denied('bedrock:InvokeModelWithResponseStream', MODEL, none('bedrock:InvokeModelWithResponseStream')),
  ),
  'action-not-allowed': {
    ...denial(
      denied('bedrock:Retrieve', 'arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KB1', none('bedrock:Retrieve')),
    ),
    service: AGENTS,
    operation: 'RetrieveAndGenerate',
  },
  'denied-explicitly': denial(
    denied('bedrock:InvokeModel', MODEL, 'with an explicit deny in an identity-based policy'),
  ),
  'denied-by-scp': denial(
    denied(
      'bedrock:InvokeModel',
      MODEL,
      'with an explicit deny in a service control policy: arn:aws:organizations::123456789012:policy/o-x/service_control_policy/p-x',
    ),
  ),
  'denied-by-rcp': denial(denied('bedrock:InvokeModel', MODEL, 'with an explicit deny in a resource control policy')),
  'denied-by-boundary': denial(
    denied('bedrock:InvokeModel', MODEL, 'because no permissions boundary allows the bedrock:InvokeModel action'),
  ),
  'denied-by-session-policy': denial(
    denied('bedrock:InvokeModel', MODEL, 'because no session policy allows the bedrock:InvokeModel action'),
  ),
  'denied-by-vpc-endpoint': denial(
    denied('bedrock:InvokeModel', MODEL, 'because no VPC endpoint policy allows the bedrock:InvokeModel action'),
  ),
  'guardrail-not-allowed': denial(
    denied(
      'bedrock:ApplyGuardrail',
      'arn:aws:bedrock:us-east-1:123456789012:guardrail/abc',
      none('bedrock:ApplyGuardrail'),
    ),
  ),
  'kms-denied': denial(denied('kms:Decrypt', 'arn:aws:kms:us-east-1:123456789012:key/abc', none('kms:Decrypt'))),
  'operator-not-allowed': {
    service: IAM,
    operation: 'PutRolePolicy',
    exception: 'AccessDenied',
    status: 403,
    words: [
      `User: arn:aws:iam::123456789012:user/dev is not authorized to perform: iam:PutRolePolicy on resource: role app ${none('iam:PutRolePolicy')}`,
    ],
  },
  throttled: {
    exception: 'ThrottlingException',
    status: 429,
    words: ['Too many requests, please wait before trying again.', 'Too many tokens, please wait before trying again.'],
  },
  'daily-token-quota': {
    exception: 'ThrottlingException',
    status: 429,
    words: ['Too many tokens per day, please wait before trying again.'],
  },
  'service-quota-exceeded': {
    exception: 'ServiceQuotaExceededException',
    status: 400,
    words: ['Your request exceeds the service quota for your account.'],
  },
  'model-not-ready': {
    exception: 'ModelNotReadyException',
    status: 429,
    words: ['The model is not ready for inference.'],
  },
  'model-timeout': {
    exception: 'ModelTimeoutException',
    status: 408,
    words: ['Model has timed out in processing the request. Try your request again.'],
  },
  'model-error': {
    exception: 'ModelErrorException',
    status: 424,
    words: ['The system encountered an unexpected error during processing. Try your request again.'],
  },
  'service-unavailable': {
    exception: 'ServiceUnavailableException',
    status: 503,
    words: ['Bedrock is unable to process your request.'],
  },
  'request-invalid': invalid(
    'Malformed input request: #: required key [max_tokens] not found, please reformat your input and try again.',
    'The model returned the following errors: messages: roles must alternate between "user" and "assistant"',
  ),
};

/** What clients and the platform say themselves, whole; AWS was not asked, or it is no answer of an API. */
export const SAID_WHOLE: Readonly<Partial<Record<CauseId, readonly string[]>>> = {
  'credentials-missing': [
    'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
    'CredentialsProviderError: Could not load credentials from any providers',
    'NoCredentialProviders: no valid providers in chain. Deprecated.',
    'software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain',
    'dispatch failure: other: the credential provider was not enabled: no providers in chain provided credentials',
    'Aws::Errors::MissingCredentialsError: unable to sign request without credentials set',
  ],
  'credentials-expired': [
    'Error: The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    'botocore.exceptions.TokenRetrievalError: Error when retrieving token from sso: Token has expired and refresh failed',
    'operation error Bedrock Runtime: Converse, get identity: get credentials: failed to refresh cached credentials, refresh cached SSO token failed',
  ],
  'region-missing': [
    'botocore.exceptions.NoRegionError: You must specify a region.',
    'Error: Region is missing',
    'operation error Bedrock Runtime: Converse, failed to resolve service endpoint, an AWS region is required, but was not found',
    'software.amazon.awssdk.core.exception.SdkClientException: Unable to load region from any of the providers in the chain',
    "missing keyword :region (Aws::Errors::MissingRegionError) missing region; use :region option or export region name to ENV['AWS_REGION']",
  ],
  'endpoint-unreachable': [
    'botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "https://bedrock-runtime.us-east-9.amazonaws.com/model/x/converse"',
    'Error: getaddrinfo ENOTFOUND bedrock-runtime.us-east-9.amazonaws.com',
    'operation error Bedrock Runtime: Converse, https response error StatusCode: 0, RequestID: , request send failed, Post "https://bedrock-runtime.us-east-9.amazonaws.com/model/x/converse": dial tcp: lookup bedrock-runtime.us-east-9.amazonaws.com: no such host',
    'software.amazon.awssdk.core.exception.SdkClientException: Received an UnknownHostException when attempting to interact with a service. Caused by: java.net.UnknownHostException: bedrock-runtime.us-east-9.amazonaws.com',
    "requests.exceptions.SSLError: HTTPSConnectionPool(host='bedrock-runtime.us-east-1.amazonaws.com', port=443): Max retries exceeded (Caused by SSLError(certificate verify failed))",
  ],
  'function-timeout': [
    '2026-11-01T10:00:00.000Z 3b1f0c2e-0000-4000-8000-000000000001 Task timed out after 30.03 seconds',
    '{"errorMessage":"2026-11-01T10:00:00.000Z 3b1f0c2e-0000-4000-8000-000000000001 Task timed out after 3.00 seconds"}',
    '{"time":"2026-11-01T10:00:00.000Z","type":"platform.report","record":{"requestId":"3b1f0c2e-0000-4000-8000-000000000001","metrics":{"durationMs":30000.0},"status":"timeout"}}',
    '2026-11-01T10:00:00.000Z\t3b1f0c2e-0000-4000-8000-000000000001\tERROR\tInvoke failed: Task timed out after 12.01 seconds',
  ],
  'function-error': [
    '{"errorType":"TypeError","errorMessage":"Cannot read properties of undefined (reading \'tempo\')","trace":["TypeError: Cannot read properties"]}',
    '{"errorMessage": "Unable to import module \'app\'", "errorType": "Runtime.ImportModuleError", "stackTrace": []}',
    '[ERROR] KeyError: \'audioFeatures\'\nTraceback (most recent call last):\n  File "/var/task/app.py", line 9, in handler',
    'RequestId: 3b1f0c2e-0000-4000-8000-000000000001 Error: Runtime exited with error: exit status 1\nRuntime.ExitError',
  ],
  'endpoint-error': [
    '{"message":"Missing Authentication Token"}',
    '{"message": "Endpoint request timed out"}',
    'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/Prod/x answered 502: {"message": "Internal server error"}',
    'x-amz-apigw-id: abc=\n\n{"message":"Not Found"}',
  ],
  'guardrail-required': [
    'boto3: An error occurred (AccessDeniedException) when calling the Converse operation: ',
    'operation error Bedrock Runtime: Converse, https response error StatusCode: 403, RequestID: 1, AccessDeniedException: ',
    'software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException: ',
    'litellm.APIConnectionError: BedrockException - ',
  ].map(
    (frame) =>
      `${frame}${denied('bedrock:InvokeModel', MODEL, 'with an explicit deny in an identity-based policy')}\nThe statement: "Condition": {"Null": {"bedrock:GuardrailIdentifier": "true"}}`,
  ),
};

/** Every answer of a cause, in the words that AWS has for it. */
export const answersOf = (told: Told, requestId: string): readonly Answer[] =>
  told.words.map((words) => ({
    service: told.service ?? RUNTIME,
    operation: told.operation ?? 'Converse',
    exception: told.exception,
    status: told.status,
    words,
    requestId,
  }));

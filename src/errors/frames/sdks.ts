import type { Form } from './form.ts';

const ID = '(?<requestId>[\\w-]{1,64})';

/** Errors as AWS's own SDKs and tools write them. */
export const SDK_FORMS: readonly Form[] = [
  {
    // https://boto3.amazonaws.com/v1/documentation/api/latest/guide/error-handling.html
    id: 'boto3',
    needles: ['when calling the'],
    pattern: /error occurred \((?<exception>\w{1,80})\) when calling the (?<operation>\w{1,80}) operation/gi,
    sample: {
      text: 'An error occurred (ValidationException) when calling the Converse operation (reached max retries: 4): x',
      parts: { exception: 'ValidationException', operation: 'Converse' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-go/v2/developer-guide/handle-errors.html
    id: 'go-2',
    needles: ['operation error'],
    pattern: new RegExp(
      `operation error (?<service>[\\w -]{2,40}): (?<operation>\\w{1,80}), (?:(?:exceeded maximum number of attempts, \\d{1,4}|failed to [\\w ]{1,40}), ){0,3}(?:https response error StatusCode: (?<status>\\d{3}), )?(?:RequestID: ${ID}?, |, )?(?:HostID: \\S{0,80}, )?(?:api error )?(?<exception>[A-Z]\\w{1,80}): `,
      'g',
    ),
    sample: {
      text: 'operation error Bedrock Runtime: Converse, https response error StatusCode: 400, RequestID: 8f14-e45f, ValidationException: x',
      parts: {
        exception: 'ValidationException',
        service: 'Bedrock Runtime',
        operation: 'Converse',
        status: '400',
        requestId: '8f14-e45f',
      },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-go/v1/developer-guide/handling-errors.html
    id: 'go-1',
    needles: ['request id:'],
    hint: ['status code 4', 'status code 5'],
    pattern: new RegExp(`\\bstatus code: (?<status>\\d{3}), request id: ${ID}`, 'g'),
    sample: {
      text: 'ValidationException: x status code: 400, request id: 8f14-e45f',
      parts: { status: '400', requestId: '8f14-e45f' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/handling-exceptions.html
    id: 'java',
    needles: ['(service: '],
    hint: ['status code 4', 'status code 5'],
    pattern: new RegExp(
      `\\(Service: (?<service>[\\w ]{2,40})[,;] Status Code: (?<status>\\d{3})(?:; Error Code: (?<exception>\\w{1,80}))?(?:[,;] Request ID: ${ID})?`,
      'g',
    ),
    sample: {
      text: 'x (Service: AmazonBedrockRuntime; Status Code: 400; Error Code: ValidationException; Request ID: 8f14-e45f; Proxy: null)',
      parts: {
        exception: 'ValidationException',
        service: 'AmazonBedrockRuntime',
        status: '400',
        requestId: '8f14-e45f',
      },
    },
  },
  {
    id: 'java-class',
    needles: ['.model.'],
    hint: [],
    pattern: /\bservices\.(?<service>\w{2,40})\.model\.(?<exception>[A-Z]\w{1,80})(?=: |["'])/g,
    sample: {
      text: 'software.amazon.awssdk.services.bedrockruntime.model.ValidationException: x',
      parts: { exception: 'ValidationException', service: 'bedrockruntime' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-rust/latest/dg/error-handling.html
    id: 'rust',
    needles: ['message: some(', 'code: some('],
    pattern:
      /\b(?<exception>[A-Z]\w{1,80})\(\w{1,80} \{ message: Some\(|\bErrorMetadata \{ code: Some\("(?<code>\w{1,80})"\)/g,
    sample: {
      text: 'ServiceError { source: ValidationException(ValidationException { message: Some("x")',
      parts: { exception: 'ValidationException' },
    },
  },
  {
    // The same printed with its sources: https://docs.rs/aws-smithy-types/latest/aws_smithy_types/error/display/struct.DisplayErrorContext.html
    id: 'rust-display',
    needles: ['service error: ', 'unhandled error (', 'error: '],
    hint: ['service error ', 'unhandled error '],
    pattern:
      /(?:\bservice error: |\bunhandled error \(|\b(?:InvokeModel|Converse)\w{0,40}Error: )(?<exception>[A-Z]\w{1,80}Exception)\b/g,
    sample: {
      text: 'service error: ValidationException: x',
      parts: { exception: 'ValidationException' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-swift/latest/developer-guide/using-error-handling.html
    id: 'swift',
    needles: ['.properties(message', '(httpresponse: '],
    pattern:
      /\b(?<exception>[A-Z]\w{1,80})\((?:properties: (?<service>\w{2,40})\.\w{1,80}\.Properties\(message:|httpResponse: )/g,
    sample: {
      text: 'ValidationException(properties: AWSBedrockRuntime.ValidationException.Properties(message: Optional("x"))',
      parts: { exception: 'ValidationException', service: 'AWSBedrockRuntime' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/net-dg-exceptions.html
    id: 'dotnet',
    needles: ['.model.'],
    hint: [],
    pattern: /\bAmazon\.(?<service>\w{2,40})\.Model\.(?<exception>[A-Z]\w{1,80})(?=: |,)/g,
    sample: {
      text: 'Amazon.BedrockRuntime.Model.ValidationException: x',
      parts: { exception: 'ValidationException', service: 'BedrockRuntime' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-php/v3/developer-guide/faq.html
    id: 'php',
    needles: ['error executing'],
    pattern:
      /Error executing "(?<operation>\w{1,80})" on "https:\/\/(?<service>[\w-]{2,40})\.[^"]{1,300}"; AWS HTTP error: (?:Client|Server) error: ['"]?(?:POST|GET|PUT|DELETE) \S{1,300} resulted in a ['"]?(?<status>\d{3})\b/g,
    sample: {
      text: 'Error executing "InvokeModel" on "https://bedrock-runtime.us-east-1.amazonaws.com/model/x/invoke"; AWS HTTP error: Client error: POST https://bedrock-runtime.us-east-1.amazonaws.com/model/x/invoke resulted in a 400 Bad Request response:',
      parts: { operation: 'InvokeModel', service: 'bedrock-runtime', status: '400' },
    },
  },
  {
    // The PHP SDK's own end of the same sentence.
    id: 'php-code',
    needles: [' (client):', ' (server):'],
    hint: [],
    pattern: /\b(?<exception>[A-Z]\w{1,80}) \((?:client|server)\): /g,
    sample: { text: 'ValidationException (client): x', parts: { exception: 'ValidationException' } },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-ruby/v3/developer-guide/handle-errors.html
    id: 'ruby',
    needles: ['::errors::'],
    hint: [],
    pattern: /\bAws::(?<service>\w{2,40})::Errors::(?<exception>[A-Z]\w{1,80})(?=\)| \(|: )/g,
    sample: {
      text: 'x (Aws::BedrockRuntime::Errors::ValidationException)',
      parts: { exception: 'ValidationException', service: 'BedrockRuntime' },
    },
  },
  {
    // https://docs.aws.amazon.com/sdk-for-cpp/latest/developer-guide/troubleshooting-cpp.html
    id: 'cpp',
    needles: ['exception name:', 'exceptionname'],
    pattern: /\bException ?[Nn]ame: (?<exception>[A-Z]\w{1,80}) Error ?[Mm]essage: /g,
    sample: {
      text: 'Exception name: ValidationException Error message: x',
      parts: { exception: 'ValidationException' },
    },
  },
  {
    // https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/
    id: 'javascript-metadata',
    needles: ['httpstatuscode'],
    hint: ['statuscode 4', 'statuscode 5'],
    pattern: /["']?\$metadata["']?: \{[^{}]{0,200}?httpStatusCode["']?: ?(?<status>\d{3})/g,
    sample: { text: "'$metadata': { httpStatusCode: 400, attempts: 1 }", parts: { status: '400' } },
  },
  {
    // Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    id: 'step-functions',
    needles: ['bedrock'],
    hint: [],
    pattern: /["'][Ee]rror["']: ?["'](?<service>Bedrock\w{0,30})\.(?<exception>[A-Z]\w{1,80})["']/g,
    sample: {
      text: '"Error":"BedrockRuntime.ValidationException"',
      parts: { exception: 'ValidationException', service: 'BedrockRuntime' },
    },
  },
];

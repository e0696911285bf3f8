import type { Form } from './form.ts';

const ID = '(?<requestId>[\\w-]{1,64})';

/** Errors as AWS's own SDKs and tools write them. */
export const SDK_FORMS: readonly Form[] = [
  {
    // https://boto3.amazonaws.com/v1/documentation/api/latest/guide/error-handling.html
    id: 'boto3',
    needles: ['when calling the'],
    pattern: /error occurred \((?<exception>\w{1,80})\) when calling the (?<operation>\w{1,80}) operation/g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-go/v2/developer-guide/handle-errors.html
    id: 'go-2',
    needles: ['operation error'],
    pattern:
      /operation error (?<service>[\w ]{2,40}): (?<operation>\w{1,80}), (?:exceeded maximum number of attempts, \d{1,4}, )?(?:https response error StatusCode: (?<status>\d{3}), )?(?:RequestID: (?<requestId>[\w.-]{1,64})?, |, )?(?:HostID: \S{0,80}, )?(?:api error )?(?<exception>[A-Z]\w{1,80}): /g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-go/v1/developer-guide/handling-errors.html
    id: 'go-1',
    needles: ['request id:'],
    hint: ['status code 4', 'status code 5'],
    pattern: new RegExp(`status code: (?<status>\\d{3}), request id: ${ID}`, 'g'),
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
  },
  {
    id: 'java-class',
    needles: ['.model.'],
    hint: [],
    pattern: /services\.(?<service>\w{2,40})\.model\.(?<exception>[A-Z]\w{1,80})(?=: |")/g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-rust/latest/dg/error-handling.html
    id: 'rust',
    needles: ['message: some(', 'code: some('],
    pattern:
      /(?<exception>[A-Z]\w{1,80})\(\w{1,80} \{ message: Some\(|ErrorMetadata \{ code: Some\("(?<code>\w{1,80})"\)/g,
  },
  {
    // The same printed with its sources: https://docs.rs/aws-smithy-types/latest/aws_smithy_types/error/display/struct.DisplayErrorContext.html
    id: 'rust-display',
    needles: ['error: ', 'unhandled error ('],
    hint: ['service error ', 'unhandled error '],
    pattern:
      /(?:service error: |unhandled error \(|(?:InvokeModel|Converse)\w{0,40}Error: )(?<exception>[A-Z]\w{1,80}Exception)/g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-swift/latest/developer-guide/using-error-handling.html
    id: 'swift',
    needles: ['.properties(message', '(httpresponse: '],
    pattern:
      /(?<exception>[A-Z]\w{1,80})\((?:properties: (?<service>\w{2,40})\.\w{1,80}\.Properties\(message:|httpResponse: )/g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/net-dg-exceptions.html
    id: 'dotnet',
    needles: ['.model.'],
    hint: [],
    pattern: /Amazon\.(?<service>\w{2,40})\.Model\.(?<exception>[A-Z]\w{1,80})(?=: |,)/g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-php/v3/developer-guide/faq.html
    id: 'php',
    needles: ['error executing'],
    pattern:
      /Error executing "(?<operation>\w{1,80})" on "https:\/\/(?<service>[\w-]{2,40})\.[^"]{1,300}"; AWS HTTP error: (?:Client|Server) error: [A-Z]{3,6} \S{1,300} resulted in a (?<status>\d{3})/g,
  },
  {
    // The PHP SDK's own end of the same sentence.
    id: 'php-code',
    needles: [' (client):', ' (server):'],
    hint: [],
    pattern: /(?<exception>[A-Z]\w{1,80}) \((?:client|server)\): /g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-ruby/v3/developer-guide/handle-errors.html
    id: 'ruby',
    needles: ['::errors::'],
    hint: [],
    pattern: /Aws::(?<service>\w{2,40})::Errors::(?<exception>[A-Z]\w{1,80})(?=\)| \(|: )/g,
  },
  {
    // https://docs.aws.amazon.com/sdk-for-cpp/latest/developer-guide/troubleshooting-cpp.html
    id: 'cpp',
    needles: ['exception name:'],
    pattern: /Exception name: (?<exception>[A-Z]\w{1,80}) Error message: /g,
  },
  {
    // https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-smithy-client/
    id: 'javascript-metadata',
    needles: ['httpstatuscode'],
    hint: ['statuscode 4', 'statuscode 5'],
    pattern: /\$metadata["']?: ?\{[^}]{1,200}?httpStatusCode["']?: ?(?<status>\d{3})/g,
  },
  {
    // Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    id: 'step-functions',
    needles: ['bedrock'],
    hint: [],
    pattern: /["'][Ee]rror["']: ?["'](?<service>Bedrock\w{0,30})\.(?<exception>[A-Z]\w{1,80})["']/g,
  },
];

import type { TextsOf } from './texts.ts';

const REQUEST = '0f3c1a52-7b1c-4f0e-9a11-0123456789ab';
const DENIED =
  'User: arn:aws:iam::123456789012:user/dev is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0 because no identity-based policy allows the bedrock:InvokeModel action';
const INVALID = 'The provided model identifier is invalid.';
const PHP_CALL = 'https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/invoke';

/** Texts of the forms in `src/errors/frames/sdks.ts`, after the documentation that stands there. */
export const SDK_TEXTS: TextsOf = {
  boto3: {
    read: [
      [
        `botocore.errorfactory.ValidationException: An error occurred (ValidationException) when calling the Converse operation: ${INVALID}`,
        { exception: 'ValidationException', operation: 'Converse' },
      ],
      [
        'An error occurred (ThrottlingException) when calling the InvokeModel operation (reached max retries: 4): Too many requests, please wait before trying again.',
        { exception: 'ThrottlingException', operation: 'InvokeModel' },
      ],
    ],
    notRead: ['An error occurred when calling the Converse operation, see the log'],
  },
  'go-2': {
    read: [
      [
        `operation error Bedrock Runtime: Converse, https response error StatusCode: 403, RequestID: ${REQUEST}, AccessDeniedException: ${DENIED}`,
        {
          service: 'Bedrock Runtime',
          operation: 'Converse',
          status: '403',
          requestId: REQUEST,
          exception: 'AccessDeniedException',
        },
      ],
      [
        `operation error Bedrock Runtime: InvokeModel, exceeded maximum number of attempts, 10, https response error StatusCode: 429, RequestID: ${REQUEST}, ThrottlingException: Too many tokens, please wait before trying again.`,
        {
          service: 'Bedrock Runtime',
          operation: 'InvokeModel',
          status: '429',
          requestId: REQUEST,
          exception: 'ThrottlingException',
        },
      ],
      // Without the wrapper that holds the response
      [
        "operation error Bedrock Runtime: InvokeModel, api error AccessDeniedException: You don't have access to the model with the specified model ID.",
        { service: 'Bedrock Runtime', operation: 'InvokeModel', exception: 'AccessDeniedException' },
      ],
      // Terraform's provider of the Cloud Control API
      [
        'operation error Bedrock AgentCore Control: UpdateMemory, , ValidationException: Validation failed during UpdateMemory: Memory is in transit',
        { service: 'Bedrock AgentCore Control', operation: 'UpdateMemory', exception: 'ValidationException' },
      ],
      // Somebody shortened the request's id
      [
        `operation error Bedrock Runtime: InvokeModel, https response error StatusCode: 400, RequestID: e87a35ed-..., ValidationException: ${INVALID}`,
        {
          service: 'Bedrock Runtime',
          operation: 'InvokeModel',
          status: '400',
          requestId: 'e87a35ed-...',
          exception: 'ValidationException',
        },
      ],
      // S3 has a second id; those that are compatible with it often have neither
      [
        'operation error S3: GetObject, https response error StatusCode: 404, RequestID: 4442587FB7D0A2F9, HostID: vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo6QBU0Wo=, NoSuchKey: The specified key does not exist.',
        {
          service: 'S3',
          operation: 'GetObject',
          status: '404',
          requestId: '4442587FB7D0A2F9',
          exception: 'NoSuchKey',
        },
      ],
      [
        'operation error S3: ListObjectsV2, https response error StatusCode: 403, RequestID: , HostID: , api error AccessDenied: Access Denied',
        { service: 'S3', operation: 'ListObjectsV2', status: '403', exception: 'AccessDenied' },
      ],
    ],
    notRead: [
      'operation error Bedrock Runtime: Converse, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found',
    ],
  },
  'go-1': {
    read: [
      [
        `ValidationException: ${INVALID}\n\tstatus code: 400, request id: ${REQUEST}`,
        { status: '400', requestId: REQUEST },
      ],
      [
        `ServiceUnavailableException: Bedrock is unable to process your request.\n\tstatus code: 503, request id: ${REQUEST}`,
        { status: '503', requestId: REQUEST },
      ],
    ],
    notRead: ['status code: 400, no request id'],
  },
  java: {
    read: [
      [
        `software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException: ${DENIED} (Service: BedrockRuntime, Status Code: 403, Request ID: ${REQUEST}) (SDK Attempt Count: 1)`,
        { service: 'BedrockRuntime', status: '403', requestId: REQUEST },
      ],
      [
        `Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 4442587FB7D0A2F9; S3 Extended Request ID: x; Proxy: null)`,
        { service: 'Amazon S3', status: '403', exception: 'AccessDenied', requestId: '4442587FB7D0A2F9' },
      ],
      // The id is left out where somebody asks in public
      [`${INVALID} (Service: BedrockRuntime, Status Code: 400)`, { service: 'BedrockRuntime', status: '400' }],
      [
        `Bedrock is unable to process your request. (Service: BedrockRuntime, Status Code: 503, Request ID: ${REQUEST})`,
        { service: 'BedrockRuntime', status: '503', requestId: REQUEST },
      ],
    ],
    notRead: ['Connect to bedrock-runtime.us-east-1.amazonaws.com:443 failed (Service: BedrockRuntime, no answer)'],
  },
  'java-class': {
    read: [
      [
        `software.amazon.awssdk.services.bedrockruntime.model.ValidationException: ${INVALID}`,
        { service: 'bedrockruntime', exception: 'ValidationException' },
      ],
      [
        `{"errorMessage":"${INVALID}","errorType":"software.amazon.awssdk.services.bedrockruntime.model.ValidationException"}`,
        { service: 'bedrockruntime', exception: 'ValidationException' },
      ],
    ],
    notRead: [
      'import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;',
      'import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;',
    ],
  },
  rust: {
    read: [
      [
        `ServiceError(ServiceError { source: ValidationException(ValidationException { message: Some("${INVALID}"), meta: ErrorMetadata { .. } }) })`,
        { exception: 'ValidationException' },
      ],
      [
        `ServiceError(ServiceError { source: Unhandled(Unhandled { source: ErrorMetadata { code: Some("ExpiredTokenException"), message: None } }) })`,
        { code: 'ExpiredTokenException' },
      ],
    ],
    notRead: ['ConstructionFailure(ConstructionFailure { source: MissingField { field: "model_id" } })'],
  },
  'rust-display': {
    read: [
      [
        'Error: service error: ThrottlingException: Too many requests, please wait before trying again.',
        { exception: 'ThrottlingException' },
      ],
      ['Failed to call AWS Bedrock: unhandled error (ExpiredTokenException)', { exception: 'ExpiredTokenException' }],
      [
        'aws_sdk_bedrockruntime::operation::converse::ConverseError: ModelNotReadyException: loading',
        { exception: 'ModelNotReadyException' },
      ],
      [
        `aws_sdk_bedrockruntime::operation::invoke_model_with_response_stream::InvokeModelWithResponseStreamError: ValidationException: ${INVALID}`,
        { exception: 'ValidationException' },
      ],
    ],
    notRead: ['Error: dispatch failure: io error: error trying to connect: dns error'],
  },
  swift: {
    read: [
      [
        `ValidationException(properties: AWSBedrockRuntime.ValidationException.Properties(message: Optional("${INVALID}")), httpResponse: ClientRuntime.HttpResponse)`,
        { exception: 'ValidationException', service: 'AWSBedrockRuntime' },
      ],
      [
        `AccessDeniedException(httpResponse: SmithyHTTPAPI.HTTPResponse, message: Optional("You don't have access to the model with the specified model ID."), requestID: Optional("${REQUEST}"))`,
        { exception: 'AccessDeniedException' },
      ],
    ],
    notRead: ['ConverseOutput(output: BedrockRuntimeClientTypes.ConverseOutput.message)'],
  },
  dotnet: {
    read: [
      [
        `Unhandled exception. Amazon.BedrockRuntime.Model.ValidationException: ${INVALID}`,
        { service: 'BedrockRuntime', exception: 'ValidationException' },
      ],
      // With its assembly, as serializers name a type
      [
        `{"$type":"Amazon.BedrockRuntime.Model.ThrottlingException, AWSSDK.BedrockRuntime","Message":"Too many requests"}`,
        { service: 'BedrockRuntime', exception: 'ThrottlingException' },
      ],
    ],
    notRead: ['catch (Amazon.BedrockRuntime.Model.ValidationException e)'],
  },
  php: {
    read: [
      [
        `Error executing "InvokeModel" on "${PHP_CALL}"; AWS HTTP error: Client error: \`POST ${PHP_CALL}\` resulted in a \`403 Forbidden\` response:`,
        { operation: 'InvokeModel', service: 'bedrock-runtime', status: '403' },
      ],
      [
        'Error executing "ListFoundationModels" on "https://bedrock.us-east-1.amazonaws.com/foundation-models"; AWS HTTP error: Server error: `GET https://bedrock.us-east-1.amazonaws.com/foundation-models` resulted in a `503 Service Unavailable` response:',
        { operation: 'ListFoundationModels', service: 'bedrock', status: '503' },
      ],
    ],
    notRead: [
      `Error executing "InvokeModel" on "${PHP_CALL}"; AWS HTTP error: cURL error 28: Operation timed out after 60001 milliseconds`,
    ],
  },
  'php-code': {
    read: [
      [`ValidationException (client): ${INVALID}`, { exception: 'ValidationException' }],
      [
        'ServiceUnavailableException (server): Bedrock is unable to process your request.',
        { exception: 'ServiceUnavailableException' },
      ],
    ],
    notRead: ['Unable to parse error information from response (client)'],
  },
  ruby: {
    read: [
      [
        `app.rb:12:in 'Object#ask': ${INVALID} (Aws::BedrockRuntime::Errors::ValidationException)`,
        { service: 'BedrockRuntime', exception: 'ValidationException' },
      ],
      [
        "ERROR -- : Aws::BedrockRuntime::Errors::AccessDeniedException (You don't have access to the model with the specified model ID.):",
        { service: 'BedrockRuntime', exception: 'AccessDeniedException' },
      ],
      [
        'Aws::BedrockRuntime::Errors::ThrottlingException: Too many requests, please wait before trying again.',
        { service: 'BedrockRuntime', exception: 'ThrottlingException' },
      ],
    ],
    notRead: ['rescue Aws::BedrockRuntime::Errors::ThrottlingException => e'],
  },
  cpp: {
    read: [
      [
        `HTTP response code: 400\nResolved remote host IP address: \nRequest ID: ${REQUEST}\nException name: ValidationException\nError message: ${INVALID}\n6 response headers:`,
        { exception: 'ValidationException' },
      ],
    ],
    notRead: ['Exception name: \nError message: curlCode: 28, Timeout was reached'],
  },
  'javascript-metadata': {
    read: [
      [
        `ValidationException: ${INVALID} {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 400,\n    requestId: '${REQUEST}',\n    attempts: 1\n  }\n}`,
        { status: '400' },
      ],
      [
        `{"name":"ThrottlingException","$fault":"client","$metadata":{"attempts":3,"httpStatusCode":429,"requestId":"${REQUEST}"}}`,
        { status: '429' },
      ],
      ["{ '$fault': 'client', $metadata: { 'httpStatusCode': 403, 'attempts': 1 } }", { status: '403' }],
      ["{ '$fault': 'server', '$metadata': { httpStatusCode: 503, attempts: 3 } }", { status: '503' }],
    ],
    notRead: ["'$metadata': { attempts: 3, totalRetryDelay: 210 }, config: { httpStatusCode: 400 }"],
  },
  'step-functions': {
    read: [
      [
        '{"Error":"BedrockRuntime.ValidationException","Cause":"The provided model identifier is invalid."}',
        { service: 'BedrockRuntime', exception: 'ValidationException' },
      ],
      // boto3’s get_execution_history, printed
      [
        "'taskFailedEventDetails': {'resourceType': 'bedrock', 'resource': 'invokeModel', 'error': 'Bedrock.AccessDeniedException', 'cause': 'x'}",
        { service: 'Bedrock', exception: 'AccessDeniedException' },
      ],
    ],
    notRead: ['"ErrorEquals": ["BedrockRuntime.ThrottlingException"]'],
  },
};

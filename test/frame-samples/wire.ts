import type { TextsOf } from './texts.ts';

const INVOKE = 'https://bedrock-runtime.us-west-2.amazonaws.com/model/amazon.nova-lite-v1%3A0/invoke';
const MODELS = 'https://bedrock.us-east-1.amazonaws.com/foundation-models';

/** Texts of the forms in `src/errors/frames/wire.ts`, after the documentation that stands there. */
export const WIRE_TEXTS: TextsOf = {
  'http-header': {
    read: [
      [
        'x-amzn-ErrorType: ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/',
        { exception: 'ValidationException' },
      ],
      ['X-Amzn-Errortype:AccessDeniedException', { exception: 'AccessDeniedException' }],
      // Node's headers as an object; botocore's as a dictionary
      ["responseHeaders: { 'x-amzn-errortype': 'ThrottlingException' }", { exception: 'ThrottlingException' }],
      ['{"headers": {"x-amzn-errortype": "ResourceNotFoundException"}}', { exception: 'ResourceNotFoundException' }],
      // Java's map of lists, Ruby's hash, pairs, and Rust's own value
      [
        '{x-amzn-ErrorType=[ValidationException:http://x], Content-Type=[application/json]}',
        { exception: 'ValidationException' },
      ],
      ['{"x-amzn-errortype" => ["AccessDeniedException"]}', { exception: 'AccessDeniedException' }],
      ["rawHeaders: ['x-amzn-errortype', 'ModelTimeoutException']", { exception: 'ModelTimeoutException' }],
      [
        'headers: {"x-amzn-errortype": HeaderValue { _private: H0("ServiceUnavailableException") }}',
        { exception: 'ServiceUnavailableException' },
      ],
    ],
    notRead: ['The header x-amzn-errortype names the exception'],
  },
  xml: {
    read: [
      [
        '<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>',
        { exception: 'AccessDeniedException' },
      ],
      [
        '<ThrottlingException><message>Too many requests, please wait before trying again.</message></ThrottlingException>',
        { exception: 'ThrottlingException' },
      ],
      [
        '<ErrorResponse><Error><Type>Sender</Type><Code>ThrottlingException</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
        { code: 'ThrottlingException' },
      ],
    ],
    notRead: ['<RetryOn><Code>ThrottlingException</Code><Code>ServiceUnavailableException</Code></RetryOn>'],
  },
  'http-status-line': {
    read: [
      ['$ curl -i\nHTTP/1.1 403 Forbidden', { status: '403' }],
      ['< HTTP/2 503', { status: '503' }],
      ['< HTTP/1.1 503 Service Unavailable', { status: '503' }],
      ['HTTP/1.0 407 Proxy Authentication Required', { status: '407' }],
      ['HTTP/1.0 502 Bad Gateway', { status: '502' }],
      ['HTTP/2 429', { status: '429' }],
      ['HTTP/3 403', { status: '403' }],
      ['HTTP/3 503', { status: '503' }],
    ],
    notRead: ['HTTP/1.1 200 OK', '"POST /model/amazon.nova-lite-v1%3A0/invoke HTTP/1.1" 403 143'],
  },
  requests: {
    read: [
      [
        `requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: ${INVOKE}`,
        { status: '503', service: 'bedrock-runtime' },
      ],
      [`HTTPError: 403 Client Error: Forbidden for url: ${MODELS}`, { status: '403', service: 'bedrock' }],
      [
        '429 Client Error: Too Many Requests for url: http://localhost:4000/v1/chat/completions (bedrock/nova)',
        { status: '429' },
      ],
    ],
    notRead: ['Retrying after a Server Error for url: https://bedrock-runtime.us-west-2.amazonaws.com/'],
  },
  httpx: {
    read: [
      [
        `httpx.HTTPStatusError: Client error '429 Too Many Requests' for url '${INVOKE}'`,
        { status: '429', service: 'bedrock-runtime' },
      ],
      [
        `httpx.HTTPStatusError: Server error '503 Service Unavailable' for url '${MODELS}'`,
        { status: '503', service: 'bedrock' },
      ],
      ["Client error '403 Forbidden' for url 'http://localhost:8080/bedrock/invoke'", { status: '403' }],
    ],
    notRead: ["Redirect response '302 Found' for url 'https://bedrock-runtime.us-west-2.amazonaws.com/'"],
  },
  urllib: {
    read: [
      ['urllib.error.HTTPError: HTTP Error 403: Forbidden', { status: '403' }],
      ['urllib.error.HTTPError: HTTP Error 503: Service Unavailable', { status: '503' }],
    ],
    notRead: ['HTTP Error 302: Found'],
  },
  aiohttp: {
    read: [
      ...(
        [
          ['400', 'Bad Request'],
          ['403', 'Forbidden'],
          ['404', 'Not Found'],
          ['429', 'Too Many Requests'],
          ['500', 'Internal Server Error'],
          ['503', 'Service Unavailable'],
        ] as const
      ).map(
        ([status, reason]) =>
          [
            `aiohttp.client_exceptions.ClientResponseError: ${status}, message='${reason}', url='${INVOKE}'`,
            { status },
          ] as const,
      ),
      // Before 3.10
      [`ClientResponseError: 504, message='Gateway Timeout', url=URL('${INVOKE}')`, { status: '504' }],
    ],
    notRead: ["429, message='Too Many Requests', url='https://api.example.com/v1/chat/completions'"],
  },
  'request-status': {
    read: [
      // The Go SDKs of Anthropic and OpenAI
      [`POST "${INVOKE}": 403 Forbidden {"message":"Authentication failed"}`, { status: '403' }],
      [`GET "${MODELS}": 403 Forbidden {"message":"The security token is expired"}`, { status: '403' }],
      [`[WARN] GET ${MODELS} 503 in 412 ms`, { status: '503' }],
      [`[WARN] POST ${INVOKE} 429 in 35 ms`, { status: '429' }],
    ],
    notRead: [`POST ${INVOKE} 40213 bytes sent`, `POST ${INVOKE} HTTP/1.1, 412 ms`],
  },
  'status-from': {
    read: [
      [`Error 500 from ${INVOKE}`, { status: '500' }],
      ['the third 503 from bedrock-runtime.us-west-2.amazonaws.com today', { status: '503' }],
      ['HTTP 429 Too Many Requests for bedrock-runtime.us-west-2.amazonaws.com', { status: '429' }],
      ['HTTP 503 on bedrock-runtime.us-west-2.amazonaws.com', { status: '503' }],
      [`stopped: HTTP 403 Forbidden at ${INVOKE}`, { status: '403' }],
    ],
    notRead: ['latency_ms p99 1450 for bedrock-runtime.us-west-2.amazonaws.com'],
  },
  'status-said': {
    read: [
      ['AxiosError: Request failed with status code 429', { status: '429' }],
      ['LLM error: bedrock-runtime responded with status 503', { status: '503' }],
      ['the call to Bedrock was rejected with HTTP status 403', { status: '403' }],
      ['EnrichmentError: Bedrock returned HTTP 400 (request rejected)', { status: '400' }],
      ['Bedrock returned status: 404', { status: '404' }],
      ['AxiosError: Request failed with status code 503', { status: '503' }],
      ['bedrock-runtime responded with status 403', { status: '403' }],
      ['Inference call to https://bedrock-mantle.us-west-2.api.aws/v1/models failed with HTTP 403', { status: '403' }],
      ['Inference call to https://bedrock-mantle.us-west-2.api.aws/v1/models failed with HTTP 503', { status: '503' }],
      ['Bedrock returned HTTP 503', { status: '503' }],
      ['Bedrock answered with status 503', { status: '503' }],
      ['the call of Bedrock returned with status code 500', { status: '500' }],
    ],
    notRead: ['Bedrock returned HTTP 4000 times', 'Bedrock answered after 400 ms, then it failed with status unknown'],
  },
  'error-status': {
    read: [
      ['BedrockError(400): The model is not known', { status: '400' }],
      ['BedrockRuntimeException: HTTP 408 from Converse', { status: '408' }],
      ['bedrock invoke error [503]', { status: '503' }],
      ['APIStatusError(status=429) from bedrock-runtime', { status: '429' }],
      ['BedrockClientError: status code: 403', { status: '403' }],
      ['bedrock-proxy error:502 bad gateway', { status: '502' }],
      ['HTTPException(status 404, bedrock)', { status: '404' }],
      ['ClientError: HTTP 408 from Converse', { status: '408' }],
      ['BedrockException (400)', { status: '400' }],
      ['BedrockException: 503', { status: '503' }],
    ],
    notRead: ['Bedrock error: 4096 tokens at most'],
  },
  'json-status': {
    read: [
      ['{"error":{"message":"Rate limit of bedrock/nova reached","code":429}}', { status: '429' }],
      ['{"status": 403, "error": "Forbidden", "path": "/bedrock/ask"}', { status: '403' }],
      ['{"is_bifrost_error":false,"status_code":503}', { status: '503' }],
    ],
    notRead: ['{"code": 40301, "msg": "bedrock quota"}', '{"status": 200}'],
  },
  cloudtrail: {
    read: [
      ['"errorCode": "ValidationException"', { exception: 'ValidationException' }],
      ['{"eventSource":"bedrock.amazonaws.com","errorCode":"AccessDenied"}', { exception: 'AccessDenied' }],
    ],
    notRead: ['"errorCode": null'],
  },
  'cloudtrail-name': {
    read: [
      ['"eventName": "Converse"', { operation: 'Converse' }],
      ['{"eventSource":"bedrock.amazonaws.com","eventName":"InvokeModel"}', { operation: 'InvokeModel' }],
    ],
    notRead: ['"eventName": ["InvokeModel", "Converse"]'],
  },
  'event-stream': {
    read: [
      [':message-type: exception\n:exception-type: validationException', { exception: 'validationException' }],
      [
        "Bad response code, expected 200: {'status_code': 400, 'headers': {':exception-type': 'modelStreamErrorException'}}",
        { exception: 'modelStreamErrorException' },
      ],
      ['{":exception-type":"throttlingException"}', { exception: 'throttlingException' }],
      [':message-type exception :exception-type throttlingException', { exception: 'throttlingException' }],
      [':exception-type=modelStreamErrorException {"message":"x"}', { exception: 'modelStreamErrorException' }],
    ],
    notRead: ['the header :exception-type of a message'],
  },
  'event-object': {
    read: [
      ['{"validationException":{"message":"x"}}', { exception: 'validationException' }],
      ['{\n  "internalServerException": {\n    "message": "x"\n  }\n}', { exception: 'internalServerException' }],
      [
        "{'throttlingException': {'message': 'Too many tokens, please wait before trying again.'}}",
        { exception: 'throttlingException' },
      ],
      [
        "{ chunk: undefined, modelStreamErrorException: { message: 'x', originalStatusCode: 500 } }",
        { exception: 'modelStreamErrorException' },
      ],
    ],
    notRead: ['function retry(throttlingException: { message: string }): void'],
  },
};

import type { Signature } from './signature.ts';

/** What models and Converse refuse of a request; other providers of the same models say it in the same words. */
const PARAMETERS = [
  'temperature and top_p cannot both be specified',
  String.raw`max_tokens: (?:must|\d+ >|Field required|Input should)`,
  'messages: roles must alternate',
  String.raw`messages\.\d{1,4}(?:\.\w{1,30}){0,8}: \S`,
  'messages: at least one message is required',
  String.raw`The text field in the ContentBlock object at \S+ is blank`,
  'all messages must have non-empty content',
  'temperature: (?:range|Input should)',
  String.raw`prompt is too long: \d+ tokens`,
  'The toolConfig field must be defined when using',
  String.raw`(?:Expected|The number of) toolResult blocks at \S+`,
  String.raw`This model doesn't support (?:tool use|the \w+ field|system (?:messages|prompts))`,
  'Invalid form data',
  "Messages can't contain duplicate document names",
  'The model is unsupported for streaming',
].join('|');
const PARAMETER_NEEDLES = [
  'cannot both be specified',
  'max_tokens:',
  'messages: ',
  'messages.',
  'is blank',
  'non-empty content',
  'temperature:',
  'prompt is too long',
  'toolconfig field',
  'toolresult blocks',
  "model doesn't support",
  'invalid form data',
  'duplicate document names',
  'unsupported for streaming',
] as const;

/** The function, its endpoint and its request: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
export const APPLICATION: readonly Signature[] = [
  {
    id: 'task-timed-out',
    needles: ['task timed out', 'platform.report', 'report requestid'],
    // Lambda writes the seconds with two decimals.
    pattern:
      /Task timed out after \d+\.\d\d seconds|"type": ?"platform\.report"[\s\S]{0,300}?"status": ?"timeout"|\bREPORT RequestId: [\w-]{36} [^"]{0,300}?\bStatus: timeout\b/g,
    cause: 'function-timeout',
    weight: 'firm',
    surroundings: 'none',
    samples: ['2026-11-24T03:00:00.000Z 3b1f0c2e-0000-4000-8000-000000000001 Task timed out after 30.03 seconds'],
  },
  {
    id: 'runtime-error',
    needles: [
      'runtime.importmodule',
      'runtime.usercode',
      'runtime.handlernot',
      'runtime.exiterror',
      'runtime.unhandled',
      'runtime.malformed',
      'runtime.outofmemory',
      'runtime exited',
    ],
    pattern:
      /\bRuntime\.(?:ImportModuleError|UserCodeSyntaxError|HandlerNotFound|ExitError|UnhandledPromiseRejection|MalformedHandlerName|OutOfMemory)\b|RequestId: [\w-]{36} Error: Runtime exited/g,
    cause: 'function-error',
    weight: 'faint',
    surroundings: 'none',
    samples: ['{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'./poetry\'"}'],
  },
  {
    id: 'function-threw',
    needles: ['errortype'],
    pattern:
      /"errorType": ?"(?:TypeError|ReferenceError|RangeError|SyntaxError|KeyError|NameError|AttributeError|ValueError|IndexError|ImportModuleError)", ?"errorMessage"|"errorMessage": ?"[^"]{0,400}", ?"errorType": ?"(?:TypeError|ReferenceError|RangeError|SyntaxError|KeyError|NameError|AttributeError|ValueError|IndexError)"/g,
    cause: 'function-error',
    weight: 'faint',
    surroundings: 'none',
    samples: [
      '{"errorType":"TypeError","errorMessage":"Cannot read properties of undefined (reading \'tempo\')","trace":["TypeError: Cannot read"]}',
    ],
  },
  {
    // Python's runtime; /var/task is where Lambda unpacks the function.
    id: 'function-raised',
    needles: [
      'error] keyerror',
      'error] typeerror',
      'error] nameerror',
      'error] attributeerror',
      'error] indexerror',
      'error] unboundlocalerror',
      'error] zerodivisionerror',
    ],
    pattern:
      /\[ERROR\] (?:Key|Type|Name|Attribute|Index|UnboundLocal|ZeroDivision)Error: .{0,400}?Traceback \(most recent call last\): .{0,8}File "\/var\/task\//g,
    cause: 'function-error',
    weight: 'faint',
    surroundings: 'none',
    samples: [
      '[ERROR] KeyError: \'audioFeatures\' Traceback (most recent call last): File "/var/task/app.py", line 9, in handler',
    ],
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html#API_FilterLogEvents_Errors
    id: 'log-missing',
    needles: ['specified log'],
    pattern: /The specified log (?:group|stream) does not exist/gi,
    cause: 'logs-missing',
    weight: 'firm',
    surroundings: 'none',
    samples: ['ResourceNotFoundException: The specified log group does not exist.'],
  },
  {
    id: 'gateway',
    needles: ['missing authentication token', 'endpoint request timed out'],
    pattern: /\{ ?"message": ?"(?:Missing Authentication Token|Endpoint request timed out)" ?\}/g,
    cause: 'endpoint-error',
    weight: 'faint',
    surroundings: 'none',
    samples: ['{"message":"Missing Authentication Token"}'],
  },
  {
    id: 'gateway-failed',
    needles: ['execute-api', 'x-amz-apigw-id'],
    // Many programs answer like this: the address or a header must be API Gateway's.
    pattern:
      /\{ ?"message": ?"(?:Internal server error|Forbidden|Not Found)" ?\}(?:(?<=(?:execute-api\.|x-amz-apigw-id)[\s\S]{0,640})|(?=[^{}]{0,160}\b(?:execute-api\.|x-amz-apigw-id)))/g,
    cause: 'endpoint-error',
    weight: 'faint',
    surroundings: 'none',
    samples: [
      'https://a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com/Prod/x answered 502: {"message": "Internal server error"}',
    ],
  },
  {
    id: 'request-body',
    needles: [
      'malformed input request',
      'extraneous key',
      'required key',
      'input is too long',
      'maximum tokens you requested',
      'content blocks must be',
      "at 'inferenceconfig",
      'must start with a user message',
      'not allow prompt caching',
    ],
    pattern:
      /You invoked an unsupported model or your request did not allow prompt caching|Malformed input request|extraneous key \[[^\]]*\] is not permitted|required key \[[^\]]*\] not found|Input is too long for requested model|The maximum tokens you requested exceeds the model limit|messages: text content blocks must be non-empty|A conversation must start with a user message|Value (?:'[^']{0,80}' )?at 'inferenceConfig\.\w+' failed to satisfy constraint/gi,
    cause: 'request-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'ValidationException: Malformed input request: #: required key [max_tokens] not found, please reformat your input and try again.',
    ],
  },
  {
    id: 'request-parameters',
    needles: PARAMETER_NEEDLES,
    pattern: new RegExp(PARAMETERS, 'gi'),
    cause: 'request-invalid',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      'An error occurred (ValidationException) when calling the InvokeModel operation: messages: at least one message is required',
      'BedrockException - {"message":"messages: roles must alternate"}',
    ],
  },
  {
    // Bedrock's words for a header that the model does not take; Anthropic's own service names the header.
    id: 'beta-flag',
    needles: ['invalid beta flag'],
    pattern: /invalid beta flag/gi,
    cause: 'request-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: ['API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"invalid beta flag"}}'],
  },
  {
    // Other providers refuse the same parameters, but under another name.
    id: 'request-parameters-validation',
    needles: PARAMETER_NEEDLES,
    pattern: new RegExp(`ValidationException\\b.{0,60}?(?:${PARAMETERS})`, 'gi'),
    cause: 'request-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: ['ValidationException: max_tokens: 100000 > 4096'],
  },
  {
    // Bedrock's own words around whatever a model refuses; some of that is no matter of the request.
    id: 'model-refuses',
    needles: ['model returned the following errors'],
    pattern:
      /The model returned the following errors: (?=\S)(?!data retention|You have not|Access to|Too many|Your request rate|Bedrock is unable|The (?:system encountered|model is not ready))/gi,
    cause: 'request-invalid',
    weight: 'firm',
    surroundings: 'none',
    samples: ['The model returned the following errors: output_config.effort: Extra inputs are not permitted'],
  },
];

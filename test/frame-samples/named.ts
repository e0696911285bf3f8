import type { TextsOf } from './texts.ts';

const T = { exception: 'ThrottlingException' };
const V = { exception: 'ValidationException' };
/** The same read from each text. */
const each = <Parts>(parts: Parts, ...texts: readonly string[]) => texts.map((text) => [text, parts] as const);

/** Texts of each place of a name in `src/errors/frames/named.ts`. */
export const PLACE_TEXTS: TextsOf = {
  'before a message': {
    read: [
      ...each(
        V,
        'ValidationException: The provided model identifier is invalid.',
        'ValidationException: 3 validation errors detected',
        'ValidationException: "amazon.nova-lite-v9:0" is no model',
        "ValidationException: 'messages' must not be empty",
        'ValidationException: (400) Malformed input request',
        'ValidationException: [messages] must not be empty',
        'ValidationException: {"message":"Malformed input request"}',
        'ValidationException: timeout (bedrock Converse)',
        "ValidationException: anthropic_version: Input should be 'bedrock-2023-05-31'",
        'ValidationException: tools.0.name: String should match the pattern',
        'ValidationException: max_tokens: 8192 is more than 4096',
        'ValidationException: model: "Nova Lite" is not known',
        "ValidationException: model: 'Nova Lite' is not known",
        'ValidationException: name is too long',
        'ValidationException: messages.1 must not be empty',
        'ValidationException: a model identifier is needed',
        'ValidationException: request:body has no messages',
        'ValidationException: top-p must be below one',
        'ValidationException: needs a body',
        'ValidationException: messages.0.content: missing',
        'ValidationException: model amazon.nova is not known',
        'ValidationException: model arn:aws:bedrock is not known',
        'ValidationException: profile us-nova is not known',
        'ValidationException: field "messages" is required',
        "ValidationException: field 'messages' is required",
        'ValidationException : La requête est trop longue',
        'ValidationException\uff1aInput is too long for requested model.',
        'ValidationException - Malformed input request',
        'ValidationException \u2013 Malformed input request',
        'ValidationException \u2014 Malformed input request',
        'ValidationException - "Malformed input request"',
        "ValidationException - 'Malformed input request'",
      ),
    ],
    notRead: [
      'ThrottlingException: retry',
      // A page says what it is
      'ThrottlingException: raised if the quota is used up',
      'ThrottlingException: thrown when the quota is used up',
      'ThrottlingException: returned by the runtime',
      'ThrottlingException: occurs for a burst of requests',
      'ThrottlingException: happens when too many requests are sent',
      'ThrottlingException: means that the quota is used up',
      'ThrottlingException: indicates the quota is used up',
    ],
  },
  'value of a key': {
    read: [
      ...each({ ...T, key: 'code":"' }, '{"code":"ThrottlingException","message":"Rate exceeded"}'),
      ...each({ ...T, key: "Code': '" }, "{'Error': {'Message': 'Rate exceeded', 'Code': 'ThrottlingException'}}"),
      ...each({ ...T, key: 'name: "' }, 'Error { name: "ThrottlingException", retryable: true }'),
      ...each({ ...T, key: 'errorName":"' }, '{"level":"error","errorName":"ThrottlingException"}'),
      ...each({ ...T, key: 'error" : "' }, '{"error" : "ThrottlingException"}'),
      ...each({ ...T, key: 'Type":"' }, '{"errorType":"ThrottlingException","errorMessage":"Rate exceeded"}'),
      ...each({ ...T, key: 'code = "' }, 'code = "ThrottlingException"'),
      ...each({ ...T, key: "code '" }, "failed with error code 'ThrottlingException'"),
      ...each(
        { ...V, key: 'type":"com.amazon.coral.service#' },
        '{"__type":"com.amazon.coral.service#ValidationException","message":"Malformed input request"}',
      ),
      ...each({ ...V, key: 'error":"Bedrock.' }, '{"error":"Bedrock.ValidationException","cause":"Malformed input"}'),
      // AppSync
      ...each({ ...V, key: 'Type": "BedrockRuntime:' }, '{"errorType": "BedrockRuntime:ValidationException"}'),
      ...each(
        { ...V, key: "type': '" },
        "'HTTPHeaders': {'x-amzn-errortype': 'ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/'}",
      ),
    ],
    notRead: [
      // Classes of the JavaScript SDK, written and minified
      'export declare class ThrottlingException extends __BaseException { readonly name: "ThrottlingException"; }',
      'super({ name: "ThrottlingException", $fault: "client", ...opts })',
      'super({name:"ThrottlingException",$fault:"client",...e})',
      // Filters and queries
      "SELECT * FROM errors WHERE code = 'ThrottlingException' AND service = 'bedrock'",
      "SELECT * FROM errors WHERE code = 'ThrottlingException' OR status = 429",
      '{ $.errorCode = "ThrottlingException" && $.eventSource = "bedrock.amazonaws.com" }',
      '{ $.errorCode = "ThrottlingException" || $.errorCode = "x" }',
      '{"Metrics":[{"Name":"AccessDenied"}]}',
    ],
  },
  'before a brace': {
    read: [...each(V, 'ValidationException { message: Some("Malformed input request") }')],
    notRead: [
      'interface ThrottlingException { message: string }',
      'export class ThrottlingException { }',
      'pub struct ThrottlingException { message: String }',
    ],
  },
  'in brackets or behind a key': {
    read: [
      ...each(
        T,
        'Bedrock is busy (ThrottlingException)',
        '[ThrottlingException] Bedrock is busy',
        'Bedrock\uff08ThrottlingException\uff09',
        'Bedrock refused, code=ThrottlingException',
        'Bedrock refused, code: ThrottlingException, attempt 3',
        'Bedrock refused, code=ThrottlingException; attempt 3',
        'bedrock.invoke.errors{type=ThrottlingException} 4',
        'エラーコード: ThrottlingException、メッセージ',
        'エラー\uff1aThrottlingException\u3002',
        '오류코드:ThrottlingException',
        'code = ThrottlingException',
        'Bedrock refused, error=*ThrottlingException*',
        'Bedrock refused (Bedrock.ThrottlingException)',
        'Bedrock refused (BedrockRuntime.ThrottlingException)',
        '{"agent":"chat","error":"Bedrock: ThrottlingException","count":4}',
        '{ "error": "Bedrock: ThrottlingException" }',
        'code=ThrottlingException | attempt 3',
        'Bedrock: ThrottlingException (slow down)',
        'code=ThrottlingException [attempt 3]',
        'type=ThrottlingException status=429',
        'ErrorCode=ThrottlingException StatusCode=429',
        'exc=ThrottlingException http=429',
        'error=ThrottlingException HTTP 429',
        'type=ThrottlingException code=429',
        'code=ThrottlingException msg=Slow',
        'name=ThrottlingException message=Slow',
        'Code=ThrottlingException Message=Slow',
        'code=ThrottlingException detail=Slow',
        'code=ThrottlingException request_id=0f3c',
        'code=ThrottlingException RequestId=0f3c',
      ),
    ],
    notRead: [
      '[ThrottlingException](https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html)',
      '@ExceptionHandler(ThrottlingException.class)',
    ],
  },
  'behind a word of failure': {
    read: [
      ...each(
        T,
        'chat failed: ThrottlingException: slow down',
        'Failure: ThrottlingException: slow down',
        'failure: ThrottlingException: slow down',
        'api error ThrottlingException: slow down',
        'Error: ThrottlingException: slow down',
        'invoke_model raised ThrottlingException: slow down',
        'invoke_model threw ThrottlingException: slow down',
        'Reason: ThrottlingException: slow down',
        'reason: ThrottlingException: slow down',
        'Caused by: ThrottlingException: slow down',
        'caused by ThrottlingException: slow down',
        'rate limited: ThrottlingException: slow down',
        'API ThrottlingException: slow down',
        'bedrock: ThrottlingException: slow down',
        'Bedrock ThrottlingException (429), slow down',
        'Bedrock ThrottlingException (503), slow down',
        'Error: BedrockRuntime.ThrottlingException: gave up',
        'Error: Bedrock.ThrottlingException: gave up',
      ),
    ],
    notRead: [
      '* Bedrock ThrottlingException => wait',
      // A word of another kind before it
      'see MyBedrock ThrottlingException: waiting',
    ],
  },
  'before a status': {
    read: [
      ...each(
        T,
        'Fatal error: exception Bedrock.Api_error("ThrottlingException", 429, "Too many requests")',
        "new BedrockError('ThrottlingException', 429)",
        'exception error: {bedrock_error,<<"ThrottlingException">>,503,<<"Too many requests">>}',
      ),
    ],
    notRead: ['["ThrottlingException", 3]'],
  },
  'at the end of a sentence': {
    read: [
      ...each(
        T,
        'chat failed ThrottlingException',
        '[bedrock] ThrottlingException',
        'invoke() ThrottlingException',
        '{bedrock} ThrottlingException',
        '| ThrottlingException | too many requests |',
        'reason: ThrottlingException on the third try',
        'The call ended. ThrottlingException',
        'It failed! ThrottlingException',
        'Bedrock \u2013 ThrottlingException',
        'Bedrock \u2014 ThrottlingException',
      ),
    ],
    notRead: ['bedrock/ThrottlingException'],
  },
  'from Bedrock': {
    read: [
      ...each(
        T,
        'ThrottlingException from Bedrock\nToo many requests, please wait before trying again.',
        'ThrottlingException from AWS Bedrock. Too many requests',
        'ThrottlingException from Amazon Bedrock: Too many requests',
        'ThrottlingException from Converse, amazon.nova-lite-v1:0',
        'ThrottlingException from InvokeModel, amazon.nova-lite-v1:0',
        'ThrottlingException in bedrock.converse',
      ),
    ],
    notRead: ['ThrottlingException from the queue'],
  },
};

export const EXCEPTION_TEXTS = {
  read: [
    ...[
      'AccessDenied',
      'AccessDeniedException',
      'ValidationException',
      'ResourceNotFoundException',
      'ThrottlingException',
      'ServiceUnavailableException',
      'InternalServerException',
      'ModelTimeoutException',
      'ModelNotReadyException',
      'ModelErrorException',
      'ModelStreamErrorException',
      'ServiceQuotaExceededException',
      'ExpiredTokenException',
      'UnrecognizedClientException',
    ].map((exception) => [`${exception}: The words are new`, { exception }] as const),
    // As event streams spell them
    ...[
      'accessDeniedException',
      'validationException',
      'resourceNotFoundException',
      'throttlingException',
      'serviceUnavailableException',
      'internalServerException',
      'modelTimeoutException',
      'modelNotReadyException',
      'modelErrorException',
      'modelStreamErrorException',
      'serviceQuotaExceededException',
      'expiredTokenException',
    ].map((exception) => [`the stream of Bedrock ended (${exception})`, { exception }] as const),
  ],
  notRead: ['PydanticValidationException: The field is required'],
};

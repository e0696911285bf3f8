import type { Form } from './form.ts';

/** Errors as they go over the wire, and as logs and events keep them. */
export const WIRE_FORMS: readonly Form[] = [
  {
    // https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
    id: 'http-header',
    needles: ['x-amzn-errortype'],
    pattern:
      /x-amzn-errortype["']? ?(?:=>|[:=,]) ?\[?(?:HeaderValue \{ _private: H0\()?["']?(?<exception>[A-Za-z]\w{1,80})/gi,
    sample: {
      text: 'x-amzn-ErrorType: ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/',
      parts: { exception: 'ValidationException' },
    },
  },
  {
    // Where a client asked for XML: <ThrottlingException><Message>…; <Error><Code>ThrottlingException</Code><Message>…
    // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
    id: 'xml',
    needles: ['exception> <message>', 'exception><message>', '</code>'],
    hint: [],
    pattern:
      /<(?:(?<exception>[A-Z]\w{1,80}Exception)>|Code>(?<code>[A-Z]\w{1,80}Exception)<\/Code>) ?(?=<[Mm]essage>)/g,
    sample: {
      text: '<ValidationException> <Message>x</Message> </ValidationException>',
      parts: { exception: 'ValidationException' },
    },
  },
  {
    // https://www.rfc-editor.org/rfc/rfc9112#name-status-line
    id: 'http-status-line',
    needles: ['http/'],
    hint: ['http/1.1 4', 'http/1.1 5', 'http/1.0 4', 'http/1.0 5', 'http/2 4', 'http/2 5', 'http/3 4', 'http/3 5'],
    onOneLine: true,
    pattern: /(?<=^|[\s<>])HTTP\/[\d.]{1,3} (?<status>[45]\d\d)\b/g,
    sample: { text: 'HTTP/1.1 400 Bad Request', parts: { status: '400' } },
  },
  {
    // requests, httpx, urllib, axios and undici name the address
    id: 'http-client',
    needles: [
      'for url',
      'http error',
      'post http',
      'get http',
      'post "http',
      'get "http',
      ', message=',
      'http 4',
      'http 5',
      'from bedrock-',
      'from https://bedrock',
    ],
    hint: [
      'for url',
      'http error',
      'post https bedrock',
      'get https bedrock',
      'message too many requests url',
      'from https bedrock',
      'from bedrock',
      'url url',
    ],
    pattern:
      /\b(?:(?<status>[45]\d\d) (?:Client|Server) Error: [\w ]{2,40} for url: |(?:Client|Server) error '(?<quoted>[45]\d\d) [\w ]{2,40}' for url '|HTTP Error (?<http>[45]\d\d): )(?:https:\/\/(?<service>[\w-]{2,40})\.)?|\b(?<answered>[45]\d\d), message='[^']{0,60}', url=(?:URL\()?'?https:\/\/(?=bedrock)|\b(?:HTTP )?(?<from>[45]\d\d)(?: [A-Z][A-Za-z ]{2,30})? (?:from|for|on|at) (?:https:\/\/)?(?=bedrock-)|\b(?:POST|GET) "?https:\/\/bedrock[\w.-]{2,80}\/[^\s"]{0,300}"?:? (?<sent>[45]\d\d)\b/g,
    sample: {
      text: '503 Server Error: Service Unavailable for url: https://bedrock-runtime.us-west-2.amazonaws.com/model/x/invoke',
      parts: { status: '503', service: 'bedrock-runtime' },
    },
  },
  {
    // Programs in words of their own: Bedrock returned HTTP 429, Request failed with status code 400
    id: 'status-said',
    needles: [' with status ', ' returned http ', ' returned status '],
    hint: ['with status code 4', 'with status code 5', 'with status 4', 'with status 5'],
    onOneLine: true,
    pattern:
      /\b(?:(?:failed|responded|answered|rejected|returned) with (?:HTTP )?status|returned (?:HTTP(?: status)?|status))(?: code)?:? (?<status>[45]\d\d)\b/g,
    sample: { text: 'Request failed with status code 429', parts: { status: '429' } },
  },
  {
    // The status right behind the name of an error: BedrockError(400): x, ClientError: HTTP 408 from Converse
    id: 'error-status',
    needles: ['error', 'exception'],
    hint: [
      'error 4',
      'error 5',
      'exception 4',
      'exception 5',
      'error http',
      'exception http',
      'error status',
      'exception status',
    ],
    onOneLine: true,
    pattern:
      /\b\w{0,60}(?:[Ee]rror|Exception) ?(?:: ?|\(|\[)(?:HTTP ?|status(?: code)?[ :=]{1,3})?(?<status>[45]\d\d)(?=[\s):\],;.]|$)/g,
    sample: { text: 'BedrockError(400): x', parts: { status: '400' } },
  },
  {
    // The status as a number in the body of a gateway's answer
    id: 'json-status',
    needles: ['"code"', '"status"', '"status_code"'],
    hint: ['code 4', 'code 5'],
    onOneLine: true,
    pattern: /"(?:code|status|status_code)": ?(?<status>[45]\d\d)(?=[,}\s])/g,
    sample: { text: '{"error":{"message":"x","code":429}}', parts: { status: '429' } },
  },
  {
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
    id: 'cloudtrail',
    needles: ['"errorcode"'],
    pattern: /"errorCode": ?"(?:Client\.|Server\.)?(?<exception>[A-Z]\w{1,80})"/g,
    sample: { text: '"errorCode": "ValidationException"', parts: { exception: 'ValidationException' } },
  },
  {
    id: 'cloudtrail-name',
    needles: ['"eventname"'],
    hint: [],
    pattern: /"eventName": ?"(?<operation>\w{1,80})"/g,
    sample: { text: '"eventName": "Converse"', parts: { operation: 'Converse' } },
  },
  {
    // https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html
    id: 'event-stream',
    needles: [':exception-type'],
    pattern: /:exception-type["']?[ :=]{1,3}["']?(?<exception>[a-z]\w{1,80})/gi,
    sample: { text: ':exception-type: validationException', parts: { exception: 'validationException' } },
  },
  {
    // An event of a stream as an object: {"throttlingException": {"message": …}}
    id: 'event-object',
    needles: ['exception": {', 'exception":{', "exception': {", "exception':{", 'exception: {'],
    hint: ['exception message'],
    pattern: /(?<=[{,]\s?["']?)(?<exception>[a-z]\w{1,60}Exception)["']?: ?\{ ?["']?message["']?:/g,
    sample: { text: '{"validationException":{"message":"x"}}', parts: { exception: 'validationException' } },
  },
];

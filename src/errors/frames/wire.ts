import type { Form } from './form.ts';

/** Errors as they go over the wire, and as logs and events keep them. */
export const WIRE_FORMS: readonly Form[] = [
  {
    // https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
    id: 'http-header',
    needles: ['x-amzn-errortype'],
    pattern:
      /x-amzn-errortype["']? ?(?:=>|[:=,]) ?\[?(?:HeaderValue \{ _private: H0\()?["']?(?<exception>[a-z]\w{1,80})/gi,
  },
  {
    // Where a client asked for XML: <ThrottlingException><Message>…; <Error><Code>ThrottlingException</Code><Message>…
    // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
    id: 'xml',
    needles: ['exception> <message>', 'exception><message>', '</code>'],
    hint: [],
    pattern: /<(?:(?<exception>[A-Z]\w{1,80}Exception)>|Code>(?<code>[A-Z]\w{1,80}Exception)<\/Code>) ?<[Mm]essage>/g,
  },
  {
    // https://www.rfc-editor.org/rfc/rfc9112#name-status-line
    id: 'http-status-line',
    needles: ['http/'],
    hint: ['http/1.1 4', 'http/1.1 5', 'http/1.0 4', 'http/1.0 5', 'http/2 4', 'http/2 5', 'http/3 4', 'http/3 5'],
    onOneLine: true,
    pattern: /HTTP\/[\d.]{1,3} (?<status>[45]\d\d)/g,
  },
  {
    // https://requests.readthedocs.io/en/latest/user/quickstart/#errors-and-exceptions
    id: 'requests',
    needles: ['for url'],
    pattern:
      /(?<status>[45]\d\d) (?:Client|Server) Error: [\w ]{2,40} for url: (?:https:\/\/(?<service>[\w-]{2,40})\.)?/g,
  },
  {
    // https://www.python-httpx.org/quickstart/#exceptions
    id: 'httpx',
    needles: ['for url'],
    pattern:
      /(?:Client|Server) error '(?<status>[45]\d\d) [\w ]{2,40}' for url '(?:https:\/\/(?<service>[\w-]{2,40})\.)?/g,
  },
  {
    // https://docs.python.org/3/library/urllib.error.html#urllib.error.HTTPError
    id: 'urllib',
    needles: ['http error'],
    pattern: /HTTP Error (?<status>[45]\d\d): /g,
  },
  {
    // https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientResponseError
    id: 'aiohttp',
    needles: [', message='],
    hint: [
      'url url',
      'message bad request url',
      'message forbidden url',
      'message not found url',
      'message too many requests url',
      'message internal server error url',
      'message service unavailable url',
    ],
    pattern: /(?<status>[45]\d\d), message='[^']{1,60}', url=(?:URL\()?'https:\/\/bedrock/g,
  },
  {
    // Request and status in one line: POST "https://bedrock-…/invoke": 403 Forbidden
    id: 'request-status',
    needles: ['post http', 'get http', 'post "http', 'get "http'],
    hint: ['post https bedrock', 'get https bedrock'],
    pattern: /(?:POST|GET) "?https:\/\/bedrock\S{2,380} (?<status>[45]\d\d)\b/g,
  },
  {
    // Status and address in one line: 503 Service Unavailable from https://bedrock-…
    id: 'status-from',
    needles: ['from bedrock-', 'from https://bedrock-', 'http 4', 'http 5'],
    onOneLine: true,
    pattern: /\b(?<status>[45]\d\d)(?: [A-Z][A-Za-z ]{2,30})? (?:from|for|on|at) (?:https:\/\/)?bedrock-/g,
  },
  {
    // Programs in words of their own: Bedrock returned HTTP 429, Request failed with status code 400
    id: 'status-said',
    needles: [' with status', ' with http ', ' returned http ', ' returned status'],
    hint: [
      'with status code 4',
      'with status code 5',
      'with status 4',
      'with status 5',
      'with http 4',
      'with http 5',
      'with http status',
      'returned http 4',
      'returned http 5',
      'returned status',
    ],
    onOneLine: true,
    pattern:
      /(?:(?:failed|responded|answered|rejected|returned) with|returned) (?:HTTP|(?:HTTP )?status)(?: code)?:? (?<status>[45]\d\d)\b/g,
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
    pattern: /(?:[Ee]rror|Exception) ?(?:: ?|\(|\[)(?:HTTP |status(?: code)?[ :=]{1,3})?(?<status>[45]\d\d)\b/g,
  },
  {
    // The status as a number in the body of a gateway's answer
    id: 'json-status',
    needles: ['"code"', '"status"', '"status_code"'],
    hint: ['code 4', 'code 5'],
    onOneLine: true,
    pattern: /"(?:code|status|status_code)": ?(?<status>[45]\d\d)\b/g,
  },
  {
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
    id: 'cloudtrail',
    needles: ['"errorcode"'],
    pattern: /"errorCode": ?"(?<exception>[A-Z]\w{1,80})"/g,
  },
  {
    id: 'cloudtrail-name',
    needles: ['"eventname"'],
    hint: [],
    pattern: /"eventName": ?"(?<operation>\w{1,80})"/g,
  },
  {
    // https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html
    id: 'event-stream',
    needles: [':exception-type'],
    pattern: /:exception-type["']?[ :=]{1,3}["']?(?<exception>[a-z]\w{1,60}Exception)/g,
  },
  {
    // An event of a stream as an object: {"throttlingException": {"message": …}}
    id: 'event-object',
    needles: ['exception": {', 'exception":{', "exception': {", 'exception: {'],
    hint: ['exception message'],
    pattern: /(?<=[{,] ?["']?)(?<exception>[a-z]\w{1,60}Exception)["']?: ?\{ ?["']?message["']?:/g,
  },
];

import type { Form } from './form.ts';

const NAMES =
  'BadRequest|Authentication|PermissionDenied|NotFound|UnprocessableEntity|RateLimit|InternalServer|ServiceUnavailable|APIStatus|API|ContextWindowExceeded|UnsupportedParams|Conflict|Overloaded';

/** Errors as programs write them that call Bedrock for others. */
export const CLIENT_FORMS: readonly Form[] = [
  {
    // https://docs.litellm.ai/docs/exception_mapping
    id: 'litellm',
    needles: ['bedrockexception', 'bedrockerror'],
    pattern: new RegExp(
      `litellm\\.(?<exception>(?:${NAMES})Error|Timeout): (?:litellm\\.\\w{1,60}: )?(?<service>Bedrock)(?:Exception|Error)`,
      'g',
    ),
    sample: {
      text: 'litellm.BadRequestError: BedrockException - {"message":"x"}',
      parts: { exception: 'BadRequestError', service: 'Bedrock' },
    },
  },
  {
    // The same where LiteLLM does not say which of its errors it is.
    id: 'litellm-bare',
    needles: ['bedrockexception - '],
    pattern: new RegExp(
      `\\bBedrockException - (?<code>[a-z]\\w{2,40}Exception\\b)|(?<!(?:(?:${NAMES})Error|Timeout): )\\b(?<exception>BedrockException)(?= - )`,
      'g',
    ),
    sample: { text: 'litellm.APIConnectionError: BedrockException - x', parts: { exception: 'BedrockException' } },
  },
  {
    // The SDKs of Anthropic and OpenAI: https://platform.claude.com/docs/en/api/errors
    id: 'anthropic-openai',
    needles: ['error code: '],
    hint: ['error code 4', 'error code 5'],
    onOneLine: true,
    pattern: /\bError code: (?<status>[45]\d\d) - /g,
    sample: { text: "anthropic.BadRequestError: Error code: 400 - {'message': 'x'}", parts: { status: '400' } },
  },
  {
    // The body of LiteLLM's proxy: https://docs.litellm.ai/docs/proxy/error_diagnosis
    id: 'litellm-proxy',
    needles: ['received model group='],
    hint: [],
    pattern:
      /\bReceived Model Group=[^"]{0,400}"(?:, ?"\w{1,20}": ?(?:null|"[^"]{0,60}")){0,4}, ?"code": ?"(?<status>[45]\d\d)"/g,
    sample: {
      text: 'x. Received Model Group=m", "type": null, "param": null, "code": "400"}',
      parts: { status: '400' },
    },
  },
  {
    // Ruby prints a hash: {:status=>400}, since 3.4 {status: 400}
    id: 'ruby-hash',
    needles: [':status', 'status: '],
    hint: ['status 4', 'status 5'],
    onOneLine: true,
    pattern: /(?<=[{,] ?):?status ?(?:=>|:) ?(?<status>[45]\d\d)\b/g,
    sample: { text: '{:url=>"x", :status=>400, :body=>{:message=>"x"}}', parts: { status: '400' } },
  },
  {
    id: 'anthropic-body',
    needles: ['_error'],
    pattern:
      /["']type["']: ?["']error["'], ?["']error["']: ?\{ ?["']type["']: ?["'](?<exception>[a-z]{2,20}(?:_[a-z]{2,20}){0,3}_error)["']/g,
    sample: {
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"x"}}',
      parts: { exception: 'invalid_request_error' },
    },
  },
  {
    // https://ai-sdk.dev/docs/reference/ai-sdk-errors/ai-api-call-error
    id: 'vercel',
    needles: ['statuscode'],
    hint: ['statuscode 4', 'statuscode 5'],
    onOneLine: true,
    pattern: /\bstatusCode["']?: ?(?<status>[45]\d\d)\b/g,
    sample: { text: "url: 'https://bedrock-runtime.x', statusCode: 400,", parts: { status: '400' } },
  },
  {
    // Claude Code, Cline, opencode
    id: 'api-error',
    needles: ['api error'],
    onOneLine: true,
    pattern: /\bAPI Error(?: \([^()]{1,120}\))?:? (?<status>[45]\d\d)\b/g,
    sample: { text: 'API Error: 400 {"message":"x"}', parts: { status: '400' } },
  },
];

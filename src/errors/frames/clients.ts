import type { Form } from './form.ts';

const NAMES =
  'BadRequest|Authentication|PermissionDenied|NotFound|UnprocessableEntity|RateLimit|InternalServer|ServiceUnavailable|APIStatus|API|ContextWindowExceeded|UnsupportedParams|Conflict|Overloaded';

/** Errors as programs write them that call Bedrock for others. */
export const CLIENT_FORMS: readonly Form[] = [
  {
    // https://docs.litellm.ai/docs/exception_mapping
    id: 'litellm',
    needles: ['bedrockexception'],
    pattern: new RegExp(
      `litellm\\.(?<exception>(?:${NAMES})Error|Timeout): (?:litellm\\.\\w{1,60}: )?(?<service>Bedrock)Exception`,
      'g',
    ),
  },
  {
    // The same where LiteLLM does not say which of its errors it is.
    id: 'litellm-bare',
    needles: ['bedrockexception - '],
    pattern: new RegExp(
      `BedrockException - (?<code>[a-z]\\w{2,40}Exception)|(?<!(?:(?:${NAMES})Error|Timeout): )(?<exception>BedrockException) - `,
      'g',
    ),
  },
  {
    // The SDKs of Anthropic and OpenAI: https://platform.claude.com/docs/en/api/errors
    id: 'anthropic-openai',
    needles: ['error code: '],
    hint: ['error code 4', 'error code 5'],
    onOneLine: true,
    pattern: /Error code: (?<status>[45]\d\d) - /g,
  },
  {
    // The body of LiteLLM's proxy: https://docs.litellm.ai/docs/proxy/error_diagnosis
    id: 'litellm-proxy',
    needles: ['received model group='],
    hint: [],
    pattern:
      /Received Model Group=[^"]{1,400}"(?:, ?"\w{1,20}": ?(?:null|"\w{1,60}")){1,4}, ?"code": ?"(?<status>[45]\d\d)"/g,
  },
  {
    // Ruby prints a hash: {:status=>400}, since 3.4 {status: 400}
    id: 'ruby-hash',
    needles: [':status', 'status: '],
    hint: ['status 4', 'status 5'],
    onOneLine: true,
    pattern: /(?<=[{,] ?)(?::status ?=> ?|status: )(?<status>[45]\d\d)\b/g,
  },
  {
    id: 'anthropic-body',
    needles: ['_error'],
    pattern:
      /["']type["']: ?["']error["'], ?["']error["']: ?\{ ?["']type["']: ?["'](?<exception>[a-z_]{2,60}_error)["']/g,
  },
  {
    // https://ai-sdk.dev/docs/reference/ai-sdk-errors/ai-api-call-error
    id: 'vercel',
    needles: ['statuscode'],
    hint: ['statuscode 4', 'statuscode 5'],
    onOneLine: true,
    pattern: /statusCode["']?: ?(?<status>[45]\d\d)\b/g,
  },
  {
    // Claude Code, Cline, opencode
    id: 'api-error',
    needles: ['api error'],
    onOneLine: true,
    pattern: /API Error(?: \([^)]{1,120}\))?:? (?<status>[45]\d\d)\b/g,
  },
];

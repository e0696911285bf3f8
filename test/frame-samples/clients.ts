import type { TextsOf } from './texts.ts';

const DENIED = '{"message":"You don\'t have access to the model with the specified model ID."}';
/** LiteLLM's names of what a provider answered: https://docs.litellm.ai/docs/exception_mapping */
const OF_LITELLM = [
  'BadRequestError',
  'AuthenticationError',
  'PermissionDeniedError',
  'NotFoundError',
  'UnprocessableEntityError',
  'RateLimitError',
  'InternalServerError',
  'ServiceUnavailableError',
  'APIStatusError',
  'APIError',
  'ContextWindowExceededError',
  'UnsupportedParamsError',
  'ConflictError',
  'OverloadedError',
  'Timeout',
].map((name) => [`litellm.${name}: BedrockException - ${DENIED}`, { exception: name, service: 'Bedrock' }] as const);

/** Texts of the forms in `src/errors/frames/clients.ts`, after the documentation that stands there. */
export const CLIENT_TEXTS: TextsOf = {
  litellm: {
    read: [
      ...OF_LITELLM,
      [
        'litellm.ContextWindowExceededError: litellm.BadRequestError: BedrockException: Context Window Error - {"message":"Input is too long for requested model."}',
        { exception: 'ContextWindowExceededError', service: 'Bedrock' },
      ],
    ],
    notRead: [
      'litellm.AuthenticationError: AnthropicException - {"type":"error"}',
      `litellm.APIConnectionError: BedrockException - ${DENIED}`,
    ],
  },
  'litellm-bare': {
    read: [
      [`litellm.APIConnectionError: BedrockException - ${DENIED}`, { exception: 'BedrockException' }],
      ['BedrockException - throttlingException {"message":"Too many requests"}', { code: 'throttlingException' }],
    ],
    notRead: OF_LITELLM.map(([text]) => text),
  },
  'anthropic-openai': {
    read: [
      [
        "anthropic.BadRequestError: Error code: 400 - {'message': 'The provided model identifier is invalid.'}",
        { status: '400' },
      ],
      [
        "openai.InternalServerError: Error code: 503 - {'message': 'Bedrock is unable to process your request.'}",
        { status: '503' },
      ],
    ],
    notRead: ['Error code: 1062 - Duplicate entry'],
  },
  'litellm-proxy': {
    read: [
      [
        `{"error": {"message": "litellm.NotFoundError: BedrockException - x. Received Model Group=bedrock/haiku\\nAvailable Model Group Fallbacks=None", "type": null, "param": null, "code": "404"}}`,
        { status: '404' },
      ],
      [
        '{"error":{"message":"litellm.ServiceUnavailableError: BedrockException - x. Received Model Group=nova","type":"None","param":"None","code":"503"}}',
        { status: '503' },
      ],
    ],
    notRead: ['Received Model Group=nova\nAvailable Model Group Fallbacks=None'],
  },
  'ruby-hash': {
    read: [
      ['{:status=>400, :body=>{:message=>"x"}}', { status: '400' }],
      ['{:url=>"https://bedrock-runtime.us-east-1.amazonaws.com", :status => 503}', { status: '503' }],
      ['{url: "https://bedrock-runtime.us-east-1.amazonaws.com", status: 403}', { status: '403' }],
      ["{ status: 429, error: 'bedrock' }", { status: '429' }],
    ],
    notRead: ['Bedrock batch 7, embedding status: 500 of 1200 records', "{ status: 40301, msg: 'bedrock quota' }"],
  },
  'anthropic-body': {
    read: [
      [
        '{"type":"error","error":{"type":"invalid_request_error","message":"messages: at least one message is required"}}',
        { exception: 'invalid_request_error' },
      ],
      [
        '{\n  "type": "error",\n  "error": {\n    "type": "overloaded_error",\n    "message": "Overloaded"\n  }\n}',
        { exception: 'overloaded_error' },
      ],
      [
        "{'type': 'error', 'error': {'type': 'not_found_error', 'message': 'model: claude-9'}}",
        { exception: 'not_found_error' },
      ],
    ],
    notRead: ['{"type":"message","content":[{"type":"text","text":"error"}]}'],
  },
  vercel: {
    read: [
      ["url: 'https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse', statusCode: 400,", { status: '400' }],
      ['{"statusCode":502,"body":"bedrock"}', { status: '502' }],
      ["{'statusCode': 403, 'body': 'bedrock'}", { status: '403' }],
    ],
    notRead: ['{"statusCode": 40301, "service": "bedrock"}', '{"statusCode": 200}'],
  },
  'api-error': {
    read: [
      [`API Error: 403 ${DENIED}`, { status: '403' }],
      [
        '⎿ API Error (anthropic.claude-3-haiku-20240307-v1:0): 404 Model use case details have not been submitted for this account.',
        { status: '404' },
      ],
      ['API Error 503 Bedrock is unable to process your request.', { status: '503' }],
    ],
    notRead: ['API Error (Request timed out.) · Retrying in 5 seconds', 'API Error: 4096 tokens at most'],
  },
};

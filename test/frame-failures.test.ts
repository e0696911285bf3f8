import { expect, test } from 'vitest';
import { type Failure, failuresIn } from '../src/errors/frames/failures.ts';
import { FORMS } from '../src/errors/frames/index.ts';
import { normalize } from '../src/errors/normalize.ts';

/** What the failures of a text say; where they stand is told by the text between `at` and `end`. */
const failuresOf = (text: string) => {
  const plain = normalize(text);
  return failuresIn(plain, FORMS).map(({ at, end, ...says }) => ({ ...says, stands: plain.slice(at, end) }));
};
const NOTHING = { exception: null, status: null, service: null, operation: null, requestId: null, trails: false };
const THROTTLED = { ...NOTHING, exception: 'ThrottlingException' };
/** What another program writes between two errors: no two parts so far apart are of one. */
const filler = (length: number): string => 'x'.repeat(length);

const CASES: readonly (readonly [
  what: string,
  text: string,
  failures: readonly (Omit<Failure, 'at' | 'end'> & { readonly stands: string })[],
])[] = [
  [
    'one frame tells everything',
    'operation error Bedrock Runtime: Converse, https response error StatusCode: 403, RequestID: 0f3c, AccessDeniedException: x',
    [
      {
        exception: 'AccessDeniedException',
        status: 403,
        service: 'Bedrock Runtime',
        operation: 'Converse',
        requestId: '0f3c',
        trails: false,
        stands:
          'operation error Bedrock Runtime: Converse, https response error StatusCode: 403, RequestID: 0f3c, AccessDeniedException: ',
      },
    ],
  ],
  [
    'the short name of a denial is the long one, and the operation before it is its own',
    '{"eventName":"Converse","errorCode":"AccessDenied"}',
    [
      {
        ...NOTHING,
        exception: 'AccessDeniedException',
        operation: 'Converse',
        trails: true,
        stands: '"eventName":"Converse","errorCode":"AccessDenied"',
      },
    ],
  ],
  [
    'a name in small letters has a capital',
    '{"throttlingException":{"message":"x"}}',
    [{ ...THROTTLED, stands: 'throttlingException":{"message":' }],
  ],
  [
    'a status in the place of a name',
    'Exception name: Forbidden Error message: x (Service: S3, Status Code: 403)',
    [{ ...NOTHING, status: 403, service: 'S3', trails: true, stands: '(Service: S3, Status Code: 403' }],
  ],
  [
    'a client’s own name has a status',
    'litellm.RateLimitError: BedrockException - x',
    [{ ...NOTHING, status: 429, service: 'Bedrock', stands: 'litellm.RateLimitError: BedrockException' }],
  ],
  ['a client’s name that has none is nothing', 'litellm.APIError: BedrockException - x', []],
  ['an event without an error is nothing', '{"eventName":"Converse","errorCode":null}', []],
  [
    'a class, its message and what stands behind it are one error',
    'software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException: x (Service: BedrockRuntime, Status Code: 429, Request ID: 0f3c)',
    [
      {
        exception: 'ThrottlingException',
        status: 429,
        service: 'bedrockruntime',
        operation: null,
        requestId: '0f3c',
        trails: false,
        stands:
          'services.bedrockruntime.model.ThrottlingException: x (Service: BedrockRuntime, Status Code: 429, Request ID: 0f3c',
      },
    ],
  ],
  // What a name stands behind: the words it belongs to come before it
  [
    'the value of a key trails',
    '{"message":"x","code":"ThrottlingException"}',
    [{ ...THROTTLED, trails: true, stands: 'ThrottlingException' }],
  ],
  [
    'what trails goes on trailing',
    '{"message":"x","code":"ThrottlingException","$metadata":{"httpStatusCode":429,"attempts":1}}',
    [{ ...THROTTLED, status: 429, trails: true, stands: 'ThrottlingException","$metadata":{"httpStatusCode":429' }],
  ],
  [
    'what trails and begins another message does not',
    '{"message":"x","code":"ThrottlingException"} API Error: 429 y',
    [{ ...THROTTLED, status: 429, stands: 'ThrottlingException"} API Error: 429' }],
  ],
  [
    'a part within another begins where that one does',
    `ValidationException: The body is wrong ${filler(900)} (Service: AmazonBedrockRuntime; Status Code: 429; Error Code: ThrottlingException; Request ID: 0f3c)`,
    [
      { ...NOTHING, exception: 'ValidationException', stands: 'ValidationException' },
      {
        exception: 'ThrottlingException',
        status: 429,
        service: 'AmazonBedrockRuntime',
        operation: null,
        requestId: '0f3c',
        trails: true,
        stands: '(Service: AmazonBedrockRuntime; Status Code: 429; Error Code: ThrottlingException; Request ID: 0f3c',
      },
    ],
  ],
  // Errors of several requests
  [
    'two exceptions are two errors',
    'An error occurred (ThrottlingException) when calling the Converse operation: x. ValidationException: The body is wrong',
    [
      {
        ...THROTTLED,
        operation: 'Converse',
        stands: 'error occurred (ThrottlingException) when calling the Converse operation',
      },
      { ...NOTHING, exception: 'ValidationException', stands: 'ValidationException' },
    ],
  ],
  [
    'the same the other way around',
    'ValidationException: The body is wrong. An error occurred (ThrottlingException) when calling the Converse operation: x',
    [
      { ...NOTHING, exception: 'ValidationException', stands: 'ValidationException' },
      {
        ...THROTTLED,
        operation: 'Converse',
        stands: 'error occurred (ThrottlingException) when calling the Converse operation',
      },
    ],
  ],
  [
    'two operations are two errors',
    '{"eventName":"Converse","errorCode":"ThrottlingException"} {"eventName":"InvokeModel","errorCode":"ThrottlingException"}',
    [
      {
        ...THROTTLED,
        operation: 'Converse',
        trails: true,
        stands: '"eventName":"Converse","errorCode":"ThrottlingException"',
      },
      {
        ...THROTTLED,
        operation: 'InvokeModel',
        trails: true,
        stands: '"eventName":"InvokeModel","errorCode":"ThrottlingException"',
      },
    ],
  ],
  [
    'an operation told twice is one error',
    '{"eventName":"Converse"} An error occurred (ThrottlingException) when calling the Converse operation',
    [
      {
        ...THROTTLED,
        operation: 'Converse',
        stands: '"eventName":"Converse"} An error occurred (ThrottlingException) when calling the Converse operation',
      },
    ],
  ],
  [
    'two requests are two errors',
    'status code: 429, request id: 0f3c status code: 429, request id: 77aa',
    [
      { ...NOTHING, status: 429, requestId: '0f3c', stands: 'status code: 429, request id: 0f3c' },
      { ...NOTHING, status: 429, requestId: '77aa', stands: 'status code: 429, request id: 77aa' },
    ],
  ],
  [
    'a request told twice is one error',
    'status code: 429, request id: 0f3c (Service: BedrockRuntime, Status Code: 429, Request ID: 0f3c)',
    [
      {
        ...NOTHING,
        status: 429,
        service: 'BedrockRuntime',
        requestId: '0f3c',
        stands: 'status code: 429, request id: 0f3c (Service: BedrockRuntime, Status Code: 429, Request ID: 0f3c',
      },
    ],
  ],
  [
    'a part that is near is of the same error',
    `API Error: 429 ${filler(897)} API Error: 429 x`,
    [{ ...NOTHING, status: 429, stands: `API Error: 429 ${filler(897)} API Error: 429` }],
  ],
  [
    'a part that is far is another’s',
    `API Error: 429 ${filler(898)} API Error: 429 x`,
    [
      { ...NOTHING, status: 429, stands: 'API Error: 429' },
      { ...NOTHING, status: 429, stands: 'API Error: 429' },
    ],
  ],
];

test.each(CASES)('%s', (_what, text, failures) => {
  expect(failuresOf(text)).toEqual(failures);
});

import { expect, test } from 'vitest';
import { causeForExamined } from '../src/errors/denial.ts';
import { failuresIn } from '../src/errors/frames/failures.ts';
import { FORMS } from '../src/errors/frames/index.ts';
import { normalize } from '../src/errors/normalize.ts';
import { readError, recognize } from '../src/errors/recognize.ts';
import { TEXTS } from './frame-samples/index.ts';

test.each(Object.entries(TEXTS))('of a text in the form %s the failure has what the form reads', (_id, { read }) => {
  for (const [text, { exception, status, operation }] of read) {
    const [failure] = failuresIn(normalize(text), FORMS);
    if (exception?.endsWith('Exception'))
      expect(failure?.exception, text).toBe(`${exception.slice(0, 1).toUpperCase()}${exception.slice(1)}`);
    if (status !== undefined) expect(failure?.status, text).toBe(Number(status));
    if (operation !== undefined && exception !== undefined) expect(failure?.operation, text).toBe(operation);
  }
});

test('form ids are unique', () => {
  expect(new Set(FORMS.map(({ id }) => id)).size).toBe(FORMS.length);
});

/** What the contract, section 3, says of an exception whose words nobody has listed. */
const BY_EXCEPTION: readonly (readonly [string, number, string | null])[] = [
  ['ValidationException', 400, 'request-invalid'],
  ['ThrottlingException', 429, 'throttled'],
  ['ServiceUnavailableException', 503, 'service-unavailable'],
  ['ModelTimeoutException', 408, 'model-timeout'],
  ['ModelErrorException', 424, 'model-error'],
  ['ModelNotReadyException', 429, 'model-not-ready'],
  ['ResourceNotFoundException', 404, 'model-id-invalid'],
  ['AccessDeniedException', 403, null],
];
/** Frames, each with an exception and a status, around words. */
const FRAMES: Readonly<Record<string, (exception: string, status: number, words: string) => string>> = {
  boto3: (e, _s, w) => `An error occurred (${e}) when calling the Converse operation: ${w}`,
  go: (e, s, w) =>
    `operation error Bedrock Runtime: Converse, https response error StatusCode: ${s}, RequestID: 1, ${e}: ${w}`,
  java: (e, s, w) =>
    `software.amazon.awssdk.services.bedrockruntime.model.${e}: ${w} (Service: BedrockRuntime, Status Code: ${s}, Request ID: 1)`,
  rust: (e, _s, w) =>
    `SdkError { service: "aws_sdk_bedrockruntime", source: ${e}(${e} { message: Some("${w}"), meta: ErrorMetadata { code: Some("${e}") } }) }`,
  dotnet: (e, _s, w) => `Amazon.BedrockRuntime.Model.${e}: ${w}`,
  ruby: (e, _s, w) => `${w} (Aws::BedrockRuntime::Errors::${e})`,
  http: (e, s, w) =>
    `POST https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse\nHTTP/1.1 ${s}\nx-amzn-ErrorType: ${e}:\n\n{"message":"${w}"}`,
  cloudtrail: (e, _s, w) =>
    JSON.stringify({ eventSource: 'bedrock.amazonaws.com', eventName: 'Converse', errorCode: e, errorMessage: w }),
};

test.each(Object.keys(FRAMES))('in the frame of %s the exception decides where the words are new', (name) => {
  const frame = FRAMES[name];
  for (const [exception, status, cause] of BY_EXCEPTION) {
    const text = frame?.(exception, status, 'Words that nobody has listed so far') ?? '';
    const { recognition, unlisted } = readError(text);
    expect(recognition?.cause ?? null, text).toBe(cause);
    expect(unlisted?.denial ?? false, text).toBe(cause === null);
    if (cause === null) expect(unlisted).toMatchObject({ of: 'bedrock', exception, denial: true });
  }
});

test.each([
  ['another service', 'An error occurred (ValidationException) when calling the PutItem operation: New words here'],
  ['a bare name', 'ValidationException: New words here'],
  [
    'the control plane',
    'An error occurred (ValidationException) when calling the CreateGuardrail operation: New words',
  ],
])('of %s an exception with new words decides nothing', (_name, text) => {
  expect(recognize(text)).toBeNull();
});

test('a log group that does not exist is CloudWatch Logs’ error', () => {
  for (const text of [
    'An error occurred (ResourceNotFoundException) when calling the FilterLogEvents operation: New words',
    'operation error CloudWatch Logs: GetLogEvents, https response error StatusCode: 400, RequestID: 1, ResourceNotFoundException: New words',
  ]) {
    expect(recognize(text)?.cause, text).toBe('logs-missing');
  }
});

test('errors of several requests are kept apart', () => {
  const text = [
    'An error occurred (ValidationException) when calling the Converse operation: Words nobody knows',
    'An error occurred (ThrottlingException) when calling the Converse operation: Too many requests, please wait before trying again.',
  ].join('\n');
  expect(recognize(text)?.cause, 'a throttle yields').toBe('request-invalid');
  const wrapped =
    'An error occurred (ValidationException) when calling the Converse operation (reached max retries: 4): ThrottlingException: Slow down please now';
  expect(recognize(wrapped)?.cause, 'a frame around another is no error of its own').toBe('throttled');
});

const denied = (
  action: string,
  who: string,
  context = `because no identity-based policy allows the ${action} action`,
) => `User: ${who} is not authorized to perform: ${action} on resource: * ${context}`;
const USER = 'arn:aws:iam::123456789012:user/dev';
const ROLE = 'arn:aws:sts::123456789012:assumed-role/app/s';
const SSO = 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Dev_0a1b/dev';
const SCP = 'with an explicit deny in a service control policy';

/** Contract, section 3: denials by action. */
test.each([
  ['bedrock:InvokeModel', ROLE, undefined, 'invoke-not-allowed'],
  ['bedrock:Converse', ROLE, undefined, 'invoke-not-allowed'],
  ['bedrock-mantle:CreateInference', USER, undefined, 'invoke-not-allowed'],
  ['bedrock-mantle:CreateInference', USER, SCP, 'denied-by-scp'],
  ['bedrock:CallWithBearerToken', ROLE, undefined, 'bearer-token-rejected'],
  ['bedrock-mantle:CallWithBearerToken', ROLE, undefined, 'bearer-token-rejected'],
  ['bedrock:CallWithBearerToken', ROLE, SCP, 'denied-by-scp'],
  ...[
    'Retrieve',
    'RetrieveAndGenerate',
    'InvokeAgent',
    'InvokeFlow',
    'Rerank',
    'CountTokens',
    'StartAsyncInvoke',
    'CreateModelInvocationJob',
    'StartIngestionJob',
  ].map((name) => [`bedrock:${name}`, USER, undefined, 'action-not-allowed'] as const),
  ['bedrock-agentcore:InvokeAgentRuntime', ROLE, undefined, 'action-not-allowed'],
  ['bedrock-agentcore:CreateAgentRuntime', ROLE, SCP, 'denied-by-scp'],
  ['bedrock:GetInferenceProfile', ROLE, undefined, 'action-not-allowed'],
  ['bedrock:ListFoundationModels', ROLE, undefined, 'action-not-allowed'],
  ['bedrock:ListFoundationModels', SSO, undefined, 'operator-not-allowed'],
  ['bedrock:ListFoundationModels', USER, undefined, 'operator-not-allowed'],
  ['bedrock:GetFoundationModelAvailability', USER, undefined, 'operator-not-allowed'],
  ['bedrock:CreateGuardrail', USER, undefined, 'operator-not-allowed'],
  ['bedrock:ApplyGuardrail', ROLE, undefined, 'guardrail-not-allowed'],
  ...['iam', 'sts', 'cloudformation', 'lambda', 'logs', 'cloudtrail', 'servicequotas', 'organizations'].map(
    (service) => [`${service}:DoThis`, USER, undefined, 'operator-not-allowed'] as const,
  ),
  ['aoss:CreateCollection', USER, undefined, null],
  ['s3:GetObject', ROLE, undefined, null],
] as const)('a denial of %s to %s (%s) is %s', (action, who, context, cause) => {
  expect(recognize(denied(action, who, context))?.cause ?? null).toBe(cause);
});

test('a read is the operator’s where the text shows a tool that deploys', () => {
  const text = denied('bedrock:ListFoundationModels', ROLE);
  expect(recognize(text)?.cause).toBe('action-not-allowed');
  for (const around of [
    `Error: reading models with data.aws_bedrock_foundation_models.all, ${text}`,
    `CREATE_FAILED AWS::Bedrock::Agent ${text}`,
    `terraform apply: ${text}`,
  ]) {
    expect(recognize(around)?.cause, around).toBe('operator-not-allowed');
  }
});

test('what the examined principal itself was refused is its own lack', () => {
  const cause = (action: string) => causeForExamined({ cause: 'operator-not-allowed', action });
  expect(['iam:PassRole', 'sts:AssumeRole', 'bedrock:GetFoundationModel'].map(cause)).toEqual([
    'action-not-allowed',
    'action-not-allowed',
    'action-not-allowed',
  ]);
  expect(cause('logs:PutLogEvents')).toBe('operator-not-allowed');
  expect(causeForExamined({ cause: 'denied-by-scp', action: 'iam:PassRole' })).toBe('denied-by-scp');
});

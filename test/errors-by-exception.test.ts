import { expect, test } from 'vitest';
import { isDenial, meaningElsewhere, meaningOf } from '../src/errors/by-exception.ts';
import type { Failure } from '../src/errors/frames/failures.ts';
import type { Recognition } from '../src/errors/recognition.ts';
import { ownerOf, unexplained } from '../src/errors/unexplained.ts';

// What an error is by its exception or status where its words are new (contract, section 3), and whose message some words are.

const failure = (more: Partial<Failure> = {}): Failure => ({
  exception: null,
  status: null,
  service: null,
  operation: null,
  requestId: null,
  at: 0,
  end: 10,
  trails: false,
  ...more,
});

test.each<[Partial<Failure>, string | null]>([
  [{ exception: 'ValidationException' }, 'request-invalid'],
  [{ exception: 'ValidationException', operation: 'Converse' }, 'request-invalid'],
  [{ exception: 'ValidationException', operation: 'ApplyGuardrail' }, 'request-invalid'],
  [{ exception: 'ValidationException', operation: 'CreateGuardrail' }, null],
  [{ exception: 'ValidationException', service: 'BedrockRuntime' }, 'request-invalid'],
  // The SDKs' first name of the service: it may be the runtime's error with its service cut.
  [{ exception: 'ValidationException', service: 'Bedrock' }, 'request-invalid'],
  ...[
    'bedrock',
    'AmazonBedrock',
    'Amazon Bedrock',
    'aws-bedrock',
    'awsbedrock',
    'BedrockAgent',
    'Bedrock Agent',
    'bedrock-agent',
    'BedrockAgentCore',
    'Bedrock Agent Core',
    'bedrock-agent-core',
    'BedrockAgentCoreControl',
    'Bedrock AgentCore Control',
    'bedrock-agentcore-control',
  ].map((service): [Partial<Failure>, string | null] => [{ exception: 'ValidationException', service }, null]),
  ...['BedrockAgentRuntime', 'MyBedrock', 'BedrockAgentic', 'bedrock_agent'].map(
    (service): [Partial<Failure>, string | null] => [{ exception: 'ValidationException', service }, 'request-invalid'],
  ),
  [{ exception: 'ResourceNotFoundException' }, 'model-id-invalid'],
  [{ exception: 'ResourceNotFoundException', operation: 'InvokeModel' }, 'model-id-invalid'],
  [{ exception: 'ResourceNotFoundException', operation: 'RetrieveAndGenerate' }, null],
  [{ exception: 'ResourceNotFoundException', service: 'Bedrock Agent' }, null],
  [{ exception: 'ThrottlingException', operation: 'CreateGuardrail' }, 'throttled'],
  [{ exception: 'AccessDeniedException', status: 400 }, null],
  [{ exception: 'NewException', status: 429 }, null],
  [{ exception: 'BedrockException', status: 429 }, 'throttled'],
  [{ exception: 'BedrockException' }, null],
  [{ status: 400 }, 'request-invalid'],
  [{ status: 400, operation: 'CreateGuardrail' }, null],
  [{ status: 404, operation: 'Converse' }, 'model-id-invalid'],
  [{ status: 404, operation: 'Retrieve' }, null],
  [{ status: 403 }, null],
  [{ status: 408 }, 'model-timeout'],
  [{ status: 424 }, 'model-error'],
  [{ status: 500 }, 'service-unavailable'],
  [{ status: 503 }, 'service-unavailable'],
  [{ status: 529 }, 'service-unavailable'],
  [{}, null],
])('of Bedrock %j is %s', (about, cause) => {
  expect(meaningOf(failure(about))?.cause ?? null).toBe(cause);
});

test.each<[Partial<Failure>, string | null]>([
  [{ exception: 'ResourceNotFoundException', operation: 'GetLogEvents' }, 'logs-missing'],
  [{ exception: 'ResourceNotFoundException', operation: 'GetItem' }, null],
  [{ exception: 'ResourceNotFoundException', service: 'CloudWatch Logs' }, 'logs-missing'],
  [{ exception: 'ResourceNotFoundException', service: 'CloudWatchLogs' }, 'logs-missing'],
  [{ exception: 'ResourceNotFoundException', service: 'MyCloudWatchLogs' }, null],
  [{ exception: 'ResourceNotFoundException', service: 'CloudWatchLogsArchive' }, null],
  [{ exception: 'ResourceNotFoundException' }, null],
  [{ exception: 'AccessDeniedException', operation: 'GetLogEvents' }, null],
  [{ exception: 'ExpiredToken', operation: 'PutObject' }, 'credentials-expired'],
  [{ exception: 'InvalidClientTokenId' }, 'credentials-invalid'],
  [{ exception: 'ThrottlingException' }, null],
  [{ status: 429 }, null],
])('of another service %j is %s', (about, cause) => {
  expect(meaningElsewhere(failure(about))?.cause ?? null).toBe(cause);
});

test.each<[Partial<Failure>, boolean]>([
  [{ status: 403 }, true],
  [{ status: 404 }, false],
  [{}, false],
  [{ exception: 'AccessDeniedException', status: 400 }, true],
  [{ exception: 'ThrottlingException', status: 403 }, false],
])('%j is a denial: %s', (about, denied) => {
  expect(isDenial(failure(about))).toBe(denied);
});

const known = (at: number, length = 10): Recognition => ({ at, length }) as Recognition;
/** An error at a place, ten letters long. */
const named = (at: number, more: Partial<Failure> = {}): Failure =>
  failure({ exception: 'ValidationException', at, end: at + 10, ...more });
const PLAIN = 'x'.repeat(3_000);

test.each<[string, readonly Failure[], Recognition, number | null]>([
  ['the frame before them', [named(0)], known(20), 0],
  ['the frame right around them', [named(0, { end: 100 })], known(20), 0],
  ['of two frames before them the nearer', [named(0), named(20)], known(40), 20],
  ['a frame that is not too far', [named(0)], known(909), 0],
  ['none that is', [named(0)], known(910), null],
  ['the frame behind, where none is before', [named(50)], known(20), 50],
  ['of two behind the first', [named(50), named(70)], known(20), 50],
  ['none behind that is too far', [named(930)], known(20), null],
  ['one behind that is not', [named(929)], known(20), 929],
  ['before rather than behind', [named(0), named(50)], known(20), 0],
  ['behind rather than too far before', [named(0), named(1_030)], known(1_000), 1_030],
])('words are the message of %s', (_what, failures, words, at) => {
  expect(ownerOf(failures, words)?.at ?? null).toBe(at);
});

test.each<[string, string, readonly Failure[], readonly Recognition[], readonly number[]]>([
  ['an error alone', PLAIN, [named(0)], [], [0]],
  ['an error whose words are known', PLAIN, [named(0)], [known(20)], []],
  ['words too far behind', PLAIN, [named(0)], [known(910)], [0]],
  ['words just near enough', PLAIN, [named(0)], [known(909)], []],
  ['a name behind the words, and none before', PLAIN, [named(50)], [known(20)], []],
  ['a name too far behind them', PLAIN, [named(931)], [known(20)], [931]],
  ['a name that trails the words of the frame before', PLAIN, [named(0), named(50, { trails: true })], [known(20)], []],
  ['a name behind, which does not', PLAIN, [named(0), named(50)], [known(20)], [50]],
  [
    'a name that trails behind the end of an object',
    `${'x'.repeat(35)}}${'x'.repeat(100)}`,
    [named(0), named(50, { trails: true })],
    [known(20)],
    [50],
  ],
  [
    'an object that ended before the words',
    `${'x'.repeat(15)}}${'x'.repeat(100)}`,
    [named(0), named(50, { trails: true })],
    [known(20)],
    [],
  ],
  ['a frame that hands on to the next', `${'x'.repeat(10)}: ${'x'.repeat(50)}`, [named(0), named(12)], [], [12]],
  ['a frame that does not', `${'x'.repeat(10)}, ${'x'.repeat(50)}`, [named(0), named(12)], [], [0, 12]],
  ['a status near known words', PLAIN, [failure({ status: 400, at: 500, end: 503 })], [known(20)], []],
  [
    'a status near words behind it',
    PLAIN,
    [named(0), failure({ status: 400, at: 500, end: 503 })],
    [known(20), known(1_300)],
    [],
  ],
  ['a status far from them', PLAIN, [failure({ status: 400, at: 2_000, end: 2_003 })], [known(20)], [2_000]],
  ['a status alone', PLAIN, [failure({ status: 400, at: 500, end: 503 })], [], [500]],
])('unexplained: %s', (_what, plain, failures, words, places) => {
  expect(unexplained(plain, failures, words).map(({ at }) => at)).toEqual(places);
});

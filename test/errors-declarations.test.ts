import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SIGNATURES } from '../src/errors/index.ts';
import { errorNamed } from '../src/errors/named.ts';
import { normalize } from '../src/errors/normalize.ts';
import { recognize } from '../src/errors/recognize.ts';
import { SIGNS } from '../src/errors/signs.ts';
import { answersOf, FRAMES, SAID, SAID_WHOLE } from './error-frames.ts';
import { someRows } from './seed.ts';

const FOLDER = new URL('corpus/', import.meta.url);
const corpus = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as readonly { readonly text: string }[])
  .map(({ text }) => text);
const texts = [
  ...corpus,
  ...SIGNATURES.flatMap(({ samples }) => samples),
  ...Object.values(SAID_WHOLE).flat(),
  ...Object.values(SAID).flatMap((told) =>
    answersOf(told, 'r-1').flatMap((answer) => Object.values(FRAMES).map((frame) => frame(answer))),
  ),
].map((text) => normalize(text));

/** The alternatives of an expression that stand in no group. */
function alternativesOf(source: string): readonly string[] {
  const found: string[] = [];
  let [depth, from, inClass] = [0, 0, false];
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at];
    if (letter === '\\') at += 1;
    else if (inClass) inClass = letter !== ']';
    else if (letter === '[') inClass = true;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (letter === '|' && depth === 0) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}
/** Where a name stands in an error; a table of its own, below. */
const OF_A_NAME = new Set(alternativesOf(errorNamed('NAME').source));

test('no alternative of a declaration is without a text', () => {
  const named = [...OF_A_NAME].map((one) => one.slice(0, 12));
  const untried = SIGNATURES.flatMap(({ id, pattern }) =>
    alternativesOf(pattern.source)
      .filter((alternative) => !named.some((start) => alternative.startsWith(start)))
      .filter((alternative) => {
        const one = new RegExp(alternative, pattern.flags.replace('g', ''));
        return !texts.some((text) => one.test(text));
      })
      .map((alternative) => `${id}: ${alternative}`),
  );
  expect(untried).toEqual([]);
});

test('where a declaration would match, one of its needles stands', () => {
  const tried = someRows(texts).map((text) => ({ text, low: text.toLowerCase() }));
  const missed = SIGNATURES.flatMap(({ id, pattern, needles }) => {
    const one = new RegExp(pattern.source, pattern.flags.replace('g', ''));
    return tried
      .filter(({ text, low }) => !needles.some((needle) => low.includes(needle)) && one.test(text))
      .slice(0, 1)
      .map(({ text }) => `${id}: ${text.slice(0, 200)}`);
  });
  expect(missed).toEqual([]);
  const unseen = SIGNS.flatMap(({ pattern, needles }) => {
    const one = new RegExp(pattern.source, pattern.flags.replace('g', ''));
    return tried
      .filter(({ text, low }) => !needles.some((needle) => low.includes(needle)) && one.test(text))
      .slice(0, 1)
      .map(({ text }) => `${needles.join(', ')}: ${text.slice(0, 200)}`);
  });
  expect(unseen, 'a sign without its needle').toEqual([]);
});

const NOT_NOW = new Set(['throttled', 'service-unavailable', 'model-timeout', 'model-error', 'model-not-ready']);
const FOLLOWS = new Set(['stack-unhealthy', 'function-error', 'endpoint-error']);
test('what says "not now" is transient, what followed from another error is faint, all else is firm', () => {
  const weights = SIGNATURES.map(({ id, cause, weight }) => [
    id,
    weight,
    typeof cause === 'string' && NOT_NOW.has(cause)
      ? 'transient'
      : typeof cause === 'string' && FOLLOWS.has(cause)
        ? 'faint'
        : 'firm',
  ]);
  expect(weights.filter(([, weight, wanted]) => weight !== wanted)).toEqual([]);
});

test.each([
  'FooException: Something is wrong',
  'FooException : Quelque chose ne va pas',
  'FooException - "Something"',
  'An error occurred (FooException) when calling',
  'x (Aws::Bedrock::Errors::FooException)',
  '{"__type":"com.amazon.coral#FooException"}',
  "{ code: 'FooException' }",
  'FooException {',
  'FooException [{',
  'x-amzn-ErrorType: FooException:http://x',
])('a name is an error’s in %s', (text) => {
  expect([...text.matchAll(errorNamed('FooException'))]).toHaveLength(1);
});
test.each([
  'except FooException: retry()',
  'case FooException: The end',
  'class FooException {',
  'throws Foo, FooException: It does',
  "name: 'FooException', $fault: 'client'",
  'see FooException in the documentation',
  'retry ? FooException : Other',
])('a name is none in %s', (text) => {
  expect([...text.matchAll(errorNamed('FooException'))]).toEqual([]);
});

/** Contract, section 3: what an application needs; service-authorization list_amazonbedrock for the rest of each kind. */
test.each([
  ...[
    'StartAsyncInvoke',
    'CreateModelInvocationJob',
    'StartIngestionJob',
    'IngestKnowledgeBaseDocuments',
    'CreateSession',
  ],
  ...['CreateInvocationStep', 'CreateEvent', 'GetAgentMemory', 'RenderPrompt', 'CreateEvaluationJob', 'GenerateQuery'],
  ...[
    'GetWorkloadAccessToken',
    'GetResourceOauth2Token',
    'GetResourceApiKey',
    'InvokeCodeInterpreter',
    'OptimizePrompt',
  ],
])('%s is a matter of the application, whoever calls', (operation) => {
  const text = `User: arn:aws:iam::123456789012:user/dev is not authorized to perform: bedrock:${operation} on resource: *`;
  expect(recognize(text)?.cause).toBe('action-not-allowed');
});
test.each([
  'CreateGuardrail',
  'UpdateAgent',
  'DeleteKnowledgeBase',
  'PutUseCaseForModelAccess',
  'TagResource',
  'PrepareAgent',
])('%s is a matter of who sets up', (operation) => {
  const text = `User: arn:aws:sts::123456789012:assumed-role/app/s is not authorized to perform: bedrock:${operation} on resource: *`;
  expect(recognize(text)?.cause).toBe('operator-not-allowed');
});

test.each([
  'bedrock',
  'bedrock-runtime',
  'bedrock-agent',
  'bedrock-agent-runtime',
  'bedrock-agentcore',
  'bedrock-agentcore-control',
  'sts',
  'iam',
  'cloudformation',
  'lambda',
  'logs',
  'cloudtrail',
  'organizations',
  'servicequotas',
])('nobody answers at %s, in the words of every client and in every partition', (service) => {
  for (const domain of [
    `${service}.us-east-1.amazonaws.com`,
    `${service}-fips.us-gov-west-1.amazonaws.com`,
    `${service}.cn-north-1.amazonaws.com.cn`,
    `${service}.eusc-de-east-1.amazonaws.eu`,
    `${service}.us-iso-east-1.c2s.ic.gov`,
    `${service}.us-isob-east-1.sc2s.sgov.gov`,
  ]) {
    for (const text of [
      `Could not connect to the endpoint URL: "https://${domain}/x"`,
      `Connect timeout on endpoint URL: "https://${domain}/x"`,
      `Read timeout on endpoint URL: "https://${domain}/x"`,
      `Error: getaddrinfo ENOTFOUND ${domain}`,
      `Error: queryA EAI_AGAIN ${domain}`,
      `Post "https://${domain}/x": dial tcp: lookup ${domain}: no such host`,
      `Post "https://${domain}/x": dial tcp 192.0.2.1:443: i/o timeout`,
      `java.net.UnknownHostException: ${domain}`,
      `curl: (6) Could not resolve host: ${domain}`,
      `No such host is known. (${domain}:443)`,
      `Connection refused (${domain}:443)`,
      `${domain}: Temporary failure in name resolution`,
      `HTTPSConnectionPool(host='${domain}', port=443): Max retries exceeded with url: /x`,
      `HTTPSConnectionPool(host='${domain}', port=443): Read timed out.`,
      `Get "https://${domain}/x": net/http: TLS handshake timeout`,
      `Get "https://${domain}/x": context deadline exceeded`,
    ])
      expect(recognize(text)?.cause, text).toBe('endpoint-unreachable');
  }
});

test.each(['Key', 'Type', 'Name', 'Attribute', 'Index', 'UnboundLocal', 'ZeroDivision'])(
  'Python’s %sError is the function’s own',
  (name) => {
    const raised = `[ERROR] ${name}Error: x\nTraceback (most recent call last):\n  File "/var/task/app.py", line 9, in handler`;
    expect(recognize(raised)?.cause).toBe('function-error');
    if (name !== 'UnboundLocal' && name !== 'ZeroDivision')
      expect(recognize(`{"errorType": "${name}Error", "errorMessage": "x"}`)?.cause).toBe('function-error');
  },
);

test('the model families of Bedrock tell whose error it is', () => {
  for (const model of [
    'anthropic.claude-opus-5-5',
    'us.anthropic.claude-sonnet-5',
    'jp.anthropic.claude-haiku-4-5-20251001-v1:0',
    'amazon.nova-lite-v1:0',
    'amazon.titan-embed-text-v2:0',
    'meta.llama3-1-8b-instruct-v1:0',
    'mistral.mistral-large-2407-v1:0',
    'cohere.command-r-v1:0',
    'cohere.embed-v4:0',
    'ai21.jamba-1-5-mini-v1:0',
    'deepseek.v3-v1:0',
    'stability.stable-image-core-v1:1',
    'qwen.qwen3-coder-30b-a3b-v1:0',
    'openai.gpt-oss-120b-1:0',
  ])
    expect(recognize(`${model} said: Operation not allowed`)?.cause, model).toBe('account-restricted');
  expect(recognize('gpt-9 said: Operation not allowed')).toBeNull();
  expect(recognize("The model 'gpt-9' does not exist or you do not have access to it.")).toBeNull();
});

test('the words of every tool that deploys make a read the deployer’s', () => {
  const read =
    'User: arn:aws:sts::123456789012:assumed-role/ci/s is not authorized to perform: bedrock:GetGuardrail on resource: *';
  expect(recognize(read)?.cause).toBe('action-not-allowed');
  for (const words of [
    'terraform plan',
    'CloudFormation says',
    'pulumi up',
    'serverless deploy',
    'cdk deploy',
    'CREATE_FAILED',
    'UPDATE_FAILED',
    'ROLLBACK_IN_PROGRESS',
    'Resource handler returned message',
    'sam deploy',
    'changeset',
    'on main.tf line 3',
    'with aws_bedrock_guardrail.x',
  ])
    expect(recognize(`${words}: ${read}`)?.cause, words).toBe('operator-not-allowed');
});

test('of a denial everything is read that it names, in whatever words', () => {
  const model = 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-lite-v1:0';
  const principal = 'arn:aws-us-gov:sts::123456789012:assumed-role/R/me';
  expect(
    recognize(
      `You don't have permission.\nUser: ${principal}\nAction: bedrock:InvokeModel\nOn resource(s): ${model}\nContext: no identity-based policy allows the action`,
    ),
  ).toMatchObject({ cause: 'invoke-not-allowed', principal, action: 'bedrock:InvokeModel', resource: model, model });
  expect(
    recognize(
      `Utilisateur : ${principal}\nAction : bedrock:InvokeModel\nRessource : ${model}\nContexte : no permissions boundary allows the bedrock:InvokeModel action`,
    ),
  ).toMatchObject({ cause: 'denied-by-boundary', principal, resource: model });
  expect(recognize(`AccessDeniedException: bedrock:InvokeModel on resource: ${model}`)).toMatchObject({
    cause: 'invoke-not-allowed',
    action: 'bedrock:InvokeModel',
    resource: model,
    model,
  });
  expect(
    recognize(`User: ${principal} is not authorized to perform: bedrock:InvokeModel on resource: ${model}`),
  ).toMatchObject({ principal, action: 'bedrock:InvokeModel', resource: model, model });
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SIGNATURES } from '../src/errors/index.ts';
import { recognize } from '../src/errors/recognize.ts';

const uuid = '3b1f0c2e-1111-4000-8000-000000000001';
const json = JSON.stringify;
const wrap = (text: string, width: number, indent = ''): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
};

/** What surrounds AWS's words where people copy them from; the words of a sample stay, whatever is around them. */
const WRAPPERS: Readonly<Record<string, (text: string) => string>> = {
  boto3: (text) =>
    `botocore.errorfactory.AccessDeniedException: An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${text}`,
  'the AWS CLI': (text) =>
    `\nAn error occurred (ValidationException) when calling the Converse operation (reached max retries: 4): ${text}\n`,
  Go: (text) =>
    `operation error Bedrock Runtime: InvokeModel, https response error StatusCode: 403, RequestID: ${uuid}, AccessDeniedException: ${text}`,
  Java: (text) =>
    `software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException: ${text} (Service: BedrockRuntime, Status Code: 403, Request ID: ${uuid})`,
  'JavaScript v3': (text) =>
    `AccessDeniedException: ${text}\n    at throwDefaultError (/var/task/node_modules/@aws-sdk/client-bedrock-runtime/dist-cjs/index.js:838:20)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {\n  '$fault': 'client',\n  '$metadata': { httpStatusCode: 403, requestId: '${uuid}', attempts: 1 }\n}`,
  LiteLLM: (text) => `litellm.APIConnectionError: BedrockException - ${json({ message: text })}`,
  LangChain: (text) =>
    `Error raised by bedrock service: An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${text}`,
  'Vercel AI SDK': (text) =>
    `AI_APICallError: ${text}\n  url: 'https://bedrock-runtime.ap-northeast-2.amazonaws.com/model/x/converse',\n  statusCode: 403`,
  'Anthropic SDK': (text) =>
    `anthropic.PermissionDeniedError: Error code: 403 - {'message': ${text.includes("'") ? json(text) : `'${text}'`}}`,
  'Claude Code': (text) => `API Error (claude on Bedrock, us.anthropic.claude-sonnet-4-5-20250929-v1:0): 403 ${text}`,
  CloudTrail: (text) =>
    json(
      {
        eventTime: '2026-11-24T03:00:00Z',
        eventSource: 'bedrock.amazonaws.com',
        eventName: 'InvokeModel',
        errorCode: 'AccessDenied',
        errorMessage: text,
      },
      null,
      2,
    ),
  'a Lambda log line': (text) =>
    `2026-11-24T03:00:00.000Z\t${uuid}\tERROR\t[Poetry] Bedrock error: AccessDeniedException: ${text}`,
  'a JSON log': (text) =>
    json({
      timestamp: '2026-11-24T03:00:00.000Z',
      level: 'ERROR',
      requestId: uuid,
      message: `[Poetry] Bedrock error: ${text}`,
    }),
  'JSON in JSON in JSON': (text) => json({ body: json({ error: json({ message: `Amazon Bedrock: ${text}` }) }) }),
  HTML: (text) =>
    `<p>Bedrock error: ${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</p>`,
  'HTML twice': (text) => `Bedrock error: ${text.replaceAll('"', '&amp;quot;').replaceAll("'", '&amp;#x27;')}`,
  'curly quotes': (text) => `“Bedrock error: ${text.replaceAll("'", '’')}”`,
  'a terminal of 80 columns': (text) => wrap(`Amazon Bedrock said: ${text}`, 78),
  'a stack trace, indented': (text) => wrap(`Bedrock error: ${text}`, 60, '      '),
  'quoted mail': (text) => wrap(`Bedrock error: ${text}`, 70).replace(/^/gm, '> '),
  colours: (text) => `\u001b[31mBedrock error:\u001b[0m \u001b[1m${text}\u001b[22m`,
  Korean: (text) => `안녕하세요, 람다에서 Amazon Bedrock 호출 시 아래 오류가 납니다:\n${text}\n도와주세요`,
  'a success after it': (text) => `[Poetry] Bedrock error: ${text}\n[Poetry] Success - Generated 90 characters`,
  'a throttle behind it': (text) =>
    `Amazon Bedrock: ${text}\nThrottlingException: Too many requests, please wait before trying again.`,
  'CRLF and tabs': (text) => `Bedrock error:\t${text}\r\n\r\n`,
};

/** Words that are an answer of their own kind; a frame of Bedrock's around them would be a lie. */
const UNFRAMED = new Set(['gateway', 'gateway-failed', 'function-threw', 'runtime-error', 'overloaded']);
const SAMPLES = SIGNATURES.filter(({ id }) => !UNFRAMED.has(id)).flatMap(({ id, samples, weight }) =>
  samples.map((sample) => ({ id, sample, weight })),
);

test.each(Object.keys(WRAPPERS))('every sample means the same in %s', (name) => {
  const wrapper = WRAPPERS[name];
  const wrong = SAMPLES.flatMap(({ id, sample, weight }) => {
    if (name === 'a throttle behind it' && weight !== 'firm') return [];
    const plain = recognize(sample);
    const wrapped = recognize(wrapper?.(sample) ?? '');
    return wrapped?.cause === plain?.cause && wrapped?.waitMinutes === plain?.waitMinutes
      ? []
      : [
          `${id}: ${wrapped?.cause ?? 'nothing'} (${wrapped?.waitMinutes}), not ${plain?.cause} (${plain?.waitMinutes}): ${sample.slice(0, 70)}`,
        ];
  });
  expect(wrong).toEqual([]);
});

test('texts of other services, of code, and prose are nothing', () => {
  const lines = readFileSync(resolve(import.meta.dirname, 'corpus/not-bedrock.txt'), 'utf8')
    .split('\n')
    .filter(Boolean);
  expect(lines.length).toBeGreaterThan(80);
  const wrong = lines.flatMap((line) => {
    const found = recognize(line);
    return found ? [`${found.cause} (${found.signature}): ${line}`] : [];
  });
  expect(wrong).toEqual([]);
});

const DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/R/f is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:ap-northeast-2::foundation-model/amazon.nova-lite-v1:0';

test.each([
  [
    'the last of two denials decides',
    `${DENIED} because no identity-based policy allows the bedrock:InvokeModel action\n${DENIED} with an explicit deny in a service control policy`,
    'denied-by-scp',
  ],
  [
    'a throttle yields, wherever it stands',
    `ThrottlingException: Too many tokens, please wait before trying again.\nValidationException: The provided model identifier is invalid.\nToo many requests, please wait before trying again.`,
    'model-id-invalid',
  ],
  [
    'of two that say "not now" the last decides',
    'Too many requests, please wait before trying again.\nToo many tokens per day, please wait before trying again.',
    'daily-token-quota',
  ],
  [
    'a sentence that was cut short keeps its layer',
    `${DENIED} with an explicit deny in a service contr`,
    'denied-by-scp',
  ],
  [
    'a deployment that failed for want of a permission',
    'CREATE_FAILED AWS::IAM::Role PoetryFunctionRole User: arn:aws:iam::123456789012:user/dev is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/x because no identity-based policy allows the iam:CreateRole action\nError: Failed to create/update the stack: kiroween, Waiter StackCreateComplete failed: ROLLBACK_COMPLETE',
    'operator-not-allowed',
  ],
  [
    'a reason in the frame that is not known',
    'Model access is denied due to SOMETHING_NEW: a reason of tomorrow. Your AWS Marketplace subscription for this model cannot be completed at this time.',
    'marketplace-subscription-failed',
  ],
  [
    'a word cut by the terminal',
    'AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Mar\nketplace actions',
    'marketplace-subscription-denied',
  ],
] as const)('%s', (_name, text, cause) => {
  expect(recognize(text)?.cause).toBe(cause);
});

test('any number of minutes is read', () => {
  for (const minutes of [1, 2, 3, 7, 10, 15, 30, 120]) {
    const unit = minutes === 1 ? 'minute' : 'minutes';
    const text = `Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after ${minutes} ${unit}.`;
    expect(recognize(text)).toMatchObject({ cause: 'marketplace-subscription-denied', waitMinutes: minutes });
  }
});

const CUT_ACTION = 'User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: bedrock:';
test.each([
  [
    'Invo\nkeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    'invoke-not-allowed',
  ],
  [
    'InvokeModelWithRespon\nseStream on resource: arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0',
    'invoke-profile-not-allowed',
  ],
  [
    'InvokeMod\nel on resource: arn:aws:bedrock:us-east-1::foundation-model/x\nwith an explicit deny in a service control policy',
    'denied-by-scp',
  ],
  ['Retri\neve on resource: arn:aws:bedrock:us-east-1:123456789012:knowledge-base/K', 'action-not-allowed'],
])('an action that a line broke in two is put together: %j', (rest, cause) => {
  expect(recognize(`${CUT_ACTION}${rest}`)?.cause).toBe(cause);
});

const DENIED_LINE = `AccessDeniedException: ${CUT_ACTION}InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/x because no identity-based policy allows the bedrock:InvokeModel action`;
test.each([
  `import boto3\n\ndef ask(client):\n    # ${DENIED_LINE}\n    return client.converse(modelId=MODEL)\n`,
  `const client = new BedrockRuntimeClient({});\n// ${DENIED_LINE}\nawait client.send(command);\n`,
  `expect(message).toContain('${DENIED_LINE}');`,
  `const denied = new Error('${DENIED_LINE}');`,
  `If you see "${DENIED_LINE}" the role lacks a policy.`,
])('what a listing, a test or a page only quotes is no error: %j', (text) => {
  expect(recognize(text)).toBeNull();
});
test.each([
  `# ${DENIED_LINE}`,
  `my code:\n\nimport boto3\nx = 1\n# ask\nprint(x)\n\nand then:\n${DENIED_LINE}`,
  `> ${DENIED_LINE}`,
])('what somebody quotes of a run is one: %j', (text) => {
  expect(recognize(text)?.cause).toBe('invoke-not-allowed');
});

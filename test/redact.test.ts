import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECKS } from '../src/checks/index.ts';
import type { Json } from '../src/core/json.ts';
import { diagnoseFacts, probesOf } from '../src/engine/diagnose/diagnosis.ts';
import { factsIn, writeFacts } from '../src/engine/diagnose/facts-file.ts';
import { SIGNATURES } from '../src/errors/index.ts';
import type { FactsFile } from '../src/facts/facts-file.ts';
import { parseFacts } from '../src/facts/parse.ts';
import { redact } from '../src/facts/redact.ts';
import { RULES } from '../src/facts/rules.ts';
import { RECORDINGS, record } from './recorder.ts';
import { runs, somePairs, someRows } from './seed.ts';

/** What the tests below write into. */
const NAMED = ['healthy', 'marketplace-subscription-denied'];
const files = await record([
  ...RECORDINGS.filter(({ id }) => NAMED.includes(id)),
  ...someRows(RECORDINGS.filter(({ id }) => !NAMED.includes(id))),
]);
const fileOf = (name: string): FactsFile => {
  const found = files.find((one) => one.name === name);
  if (!found) throw new Error(`there is no facts file ${name}`);
  return found.file;
};

/** What a reader concludes: all of the judgment but names and words. */
async function judgment(file: FactsFile): Promise<unknown> {
  const { results, ranking, judged } = diagnoseFacts(file.target, await factsIn(file, CHECKS), CHECKS, 'error');
  return {
    judged,
    root: ranking.root && [
      ranking.root.code,
      ranking.root.cause,
      ranking.root.basis,
      ranking.root.at,
      ranking.root.waitMinutes,
    ],
    others: ranking.others,
    results: results.map(({ check, outcome }) => [
      check,
      outcome.status,
      outcome.status === 'fail'
        ? outcome.findings.map(({ code, cause, severity, at }) => [code, cause, severity, at])
        : null,
    ]),
  };
}

test.each(files)('$name redacted says the same, without a name of the account', async ({ file }) => {
  const redacted = redact(file);
  const text = writeFacts(redacted);
  expect(text).not.toMatch(/123456789012|kiroween|PoetryFunction|a1b2c3d4e5|user\/operator|user\/visitor/);
  expect(await judgment(redacted)).toEqual(await judgment(file));
  expect(redact(redacted)).toEqual(redacted);
  expect(parseFacts(text, 'it')).toEqual(redacted);
});

test('models, actions, Regions, managed policies and error sentences stay', () => {
  const managed = { name: 'arn:aws:iam::aws:policy/AmazonBedrockLimitedAccess', text: '{"Statement":[]}' };
  const file = withFact(fileOf('marketplace-subscription-denied'), 'iam/role-policies', {
    inline: [],
    attached: [managed],
    boundary: null,
  });
  const text = writeFacts(redact(file));
  for (const kept of [
    'anthropic.claude-3-haiku-20240307-v1:0',
    'ap-northeast-2',
    managed.name,
    'bedrock:InvokeModel',
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model.',
    'try again after 2 minutes',
    '[Poetry] Request received',
    'BEDROCK_MODEL_ID',
    'arn:aws:iam::000000000001:role/role-1',
    '/aws/lambda/function-2',
  ]) {
    expect(text).toContain(kept);
  }
});

/** Probes whose facts hold no names but ARNs, addresses and what other facts name: AWS's own words, numbers, our ids. */
const WITHOUT_NAMES: readonly string[] = [
  'bedrock/alternatives',
  'bedrock/availability',
  'bedrock/data-retention',
  'bedrock/elsewhere',
  'bedrock/enforced-guardrails',
  'bedrock/foundation-model',
  'bedrock/models-here',
  'bedrock/offers',
  'bedrock/profile',
  'bedrock/replacements',
  'bedrock/use-case-form',
  'cloudformation/api-url',
  'run/model',
  'run/moment',
  'service-quotas/model-quotas',
  'sts/caller',
];

test('somebody has thought of the names in the facts of every probe', () => {
  const ids = [...probesOf(CHECKS)].flatMap(({ id, passing, derive }) => (passing || derive ? [] : [id]));
  expect(
    ids.filter((id) => !Object.hasOwn(RULES, id) && !WITHOUT_NAMES.includes(id)),
    'say in src/facts/rules.ts which fields of the fact are names; where there are none, list the probe here',
  ).toEqual([]);
});

/** The file with one fact changed. */
const withFact = (file: FactsFile, probe: string, value: Json): FactsFile => ({
  ...file,
  facts: { ...file.facts, [probe]: { known: true, value } },
});
const lineOf = (message: string, at = 0): Json => ({
  at,
  stream: '2026/11/22/[$LATEST]0123456789abcdef0123456789abcdef',
  message,
});
const withLines = (file: FactsFile, messages: readonly string[]): FactsFile =>
  withFact(file, 'logs/recent', {
    group: '/aws/lambda/f',
    exists: true,
    cut: false,
    lines: messages.map((message, index) => lineOf(message, Date.parse(file.recordedAt) - 60_000 + index)),
  });

test("no sample of AWS's texts loses its meaning, whatever the application wrote around it", async () => {
  const healthy = fileOf('healthy');
  const frame = '2026-11-22T11:59:00.000Z\t3b1f0c2e-0000-4000-8000-00000000abcd\tERROR\t';
  const prompts = ['우리의 비밀 시: 달빛 아래 첫눈이', 'Dear diary, yesterday Zebulon and Quixara kissed'];
  const samples = SIGNATURES.flatMap(({ id, samples: own }) => own.map((sample) => [id, sample] as const));
  for (const [id, sample] of someRows(samples)) {
    const file = withLines(healthy, [`${frame}[Poetry] Bedrock error: ${prompts[0]} ${sample} ${prompts[1]}`]);
    const redacted = redact(file);
    const text = writeFacts(redacted);
    expect(
      await judgment(redacted),
      `${id}: ${text.slice(text.indexOf('[Poetry]'), text.indexOf('[Poetry]') + 300)}`,
    ).toEqual(await judgment(file));
    expect(text, id).not.toMatch(/비밀|달빛|Zebulon|Quixara|diary/);
  }
});

test("an error of another service does not become Bedrock's, and a bare one stays bare", async () => {
  const healthy = fileOf('healthy');
  for (const words of [
    'An error occurred (AccessDeniedException) when calling the PutItem operation: User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:ap-northeast-2:123456789012:table/poems because no identity-based policy allows the dynamodb:PutItem action',
    'ThrottlingException: Rate exceeded for our own billing service',
    'AccessDeniedException',
    'caught AccessDeniedException while writing the diary of Zebulon',
    'api.openai.com answered 429 Too many requests, please wait before trying again.',
  ]) {
    for (const before of ['', '[Poetry] Bedrock error: ']) {
      const file = withLines(healthy, [
        `2026-11-22T11:59:00.000Z\t3b1f0c2e-0000-4000-8000-00000000abcd\tERROR\t${before}${words}`,
      ]);
      expect(await judgment(redact(file)), before + words).toEqual(await judgment(file));
      expect(writeFacts(redact(file))).not.toMatch(/Zebulon|table\/poems/);
    }
  }
});

/** Made-up secrets of every kind, each of a shape that real ones have. */
const BASE64 = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEYab12';
const PLANTED = {
  accessKey: 'AKIAQ3EGUZ5VEXAMPLE7',
  sessionKey: 'ASIAQ3EGUZ5VEXAMPLE8',
  secretKey: BASE64.slice(0, 40),
  sessionToken: `IQoJb3JpZ2luX2VjE${BASE64.repeat(4)}==`,
  bearer: `ABSKQmVkcm9ja0FQSUtleS${BASE64}=`,
  shortTermKey: `bedrock-api-key-${BASE64}`,
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  otherKey: 'sk-ant-api03-Zq81mmVn2kL0pQ7xYt5',
  gitHub: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  email: 'alice.liddell@wonderland-corp.co.kr',
  ipv4: '10.42.17.99',
  ipv6: '2406:da12:1f::c0de:77',
  account: '998877665544',
} as const;
const kinds = Object.entries(PLANTED);

/** Places a text of an account may stand in, as the probes record them. */
const PLACES: { readonly [place: string]: (file: FactsFile, planted: string) => FactsFile } = {
  'a log line': (file, planted) => withLines(file, [`INFO user said ${planted} to us`]),
  'a log line in JSON': (file, planted) =>
    withLines(file, [JSON.stringify({ level: 'INFO', message: `got ${planted}`, extra: { deep: planted } })]),
  'a line with an error': (file, planted) =>
    withLines(file, [
      `[Poetry] Bedrock error: ThrottlingException: Too many requests, please wait before trying again. ${planted} Authorization: ${planted}`,
    ]),
  'the message of an error': (file, planted) => ({
    ...file,
    facts: {
      ...file.facts,
      'iam/role': {
        known: false,
        why: { kind: 'denied', action: 'iam:GetRole', message: `User: ${planted} is not authorized; ${planted}` },
      },
    },
  }),
  'a stack output': (file, planted) =>
    withFact(file, 'cloudformation/stack', {
      name: 'kiroween',
      id: '',
      status: 'UPDATE_FAILED',
      reason: `Resource handler returned message: ${planted}`,
      outputs: { Plain: planted, Address: `https://u:${planted}@example.org/hook/${planted}?token=${planted}` },
    }),
  'the names of variables': (file, planted) =>
    withFact(file, 'lambda/function', {
      name: 'f',
      arn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:f',
      roleArn: `arn:aws:iam::123456789012:role/${planted.replaceAll(/[^\w+=,.@-]/g, '')}`,
      logGroup: `/aws/lambda/${planted}`,
      timeoutSeconds: 3,
      inVpc: false,
      variables: [planted, `KEY_${planted}`],
      models: [{ variable: `M_${planted}`, model: 'amazon.nova-micro-v1:0' }],
      logFormat: 'Text',
    }),
  'a policy': (file, planted) =>
    withFact(file, 'iam/role-policies', {
      inline: [
        {
          name: `policy of ${planted}`,
          text: JSON.stringify({
            Version: '2012-10-17',
            Id: planted,
            Statement: [
              {
                Sid: planted,
                Effect: 'Allow',
                Action: ['bedrock:*', planted],
                Resource: [`arn:aws:s3:::${planted}/*`, planted],
                Condition: {
                  StringLike: { 'aws:userid': [`*:${planted}`, planted], [`aws:PrincipalTag/${planted}`]: planted },
                  IpAddress: { 'aws:SourceIp': `${planted}` },
                },
              },
            ],
          }),
        },
        { name: planted, text: `no JSON ${planted}` },
      ],
      attached: [],
      boundary: null,
    }),
  'the caller': (file, planted) =>
    withFact(file, 'sts/caller', {
      account: '123456789012',
      arn: `arn:aws:sts::123456789012:assumed-role/Admin/${planted.replaceAll(/[^\w+=,.@-]/g, '')}`,
    }),
  'a probe that no rule knows': (file, planted) =>
    withFact(file, 'new/probe', { [`the ${planted} key`]: [`so ${planted}!`] }),
  'the target': (file, planted) => ({
    ...file,
    target: {
      ...file.target,
      profile: { value: planted, source: { from: 'file', path: `/home/${planted}/.aws/config`, line: 1 } },
      endpointUrl: { value: `http://${planted}:8080/x`, source: { from: 'flag', name: '--endpoint-url' } },
      apiUrl: {
        value: `https://${planted}.execute-api.ap-northeast-2.amazonaws.com/Prod/${planted}`,
        source: { from: 'flag', name: '--api-url' },
      },
    },
  }),
};

const ROWS = somePairs(Object.keys(PLACES), kinds);

test('every place and every kind is tried', () => {
  expect([...new Set(ROWS.map(([place]) => place))]).toEqual(Object.keys(PLACES));
  expect([...new Set(ROWS.map(([, kind]) => kind))].toSorted()).toEqual(kinds.toSorted());
});

test.each(Object.entries(PLACES))('no secret of any kind is left in %s', (place, plant) => {
  const tried = ROWS.filter(([where]) => where === place);
  for (const [kind, planted] of tried.map(([, one]) => one)) {
    const redacted = redact(plant(fileOf('healthy'), planted));
    const text = writeFacts(redacted);
    // What role names may not hold was not planted whole.
    for (const form of [planted, planted.replaceAll(/[^\w+=,.@-]/g, '')]) {
      expect(
        text.includes(form),
        `${kind} is left: ${text.slice(Math.max(0, text.indexOf(form) - 80), text.indexOf(form) + 80)}`,
      ).toBe(false);
    }
    expect(redact(redacted)).toEqual(redacted);
  }
});

const words = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .,:;/-_"\'{}[]()\\=@<>가나\t'), maxLength: 60 });

test('redacting twice is redacting once, and nothing planted is left, in any text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(PLACES)),
      fc.constantFrom(...kinds),
      words,
      words,
      (place, [, planted], before, after) => {
        const plant = PLACES[place];
        if (!plant) return;
        const redacted = redact(plant(fileOf('healthy'), `${before} ${planted} ${after}`));
        expect(writeFacts(redacted)).not.toContain(planted);
        expect(redact(redacted)).toEqual(redacted);
      },
    ),
    { numRuns: runs(500) },
  );
});

const name = fc.string({ unit: fc.constantFrom(...'abcdefgPQR0123456789-_'), minLength: 1, maxLength: 24 });

test('equal names get equal placeholders, different names different ones, everywhere in the file', () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 8 }), (names) => {
      const base = fileOf('healthy');
      const file = withFact(
        withFact(base, 'cloudformation/stack-names', names),
        'lambda/function-names',
        [...names].reverse(),
      );
      const { facts } = redact(file);
      const listIn = (probe: string): readonly string[] => {
        const fact = facts[probe];
        return fact?.known ? (fact.value as readonly string[]) : [];
      };
      expect(listIn('lambda/function-names')).toEqual([...listIn('cloudformation/stack-names')].reverse());
      expect(new Set(listIn('cloudformation/stack-names')).size).toBe(names.length);
    }),
  );
});

test('a function that is called like a word of AWS changes nothing else', async () => {
  for (const hostile of [
    'bedrock',
    'denied',
    'AVAILABLE',
    'InvokeModel',
    'claude',
    'anthropic',
    'role',
    'invoke',
    'ap-northeast-2',
    'subscribe',
    'explicit',
  ]) {
    const file = withFact(fileOf('marketplace-subscription-denied'), 'lambda/function-names', [hostile]);
    expect(await judgment(redact(file)), hostile).toEqual(await judgment(file));
  }
});

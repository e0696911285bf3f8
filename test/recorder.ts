import { askAws } from '../src/aws/answer.ts';
import { connect } from '../src/aws/connect.ts';
import { AwsError } from '../src/aws/error.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Aws } from '../src/core/aws.ts';
import type { Result } from '../src/core/check.ts';
import type { Ask } from '../src/core/gather.ts';
import type { Target } from '../src/core/target.ts';
import { diagnoseFacts, gatherFor } from '../src/engine/diagnose/diagnosis.ts';
import { factsFileOf } from '../src/engine/diagnose/facts-file.ts';
import type { FactsFile } from '../src/facts/facts-file.ts';
import { baseWorld } from '../src/sandbox/scenarios/base.ts';
import { agreed, called, withFunction } from '../src/sandbox/scenarios/change.ts';
import { LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import type { Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { type SeenRequest, startSandbox } from '../src/sandbox/start.ts';
import type { Moment, World } from '../src/sandbox/world.ts';
import { stopClock } from './fixed-date.ts';

/** A recorded account: the name of its file, and the root cause that must follow from it. */
export interface Recording {
  readonly id: string;
  /** A cause's id; null where none must be found. */
  readonly root: string | null;
  readonly record: () => Promise<Recorded>;
}

/** The file, and what the diagnosis that read it came to. */
export interface Recorded {
  readonly file: FactsFile;
  readonly results: readonly Result[];
}

/** The address of the API as AWS gives it, in place of the sandbox's, whose port changes. */
const API = 'https://a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com';

const byDefault = (value: string) => ({ value, source: { from: 'default' } as const });
const TARGET: Target = {
  profile: null,
  region: byDefault('ap-northeast-2'),
  endpointUrl: null,
  stack: byDefault('kiroween'),
  function: byDefault('PoetryFunction'),
  role: null,
  model: null,
  logGroup: null,
  apiUrl: null,
  sinceMs: 3_600_000,
};

async function judged(target: Target, ask: Ask, now: number, apiCalls: () => number): Promise<Recorded> {
  const facts = await gatherFor(CHECKS, ask);
  const diagnosis = diagnoseFacts(target, facts, CHECKS, 'error');
  const file = factsFileOf(diagnosis, { startedAt: now, apiCalls: apiCalls(), checks: null });
  return { file, results: diagnosis.results };
}

/** Requests, but pages of the log as one: how many there are depends on the order in which requests come in. */
const counted = (requests: readonly SeenRequest[]): number => {
  const whole = requests.filter(({ fault }) => !/Signature/.test(fault ?? ''));
  const others = whole.filter(({ operation }) => operation !== 'FilterLogEvents');
  return others.length + (others.length < whole.length ? 1 : 0);
};

/** What a diagnosis reads of a world of the sandbox. The clock is the caller's (`fixed-date.ts`). */
export async function recordWorld({ world, key }: Pick<Scenario, 'world' | 'key'>): Promise<Recorded> {
  const sandbox = await startSandbox({ world: (_address, now) => world(API, now), key });
  try {
    const { env } = sandbox;
    const region = env['AWS_REGION'] ?? TARGET.region.value;
    const target = { ...TARGET, region: byDefault(region) };
    const aws = connect({
      region,
      endpointOf: () => sandbox.endpoint,
      profile: null,
      keys: {
        accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
        sessionToken: env['AWS_SESSION_TOKEN'] ?? null,
      },
      signal: new AbortController().signal,
      trace: () => undefined,
    });
    return await judged(target, askAws(target, aws, sandbox.now()), sandbox.now(), () => counted(sandbox.requests()));
  } finally {
    await sandbox.close();
  }
}

/** What a run reads whose every call ends the same way. */
const recordRefusal = (refusal: AwsError): Promise<Recorded> => {
  const now = Date.now();
  const refuse = (): Promise<never> => Promise.reject(refusal);
  const aws: Aws = { region: TARGET.region.value, inRegion: () => aws, ask: refuse, send: refuse, calls: () => 0 };
  return judged(TARGET, askAws(TARGET, aws, now), now, () => 0);
};

/** A healthy account, but for an error of the function's, a minute ago, that only its log shows. */
function withWords(words: string): (baseUrl: string, now: Moment) => World {
  return (baseUrl, now) => {
    // A call that succeeded long before the error, so that the log has an ordinary run as well.
    const world = called(withFunction(agreed(baseWorld(baseUrl, now)), {}), now, 30);
    const group = world.logGroups[LOG_GROUP];
    if (!group) throw new Error('the guide has no log group');
    const at = now - 60_000;
    const stream = group.events[0]?.stream ?? 'stream';
    const message = `${new Date(at).toISOString()}\t3b1f0c2e-0000-4000-8000-00000000abcd\tERROR\t[Poetry] Bedrock error: ${words}\n`;
    const event = { id: 'words', stream, timestamp: at, ingestionTime: at, visibleAt: at, message };
    return { ...world, logGroups: { ...world.logGroups, [LOG_GROUP]: { ...group, events: [...group.events, event] } } };
  };
}

/** Scenarios whose root cause is not simply the cause they show. */
const ODD: { readonly [scenario: string]: string | null } = {
  healthy: null,
  // The SDK corrects a wrong clock by itself and goes on.
  'clock-skew': null,
  // What may not be read is unknown, not a cause.
  'operator-not-allowed': null,
  'iam-unreadable': null,
  'scp-unseen': null,
  // Calls succeed there, or nobody called since the fix.
  'iam-unreadable-but-working': null,
  'denial-outdated': null,
  'denied-then-succeeded': null,
  'another-model-denied': null,
  'another-role-denied': null,
  'granted-by-managed-policy': null,
  // A warning is never the root cause.
  'model-legacy': null,
  // Only a request shows these: a diagnosis reads, it does not call.
  'endpoint-error': null,
  'logs-missing': null,
};

const scenarios = SCENARIOS.map(
  ({ id, shows, world, key }): Recording => ({
    id,
    root: Object.hasOwn(ODD, id) ? (ODD[id] ?? null) : shows,
    record: () => recordWorld({ world, key }),
  }),
);

/** What the function's own log can say that no scenario of the sandbox shows. */
const WORDS: { readonly [cause: string]: string } = {
  'region-missing': 'Error: Region is missing',
  'endpoint-unreachable': 'Error: getaddrinfo ENOTFOUND bedrock-runtime.ap-northeast-2.amazonaws.com',
  'credentials-missing': 'CredentialsProviderError: Could not load credentials from any providers',
};
const words = Object.entries(WORDS).map(
  ([cause, text]): Recording => ({
    id: `words-${cause}`,
    root: cause,
    record: () => recordWorld({ world: withWords(text), key: OPERATOR_KEY }),
  }),
);

const refusals = (
  [
    [
      'credentials-missing',
      'no-credentials',
      'CredentialsProviderError',
      'Could not load credentials from any providers',
    ],
    ['endpoint-unreachable', 'unreachable', 'ENOTFOUND', 'getaddrinfo ENOTFOUND sts.ap-northeast-2.amazonaws.com'],
    [
      'clock-skew',
      'answer',
      'SignatureDoesNotMatch',
      'Signature expired: 20261122T114000Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)',
    ],
  ] as const
).map(
  ([cause, kind, code, message]): Recording => ({
    id: `operator-${cause}`,
    root: cause,
    record: () =>
      recordRefusal(new AwsError(kind, code, message, kind === 'answer' ? 403 : null, 'sts:GetCallerIdentity', null)),
  }),
);

/** Without the accounts that have never heard of the guide, whom these recordings are about: test/scenarios.test.ts has those. */
const ELSEWHERE = new Set(SCENARIOS.filter(({ env }) => env?.['BEDROCK_DOCTOR_API_URL'] === null).map(({ id }) => id));
export const RECORDINGS: readonly Recording[] = [...scenarios, ...words, ...refusals].filter(
  ({ id }) => !ELSEWHERE.has(id),
);

/** What the diagnoses of accounts read, all at one moment. */
export async function record(
  accounts: readonly Recording[],
): Promise<readonly { readonly name: string; readonly file: FactsFile }[]> {
  const runOn = stopClock();
  try {
    const files: { name: string; file: FactsFile }[] = [];
    for (const account of accounts) files.push({ name: account.id, file: (await account.record()).file });
    return files;
  } finally {
    runOn();
  }
}

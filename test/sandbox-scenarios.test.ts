import { expect, test } from 'vitest';
import { SCENARIOS, scenarioOf } from '../src/sandbox/scenarios/index.ts';
import type { World } from '../src/sandbox/world.ts';
import causes from './causes.json' with { type: 'json' };
import { served } from './sandbox-client.ts';

const NOW = Date.UTC(2026, 10, 27, 12);
const worldOf = (id: string): World => scenarioOf(id)?.world('http://127.0.0.1:1', NOW) as World;
const IDS = new Set((causes as readonly { readonly id: string }[]).map(({ id }) => id));

test('every scenario shows a cause of the catalog, or a healthy account', () => {
  expect(SCENARIOS.filter(({ shows }) => shows !== 'healthy' && !IDS.has(shows)).map(({ id }) => id)).toEqual([]);
  expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
});

test('a world is a function of the moment alone', () => {
  for (const { id, world } of SCENARIOS) {
    expect(JSON.stringify(world('http://127.0.0.1:1', NOW)), id).toBe(JSON.stringify(world('http://127.0.0.1:1', NOW)));
  }
});

/** Who is refused in a scenario, in which words, and where that can be read. */
const REFUSED: Readonly<Record<string, { readonly words: RegExp; readonly in: readonly ('log' | 'events')[] }>> = {
  'rag-second-model-denied': {
    words: /InvokeModel on resource: \S+amazon\.nova-lite-v1:0 because no identity/,
    in: ['log', 'events'],
  },
  'cdk-two-functions': {
    words: /bedrock:::foundation-model\/anthropic\.claude-haiku-4-5\S+ because no identity/,
    in: ['log', 'events'],
  },
  'function-without-stack': { words: /required AWS Marketplace actions/, in: ['log', 'events'] },
  'role-ecs-task': { words: /orders-task-role\/\w+ is not authorized to perform: bedrock:InvokeModel/, in: ['events'] },
  'me-claude-code': {
    words: /eu-north-1::foundation-model\/anthropic\.claude-sonnet-4-6 because no identity/,
    in: ['events'],
  },
  'me-sso-session': { words: /AWSReservedSSO_\S+ is not authorized to perform: bedrock:InvokeModel/, in: ['events'] },
  'user-api-key': {
    words: /user\/BedrockAPIKey-k7m2 is not authorized to perform: bedrock:InvokeModel/,
    in: ['events'],
  },
  // Calls of that endpoint are data events: the event history has none.
  'mantle-client': {
    words: /Error code: 401 .*bedrock-mantle:CreateInference on resource: \S+project\/default/,
    in: ['log'],
  },
  'model-route-unsupported': { words: /Error code: 400 .*isn't supported on this route/, in: ['log'] },
  'action-not-allowed': { words: /bedrock:Retrieve on resource: \S+knowledge-base\/KBSANDBOX1 because/, in: ['log'] },
  'guardrail-required': { words: /with an explicit deny in an identity-based policy/, in: ['log', 'events'] },
  'organization-guardrail-broken': {
    words: /ApplyGuardrail on resource: \S+:999999999999:guardrail\/\S+ because no resource-based policy/,
    in: ['log', 'events'],
  },
};

test.each(Object.entries(REFUSED))(
  '%s: the newest refused call can be read where AWS writes it',
  (id, { words, in: places }) => {
    const world = worldOf(id);
    const errors = Object.values(world.logGroups).flatMap(({ events }) =>
      events.filter(({ message }) => /^\[ERROR\]|\tERROR\t/.test(message)).map(({ message }) => message),
    );
    const events = world.events.flatMap(({ record }) => record['errorMessage'] ?? []).map(String);
    expect(errors.at(-1) ?? '').toMatch(places.includes('log') ? words : /^$/);
    expect(events.at(-1) ?? '').toMatch(places.includes('events') ? words : /^$/);
    if (places.length === 1 && places[0] === 'events') {
      // Where only the event history tells, it must have arrived already.
      expect(world.events.every(({ visibleAt }) => visibleAt <= NOW)).toBe(true);
    }
  },
);

test.each(['rag-second-model-denied', 'cdk-two-functions', 'role-ecs-task', 'me-claude-code', 'user-api-key'])(
  '%s: other calls of the same account are served',
  (id) => {
    expect(worldOf(id).events.some(({ record }) => record['errorCode'] === undefined)).toBe(true);
  },
);

test('the variables name the target, and nothing of the guide', async () => {
  const targets: Readonly<Record<string, readonly [string, string]>> = {
    'rag-second-model-denied': ['BEDROCK_DOCTOR_STACK', 'handbook-search'],
    'cdk-two-functions': ['BEDROCK_DOCTOR_STACK', 'AssistantStack'],
    'function-without-stack': ['BEDROCK_DOCTOR_FUNCTION', 'summarize-tickets'],
    'role-ecs-task': ['BEDROCK_DOCTOR_ROLE', 'orders-task-role'],
    'me-claude-code': ['BEDROCK_DOCTOR_ME', 'true'],
    'me-sso-session': ['BEDROCK_DOCTOR_ME', 'true'],
    'user-api-key': ['BEDROCK_DOCTOR_USER', 'BedrockAPIKey-k7m2'],
    'mantle-client': ['BEDROCK_DOCTOR_FUNCTION', 'chat-gateway'],
  };
  for (const [id, [name, value]] of Object.entries(targets)) {
    const { env } = await served(id);
    expect(env[name], id).toBe(value);
    expect(Object.keys(env), id).not.toContain('BEDROCK_DOCTOR_API_URL');
  }
});

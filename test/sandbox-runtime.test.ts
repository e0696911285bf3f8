import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { ROLE } from '../src/sandbox/scenarios/function.ts';
import { HAIKU, HAIKU_45, NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import type { World } from '../src/sandbox/world.ts';
import { claude, messagesOf, poem, refusal, served, settings } from './sandbox-client.ts';

describe('Bedrock Runtime', () => {
  test('poems by every way of asking, with their token counts', async () => {
    const sandbox = await served('healthy');
    const client = new BedrockRuntimeClient(settings(sandbox));
    const plain = await client.send(new InvokeModelCommand({ modelId: HAIKU, body: claude() }));
    const answer = JSON.parse(Buffer.from(plain.body).toString('utf8')) as {
      readonly content: readonly { readonly text: string }[];
      readonly usage: { readonly output_tokens: number };
    };
    const text = answer.content[0]?.text ?? '';
    expect(text).toContain('격렬한 에너지여');

    const streamed = await client.send(new InvokeModelWithResponseStreamCommand({ modelId: HAIKU, body: claude() }));
    let together = '';
    for await (const { chunk } of streamed.body ?? []) {
      const event = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString('utf8')) as { delta?: { text?: string } };
      together += event.delta?.text ?? '';
    }
    expect(together).toBe(text);

    const messages = [{ role: 'user' as const, content: [{ text: 'A poem in Korean by Hamlet' }] }];
    const turn = await client.send(new ConverseCommand({ modelId: `apac.${NOVA_LITE}`, messages }));
    expect(turn.output?.message?.content?.[0]?.text).toBe(text);
    expect(turn.usage?.outputTokens).toBe(answer.usage.output_tokens);
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: HAIKU, messages }));
    const ends: unknown[] = [];
    for await (const { messageStop } of stream ?? []) if (messageStop) ends.push(messageStop.stopReason);
    expect(ends).toEqual(['end_turn']);

    const short = await client.send(new InvokeModelCommand({ modelId: HAIKU, body: claude({ max_tokens: 1 }) }));
    expect(JSON.parse(Buffer.from(short.body).toString('utf8'))).toMatchObject({
      stop_reason: 'max_tokens',
      usage: { output_tokens: 1 },
    });
  });

  test('what a request can have wrong', async () => {
    const sandbox = await served('healthy');
    const client = new BedrockRuntimeClient(settings(sandbox));
    const call = (modelId: string, body: string) => refusal(client.send(new InvokeModelCommand({ modelId, body })));
    expect(await call(HAIKU, '{"messages":[]}')).toMatchObject({
      name: 'ValidationException',
      message:
        'Malformed input request: #: required key [anthropic_version] not found, please reformat your input and try again.',
    });
    expect(await call(HAIKU, claude({ temprature: 1 }))).toMatchObject({
      message:
        'Malformed input request: #: extraneous key [temprature] is not permitted, please reformat your input and try again.',
    });
    expect((await call('anthropic.claude-9', claude())).message).toBe('The provided model identifier is invalid.');
    expect((await call(HAIKU_45, claude())).message).toContain('with on-demand throughput isn’t supported');
    const elsewhere = `arn:aws:bedrock:us-east-1::foundation-model/${HAIKU}`;
    expect((await call(elsewhere, claude())).message).toBe('The provided model identifier is invalid.');
  });

  test('a global profile needs three permissions, the third on an ARN without a Region', async () => {
    const sandbox = await served('invoke-profile-not-allowed');
    const profile = `arn:aws:bedrock:ap-northeast-2:123456789012:inference-profile/global.${HAIKU_45}`;
    const model = (region: string) => `arn:aws:bedrock:${region}::foundation-model/${HAIKU_45}`;
    const grant = (resources: readonly string[]) =>
      sandbox.setWorld((world): World => {
        const role = world.roles[ROLE];
        const Statement = [
          { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: profile },
          {
            Effect: 'Allow',
            Action: 'bedrock:InvokeModel',
            Resource: resources,
            Condition: { StringEquals: { 'bedrock:InferenceProfileArn': profile } },
          },
        ];
        const document = { Version: '2012-10-17', Statement };
        return role
          ? { ...world, roles: { [ROLE]: { ...role, inline: { P: [{ document, visibleAt: [0] }] } } } }
          : world;
      });
    const denied = async () => String((await poem(sandbox)).body['message']);
    expect(await denied()).toContain(`on resource: ${profile} because no identity-based policy`);
    grant([]);
    expect(await denied()).toContain(`on resource: ${model('ap-northeast-2')} because`);
    grant([model('ap-northeast-2')]);
    expect(await denied()).toContain(`on resource: ${model('')} because`);
    grant([model('ap-northeast-2'), model('')]);
    expect((await poem(sandbox)).status).toBe(200);
  });
});

/** What the log of a scenario says last, where the function was called. */
const SAYS: Readonly<Record<string, RegExp>> = {
  'bearer-token-rejected': /Bearer Token has expired/,
  'model-not-in-region': /The provided model identifier is invalid/,
  'model-end-of-life': /reached the end of its life/,
  'marketplace-subscription-pending': /still being processed/,
  'payment-instrument-invalid': /INVALID_PAYMENT_INSTRUMENT/,
  'denied-by-scp': /ap-northeast-1::foundation-model\S+ with an explicit deny in a service control policy/,
  'denied-by-rcp': /with an explicit deny in a resource control policy/,
  'denied-by-session-policy': /because no session policy allows/,
  'denied-by-vpc-endpoint': /because no VPC endpoint policy allows/,
  'guardrail-not-allowed': /bedrock:ApplyGuardrail on resource: \S+guardrail\/sandboxguard because/,
  'kms-denied': /kms:Decrypt on resource: arn:aws:kms:\S+ because/,
  'request-invalid': /required key \[max_tokens\] not found/,
  'data-retention-required': /data retention mode 'default'/,
  'function-timeout': /Task timed out after 30.00 seconds/,
  'first-calls-succeed': /\[Poetry\] Success/,
  'subscribe-denied-by-scp': /required AWS Marketplace actions/,
};

test.each(Object.entries(SAYS))('the log of %s says why', async (id, words) => {
  const said = (await messagesOf(await served(id, 1))).filter((line) => !/^(START|END|REPORT) /.test(line));
  expect(said.at(-1)).toMatch(words);
});

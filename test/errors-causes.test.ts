import { expect, test } from 'vitest';
import { CAUSE_IDS, type CauseId } from '../src/causes/catalogue.ts';
import { recognize } from '../src/errors/recognize.ts';
import { answersOf, CLIENTS, FRAMES, RUNTIME, SAID, SAID_WHOLE } from './error-frames.ts';

/** Causes that neither AWS nor a client puts into words of its own: they follow from facts, or nothing verified is known. */
const WITHOUT_WORDS: ReadonlySet<CauseId> = new Set([
  'region-unsupported',
  'model-legacy',
  'propagation-pending',
  // That every call fails is documented, the sentence is not.
  'organization-guardrail-broken',
  'unknown',
]);

test('each cause that is put into words has them here', () => {
  const told = new Set<string>([...Object.keys(SAID), ...Object.keys(SAID_WHOLE)]);
  expect(CAUSE_IDS.filter((cause) => !told.has(cause) && !WITHOUT_WORDS.has(cause))).toEqual([]);
});

const ID = '62100f49-e232-4630-a438-e95c128dd80e';
test.each(Object.entries(SAID))('%s is read in the frame of every client', (cause, told) => {
  const wrong: string[] = [];
  let frames = 0;
  for (const answer of answersOf(told, ID)) {
    for (const [name, frame] of Object.entries({ ...FRAMES, ...(answer.service === RUNTIME ? CLIENTS : {}) })) {
      frames += 1;
      // LiteLLM leaves out what tells a failing model from a failing service.
      if (cause === 'model-error' && name === 'LiteLLM') continue;
      const found = recognize(frame(answer));
      if (found?.cause !== cause)
        wrong.push(`${name}: ${found?.cause} (${found?.signature}): ${frame(answer).slice(0, 200)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(frames).toBeGreaterThanOrEqual(4);
});

test.each(Object.entries(SAID_WHOLE))('%s is read in the words of every client', (cause, texts) => {
  expect(texts.length).toBeGreaterThanOrEqual(4);
  expect(texts.map((text) => [recognize(text)?.cause ?? null, text]).filter(([got]) => got !== cause)).toEqual([]);
});

test('a sentence behind the model’s name keeps the name', () => {
  const found = recognize(
    "Invocation of model ID amazon.nova-lite-v1:0 with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
  );
  expect(found).toMatchObject({ cause: 'inference-profile-required', model: 'amazon.nova-lite-v1:0' });
  const two = recognize(
    "ValidationException: Invocation of model ID amazon.nova-lite-v1:0 with on-demand throughput isn't supported.\nValidationException: The provided model doesn't support on-demand throughput.",
  );
  expect(two?.model, 'another error’s model is not its own').toBeNull();
});

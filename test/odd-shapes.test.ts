import { afterEach, describe, expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { ACCOUNT, OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { TrailEvent } from '../src/sandbox/world.ts';
import { run, sandboxOf } from './run.ts';

/* Names that are legal and seldom: ids of models, Regions, principals. */

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly cells: readonly { readonly model: string; readonly verdict: string }[];
  readonly checks: readonly { readonly id: string; readonly status: string; readonly reason: string | null }[];
}

let open: Sandbox | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** The account of role-ecs-task after each of its events was changed. */
async function account(change: (event: TrailEvent) => TrailEvent): Promise<Record<string, string>> {
  open = await sandboxOf('role-ecs-task');
  open.setWorld((world) => ({ ...world, events: world.events.map(change) }));
  return open.env;
}

const withRecord = (event: TrailEvent, more: { readonly [key: string]: Json }): TrailEvent => ({
  ...event,
  record: { ...event.record, ...more },
});

describe('a model that only the event history names', () => {
  test.each(['claude-3-haiku', 'newcomer.model-1', 'my-model:7'])(
    '%s was sent to Bedrock, and is examined',
    async (id) => {
      const env = await account((event) =>
        withRecord(event, {
          requestParameters: { modelId: id },
          errorCode: 'ValidationException',
          errorMessage: 'The provided model identifier is invalid.',
        }),
      );
      const { code, out } = await run(['diagnose', '--format', 'json'], env);
      const { rootCause, cells } = JSON.parse(out) as Document;
      expect([code, rootCause?.cause, rootCause?.basis], out).toEqual([1, 'model-id-invalid', 'observed']);
      expect(cells.map(({ model }) => model)).toEqual([id]);
    },
  );

  test('what Bedrock would not take as an id is none', async () => {
    const env = await account((event) => withRecord(event, { requestParameters: { modelId: 'a b\u001b[31m' } }));
    const { code, out } = await run(['diagnose', '--format', 'json'], env);
    expect([code, (JSON.parse(out) as Document).cells]).toEqual([3, []]);
  });
});

describe('Regions of every partition', () => {
  test.each(['eusc-de-east-1', 'us-gov-west-1', 'cn-north-1', 'us-iso-east-1', 'us-isob-east-1', 'mx-central-1'])(
    '%s is one',
    async (region) => {
      const env = await account((event) => event);
      const { code, err } = await run(['diagnose', '--region', region, '--format', 'json'], env);
      expect([code === 2, err]).toEqual([false, '']);
    },
  );
  test.each(['europe', 'us_east_1', 'eu-central', 'eusovereign-de-east-1'])('%s is none', async (region) => {
    const { code, err } = await run(['diagnose', '--region', region], await account((event) => event));
    expect([code, err]).toEqual([2, expect.stringContaining('must be an AWS Region')]);
  });
});

describe('principals that no policy can be read of', () => {
  test('--me of a federated session: undetermined, since its user is not named', async () => {
    const env = await account((event) => event);
    open?.setWorld((world) => {
      const key = world.keys[OPERATOR_KEY];
      const principal = `arn:aws:sts::${ACCOUNT}:federated-user/dana`;
      return key === undefined ? world : { ...world, keys: { ...world.keys, [OPERATOR_KEY]: { ...key, principal } } };
    });
    const { code, out } = await run(['diagnose', '--me', '--model', 'amazon.nova-lite-v1:0', '--format', 'json'], env);
    const { verdict, rootCause, checks } = JSON.parse(out) as Document;
    expect([code, verdict, rootCause], out).toEqual([3, 'undetermined', null]);
    expect(checks.find(({ id }) => id === 'target/user-exists')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('federated session'),
    });
  });

  test('only root was refused: said, not that nobody was', async () => {
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const env = await account((event) =>
      withRecord(event, { userIdentity: { type: 'Root', principalId: ACCOUNT, arn: root, accountId: ACCOUNT } }),
    );
    const { BEDROCK_DOCTOR_ROLE: _role, ...nobody } = env;
    const { code, err } = await run(['diagnose'], nobody);
    expect(code).toBe(2);
    expect(err).toContain(`only ${root} was refused`);
    expect(err).not.toContain('nobody');
  });
});

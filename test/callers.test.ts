import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { describeCaller, findApplication } from '../src/evidence/caller-application.ts';
import { findRefusedPrincipals, tallyCallers } from '../src/evidence/callers.ts';
import { readOutcome } from '../src/evidence/event-outcome.ts';
import { type CallEvent, parseEvent } from '../src/evidence/parse-event.ts';
import { type EventServer, type HistoryFault, serveEvents } from './event-server.ts';
import { run } from './run.ts';

interface Case {
  readonly name: string;
  readonly event: { readonly eventTime: string; readonly requestParameters: { readonly modelId: string } };
  readonly principal: string;
  readonly application: string | null;
  readonly kind: string;
  readonly cause: string | null;
}
const load = (path: string): unknown => JSON.parse(readFileSync(resolve(import.meta.dirname, path), 'utf8'));
const CASES = load('events/cases.json') as readonly Case[];
const validate = new Ajv2020({ strict: false }).compile(load('../schema/callers.schema.json') as object);

const eventOf = (one: Case): CallEvent => {
  const event = parseEvent(JSON.stringify(one.event));
  if (event === null) throw new Error(`${one.name} is no event`);
  return event;
};

describe('an event of the history', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const event = eventOf(one);
    const application = findApplication(event);
    const { kind, cause } = readOutcome(event);
    expect({
      principal: event.principalArn,
      application: application && describeCaller(application),
      kind,
      cause,
      model: event.modelId,
    }).toEqual({
      principal: one.principal,
      application: one.application,
      kind: one.kind,
      cause: one.cause,
      model: one.event.requestParameters.modelId,
    });
  });

  test('what is no event is null, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseEvent(text) === null));
  });

  test('the endpoint a call came by is kept', () => {
    expect(CASES.map((one) => eventOf(one).sourceVpce).filter((one) => one !== null)).toEqual([
      'vpce-0a1b2c3d4e5f60718',
    ]);
  });
});

describe('the tally', () => {
  const events = CASES.map(eventOf);
  test('the order of events changes nothing', () => {
    const of = (all: readonly CallEvent[]) => {
      const tally = tallyCallers();
      for (const event of all) tally.add(event);
      return tally.list();
    };
    const expected = of(events);
    expect(expected.length).toBe(CASES.length);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (all) => {
        expect(of(all)).toEqual(expected);
      }),
    );
  });

  test('a principal is refused only where its newest call of all its applications was', () => {
    const [served, refused] = [CASES[0], CASES[1]];
    if (!served || !refused) throw new Error('there are no cases');
    const at = (one: Case, time: number, more: Partial<CallEvent>): CallEvent => ({
      ...eventOf(one),
      at: time,
      ...more,
    });
    const same = { principalArn: 'arn:aws:iam::123456789012:role/shared' };
    const tally = tallyCallers();
    tally.add(at(refused, 1_000, same));
    expect(findRefusedPrincipals(tally.list()).map(({ principal, refused: n }) => [principal, n])).toEqual([
      [same.principalArn, 1],
    ]);
    tally.add(at(served, 2_000, same));
    expect(findRefusedPrincipals(tally.list())).toEqual([]);
    tally.add(at(refused, 3_000, same));
    expect(findRefusedPrincipals(tally.list())[0]?.refused).toBe(2);
  });
});

describe('callers', () => {
  let server: EventServer | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });
  /** The cases, some minutes ago, in their order. */
  const recent = (names: RegExp) =>
    CASES.filter(({ name }) => names.test(name)).map(({ event }, index) => ({
      ...event,
      eventTime: new Date(Date.now() - 600_000 + index * 1_000).toISOString(),
    }));
  const serve = async (
    events: readonly { readonly eventTime: string }[],
    fault?: (n: number) => HistoryFault | null,
  ) => {
    server = await serveEvents(events, fault);
    return server.env;
  };
  const document = (out: string) => {
    const parsed = JSON.parse(out) as {
      readonly callers: readonly { readonly principal: string; readonly refused: number; readonly command: string }[];
      readonly history: { readonly complete: boolean; readonly events: number };
      readonly missing: string | null;
    };
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
    return parsed;
  };

  test('who is refused comes first, with the command that diagnoses it; exit 1', async () => {
    const env = await serve(recent(/./));
    const ran = await run(['callers', '--format', 'json'], env);
    const { callers, history } = document(ran.out);
    expect(ran.code).toBe(1);
    expect(callers.map(({ refused }) => refused > 0)).toEqual([...Array(6).fill(true), ...Array(4).fill(false)]);
    expect(callers.find(({ principal }) => principal.endsWith('/orders'))?.command).toMatch(
      /^bedrock-doctor diagnose --role arn:aws:iam::123456789012:role\/service-role\/orders --region eu-central-1( --endpoint-url \S+)?$/,
    );
    expect(callers.find(({ principal }) => principal.includes(':user/'))?.command).toMatch(/ --user /);
    expect(callers.find(({ principal }) => principal.endsWith(':root'))?.command).toBe(null);
    expect(history).toMatchObject({ complete: true, events: CASES.length });
    const text = await run(['callers'], env);
    expect(text.code).toBe(1);
    expect(text.out).toMatch(/role orders, Lambda function orders-api: refused 1/);
    expect(text.out).toMatch(/marketplace-subscription-denied/);
    expect(text.out).not.toMatch(/Poetry|poem|guide/i);
  });

  test('nobody refused is 0, and --denied shows nobody', async () => {
    const env = await serve(recent(/served|throttled/));
    const ran = await run(['callers', '--format', 'json', '--denied'], env);
    expect([ran.code, document(ran.out).callers]).toEqual([0, []]);
    const text = await run(['callers', '--denied'], env);
    expect([text.code, text.out.split('\n')[0]]).toEqual([
      0,
      'Nobody was refused in account 123456789012, eu-central-1.',
    ]);
  });

  test('nobody at all is 0', async () => {
    const ran = await run(['callers'], await serve([]));
    expect([ran.code, ran.out.split('\n')[0]]).toEqual([
      0,
      'Nobody called Bedrock in account 123456789012, eu-central-1.',
    ]);
  });

  test('a history that may not be read is 3 and names the action', async () => {
    const env = await serve([], () => ({
      code: 'AccessDeniedException',
      status: 400,
      message: 'User is not authorized',
    }));
    const ran = await run(['callers', '--format', 'json'], env);
    expect([ran.code, document(ran.out).missing]).toEqual([3, 'cloudtrail:LookupEvents']);
    const text = await run(['callers'], env);
    expect([text.code, /cloudtrail:LookupEvents/.test(text.out)]).toEqual([3, true]);
  });

  test('credentials that are not accepted are 4', async () => {
    const env = await serve([], () => ({ code: 'UnrecognizedClientException', status: 400, message: 'invalid token' }));
    expect((await run(['callers'], env)).code).toBe(4);
  });

  test('pages are read at two a second, and throttles are waited for', async () => {
    const [one] = recent(/marketplace/i).concat(recent(/served InvokeModel/));
    if (!one) throw new Error('there are no cases');
    const many = Array.from({ length: 230 }, (_, index) => ({
      ...one,
      eventTime: new Date(Date.now() - 60_000 - index * 1_000).toISOString(),
    }));
    const env = await serve(many, (n) =>
      n === 3 || n === 4 || n === 5 ? { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' } : null,
    );
    const ran = await run(['callers', '--format', 'json'], env);
    expect(document(ran.out).history).toMatchObject({ complete: true, events: 230 });
    const times = server?.lookups() ?? [];
    expect(times.length).toBeGreaterThanOrEqual(5);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1_500);
  });

  test.each([
    [['--since', '91d'], /--since must be 2160h at most/],
    [['--since', '0'], /--since must be longer/],
    [['--since', 'yesterday'], /--since must be a duration/],
    [['--format', 'sarif'], /--format must be text or json here/],
  ])('%j is a mistake, 2, before anything is asked', async (args, sentence) => {
    const env = await serve([]);
    const ran = await run(['callers', ...args], env);
    expect([ran.code, server?.lookups().length]).toEqual([2, 0]);
    expect(ran.err).toMatch(sentence);
  });

  test('without a Region nothing is asked: 2', async () => {
    const { AWS_REGION: _region, ...env } = await serve([]);
    const ran = await run(['callers'], env);
    expect([ran.code, server?.lookups().length]).toEqual([2, 0]);
    expect(ran.err).toMatch(/No AWS Region/);
  });

  test('the policy it needs is printed offline', async () => {
    const ran = await run(['explain', 'permissions', '--for', 'callers', '--format', 'json'], {});
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/cloudtrail:LookupEvents/);
  });
});

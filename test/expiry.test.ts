import { expect, test } from 'vitest';
import { withExpiry } from '../src/checks/credentials/expired.ts';
import type { Fact, Unknown } from '../src/core/fact.ts';
import type { Probe } from '../src/core/probe.ts';
import { availability } from '../src/probes/bedrock/availability.ts';
import { caller } from '../src/probes/sts/caller.ts';

/* Credentials that run out on the way. https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const good: Fact<unknown> = { known: true, value: { arn: 'a', account: '123456789012' } };
const failed = (code: string): Unknown => ({ kind: 'failed', code, message: 'm', status: 403 });
/** What is known of the caller at the end. */
function ended(who: Fact<unknown> | null, later: Fact<unknown>): Fact<unknown> | undefined {
  const facts = new Map<Probe, Fact<unknown>>([[availability as Probe, later]]);
  if (who !== null) facts.set(caller as Probe, who);
  return withExpiry(facts).get(caller as Probe);
}

test.each(['ExpiredToken', 'ExpiredTokenException'])('%s after a good beginning is what counts', (code) => {
  expect(ended(good, { known: false, why: failed(code) })).toEqual({ known: false, why: failed(code) });
});

test.each([
  { known: false, why: failed('ThrottlingException') },
  { known: false, why: failed('NotExpiredToken') },
  { known: false, why: failed('ExpiredTokens') },
  { known: false, why: { kind: 'denied', action: 'ExpiredToken', message: 'ExpiredToken' } },
  { known: true, value: null },
] as const satisfies readonly Fact<unknown>[])('another answer changes nothing', (later) => {
  expect(ended(good, later)).toEqual(good);
});

test('what was wrong from the beginning stays, and nobody is made up', () => {
  const bad: Fact<unknown> = { known: false, why: failed('InvalidClientTokenId') };
  expect(ended(bad, { known: false, why: failed('ExpiredToken') })).toEqual(bad);
  expect(ended(null, { known: false, why: failed('ExpiredToken') })).toBeUndefined();
});

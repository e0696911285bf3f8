import { expect, test } from 'vitest';
import { type Expectations, weigh } from '../src/core/accept.ts';
import type { Outcome } from '../src/core/check.ts';
import type { Finding } from '../src/core/finding.ts';
import { finding } from './findings.ts';

// What a preflight expects beyond the severity of a finding: an end of life far enough, and risks that somebody accepted.

/** A model that ends at the end of January. */
const ENDS = finding('model-legacy', {
  severity: 'warning',
  evidence: [
    { kind: 'answer', action: 'bedrock:GetFoundationModel', code: 'OK', message: '' },
    { kind: 'fact', probe: 'bedrock/model', pointer: '/startOfLifeAt', value: '2020-01-01T00:00:00Z' },
    { kind: 'fact', probe: 'bedrock/model', pointer: '/endOfLifeAt', value: '2027-01-31T00:00:00Z' },
  ],
});
const PLAIN = finding('stack-not-found');
const DAYS = 86_400_000;
const OVER = finding('invoke-not-allowed');
const entry = (id: string, until: string) => ({ id, until, reason: 'moving' });

test.each<[string, Finding, Partial<Expectations>, string, Partial<Finding>]>([
  ['nothing is expected', ENDS, {}, '2027-01-30T00:00:00Z', { severity: 'warning', message: 'model-legacy' }],
  ['the end is as far as it must be', ENDS, { aliveForMs: 30 * DAYS }, '2026-12-31T23:59:59Z', { severity: 'warning' }],
  ['the end is nearer', ENDS, { aliveForMs: 30 * DAYS }, '2027-01-01T00:00:00Z', { severity: 'error' }],
  [
    'another finding has no end',
    { ...ENDS, cause: 'model-end-of-life' },
    { aliveForMs: 30 * DAYS },
    '2027-01-30T00:00:00Z',
    { severity: 'warning' },
  ],
  [
    'an end that is not told',
    { ...ENDS, evidence: [] },
    { aliveForMs: 30 * DAYS },
    '2027-01-30T00:00:00Z',
    { severity: 'warning' },
  ],
  [
    'an end that is no time',
    { ...ENDS, evidence: [{ kind: 'fact', probe: 'bedrock/model', pointer: '/endOfLifeAt', value: 'soon' }] },
    { aliveForMs: 30 * DAYS },
    '2027-01-30T00:00:00Z',
    { severity: 'warning' },
  ],
  [
    'accepted by its cause',
    OVER,
    { accepted: [entry('invoke-not-allowed', '2027-01-31')] },
    '2027-01-31T23:59:59Z',
    {
      severity: 'info',
      message: 'invoke-not-allowed Accepted until 2027-01-31: moving',
      accepted: { until: '2027-01-31', reason: 'moving' },
    },
  ],
  [
    'accepted by its code',
    OVER,
    { accepted: [entry('policy/x/invoke-not-allowed', '2027-01-31')] },
    '2027-01-01T00:00:00Z',
    { severity: 'info' },
  ],
  [
    'something else is accepted',
    OVER,
    { accepted: [entry('denied-by-scp', '2027-01-31')] },
    '2027-01-01T00:00:00Z',
    { severity: 'error', message: 'invoke-not-allowed' },
  ],
  [
    'it was accepted',
    OVER,
    { accepted: [entry('invoke-not-allowed', '2027-01-31')] },
    '2027-02-01T00:00:00Z',
    { severity: 'error', message: 'invoke-not-allowed It was accepted until 2027-01-31, which is over.' },
  ],
  [
    'accepted twice, and both are over: the last is told',
    OVER,
    { accepted: [entry('invoke-not-allowed', '2026-01-31'), entry('invoke-not-allowed', '2027-01-31')] },
    '2027-02-01T00:00:00Z',
    { message: 'invoke-not-allowed It was accepted until 2027-01-31, which is over.' },
  ],
  [
    'an end that is near is accepted like any other',
    ENDS,
    { aliveForMs: 30 * DAYS, accepted: [entry('model-legacy', '2027-01-31')] },
    '2027-01-15T00:00:00Z',
    { severity: 'info' },
  ],
])('weighed: %s', (_what, one, { accepted = [], aliveForMs = null }, now, wanted) => {
  const weighed = weigh({ status: 'fail', findings: [PLAIN, one] }, { accepted, aliveForMs }, Date.parse(now));
  expect(weighed).toMatchObject({
    status: 'fail',
    findings: [{ severity: 'error', message: 'stack-not-found' }, wanted],
  });
});

test('what is no failure is not weighed', () => {
  const passed: Outcome = { status: 'pass' };
  expect(weigh(passed, { accepted: [], aliveForMs: 1 }, 0)).toBe(passed);
});

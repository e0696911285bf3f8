import { expect, test } from 'vitest';
import { parseBoolean, parseMoment, parseNumber, parseRange } from '../src/iam/values.ts';

/*
 * What a condition compares, and what is no such value: never a guess.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
test.each([
  ['1', 1],
  ['-1.5', -1.5],
  ['+12.', 12],
  ['.25', 0.25],
  ['12e10', 12e10],
  ['1E-12', 1e-12],
  ['x1', null],
  ['1x', null],
  ['.', null],
  ['1e', null],
  ['', null],
  ['0x10', null],
  ['Infinity', null],
])('the number %s', (text, number) => expect(parseNumber(text)).toBe(number));

test.each([
  ['2026-11-27T10:00:00Z', Date.UTC(2026, 10, 27, 10)],
  ['2026-11-27T10:00:00.5Z', Date.UTC(2026, 10, 27, 10, 0, 0, 500)],
  ['2026-11-27T10:00', Date.UTC(2026, 10, 27, 10)],
  ['2026-11-27T10:00+09:00', Date.UTC(2026, 10, 27, 1)],
  ['2026-11-27T10:00-12:34', Date.UTC(2026, 10, 27, 22, 34)],
  ['2026-11-27', Date.UTC(2026, 10, 27)],
  ['2026-11', Date.UTC(2026, 10)],
  ['2026', Date.UTC(2026, 0)],
  ['1795348800', 1_795_348_800_000],
  ['1795348800.25', 1_795_348_800_250],
  ['-60', -60_000],
  ['x60', null],
  ['60x', null],
  ['60.', null],
  ['2026-13-01', null],
  ['2026-11-27T10:00:00Zx', null],
  ['on 2026-11-27', null],
])('the moment %s', (text, moment) => expect(parseMoment(text)).toBe(moment));

test.each([
  ['true', true],
  ['FALSE', false],
  ['0', null],
  ['', null],
])('the boolean %s', (text, value) => expect(parseBoolean(text)).toBe(value));

test.each([
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.114.0', false],
  ['203.0.113.7/32', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['0.0.0.0/0', '198.51.100.7', true],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:db8::1', '2001:DB8:0::1', true],
  ['2001:db8::1/128', '2001:db8::2', false],
  ['203.0.113.0/24', '2001:db8::1', false],
  ['203.0.113.0/24', 'fe80::1%eth0', null],
  ['203.0.113.0/24', 'unknown', null],
] as const)('%s holds %s: %s', (range, address, holds) => expect(parseRange(range)?.(address)).toBe(holds));

test.each([
  '203.0.113.0/33',
  '2001:db8::/129',
  '203.0.113.0/',
  '203.0.113.0/24x',
  'x/203.0.113.0/24',
  'fe80::1%eth0',
  'x',
  '',
])('%s is no range', (range) => expect(parseRange(range)).toBeNull());

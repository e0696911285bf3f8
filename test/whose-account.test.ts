import { expect, test } from 'vitest';
import { elsewhere, originOf, placeIsUnknown } from '../src/core/origin.ts';
import type { Origin } from '../src/core/plan.ts';
import { isPrivateWay } from '../src/core/private-way.ts';

// Whose account a plan, a change or an undo is of: any difference is told in words, and none is passed over.

const HERE: Origin = {
  account: '123456789012',
  region: 'us-east-1',
  partition: 'aws',
  endpoint: null,
  operator: 'arn:aws:iam::123456789012:user/ops',
};

/** What differs; undefined: as if an older version had not written it down. */
type Difference = { readonly [K in keyof Origin]?: Origin[K] | undefined };

test.each<[string, Difference, Difference, string | null]>([
  ['the same place', {}, {}, null],
  ['another operator of the account', { operator: 'arn:aws:iam::123456789012:user/dev' }, {}, null],
  [
    'another account',
    { account: '210987654321' },
    {},
    'account 210987654321, and your credentials are for 123456789012',
  ],
  [
    'an account, and none that can be told',
    {},
    { account: null },
    'account 123456789012, and your credentials are for an account that cannot be told',
  ],
  ['a plan without an account', { account: null }, {}, null],
  ['another partition', { partition: 'aws-cn' }, {}, 'the partition aws-cn, and this run is in aws'],
  [
    'a partition, and none that is known',
    {},
    { partition: undefined },
    'the partition aws, and this run is in another',
  ],
  ['a plan without a partition', { partition: undefined }, {}, null],
  ['another Region', { region: 'eu-west-1' }, {}, 'eu-west-1, and this run is in us-east-1'],
  [
    'an endpoint of one’s own',
    { endpoint: 'http://127.0.0.1:4566' },
    {},
    "another place (http://127.0.0.1:4566), and this run talks to AWS's own endpoint",
  ],
  [
    'a run with an endpoint of its own',
    {},
    { endpoint: 'http://127.0.0.1:4566' },
    "another place (AWS's own endpoint), and this run talks to http://127.0.0.1:4566",
  ],
  ['a plan that says no endpoint', { endpoint: undefined }, { endpoint: 'http://127.0.0.1:4566' }, null],
  ['a run that says none is at AWS’s own', {}, { endpoint: undefined }, null],
  [
    'the account is told first',
    { account: '210987654321', partition: 'aws-cn', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' },
    {},
    'account 210987654321, and your credentials are for 123456789012',
  ],
])('%s', (_what, made, here, words) => {
  expect(elsewhere({ ...HERE, ...made } as Origin, { ...HERE, ...here } as Origin)).toBe(words);
});

test('where an older version left the place open', () => {
  expect(placeIsUnknown(HERE)).toBe(false);
  expect(placeIsUnknown({ ...HERE, account: null })).toBe(true);
  const { endpoint: _, ...rest } = HERE;
  expect(placeIsUnknown(rest as Origin)).toBe(true);
});

test('the place of a change is all of it that is known, and nothing else', () => {
  expect(originOf({ ...HERE, more: 1 } as Origin)).toEqual(HERE);
  const bare = { account: null, region: 'us-east-1' } as Origin;
  expect(Object.keys(originOf(bare))).toEqual(['account', 'region']);
});

test.each([
  ['https://example.com', true],
  ['http://localhost:4566', true],
  ['http://LOCALHOST', true],
  ['http://aws.localhost', true],
  ['http://127.0.0.1', true],
  ['http://127.8.8.8:80/x', true],
  ['http://[::1]:4566', true],
  ['http://example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['http://localhost.example.com', false],
  ['http://example-localhost', false],
  ['ftp://localhost', false],
  ['localhost', false],
  ['', false],
])('nobody on the way can read what is sent to %s: %s', (address, isPrivate) => {
  expect(isPrivateWay(address)).toBe(isPrivate);
});

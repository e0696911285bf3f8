import { BlockList, isIP } from 'node:net';
import { matches, matchesArn } from './pattern.ts';

/** One comparison of a wanted with a found value; null when the values are not of the operator's kind. */
type Compare = (wanted: string, found: string) => boolean | null;

const numbers =
  (test: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) => {
    const [a, b] = [Number(found), Number(wanted)];
    return Number.isNaN(a) || Number.isNaN(b) ? null : test(a, b);
  };
/** ISO 8601 or seconds since 1970. */
const instant = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text));
const dates =
  (test: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) => {
    const [a, b] = [instant(found), instant(wanted)];
    return Number.isNaN(a) || Number.isNaN(b) ? null : test(a, b);
  };

const inRange: Compare = (wanted, found) => {
  const [address = '', bits] = wanted.split('/');
  const version = isIP(address);
  const foundVersion = isIP(found);
  if (version === 0 || foundVersion === 0) return null;
  if (version !== foundVersion) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
  return list.check(found, family);
};

/** The positive operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const OPERATORS: { readonly [name: string]: Compare } = {
  StringEquals: (wanted, found) => wanted === found,
  StringEqualsIgnoreCase: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  StringLike: (wanted, found) => matches(wanted, found, false),
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  NumericEquals: numbers((a, b) => a === b),
  NumericLessThan: numbers((a, b) => a < b),
  NumericLessThanEquals: numbers((a, b) => a <= b),
  NumericGreaterThan: numbers((a, b) => a > b),
  NumericGreaterThanEquals: numbers((a, b) => a >= b),
  DateEquals: dates((a, b) => a === b),
  DateLessThan: dates((a, b) => a < b),
  DateLessThanEquals: dates((a, b) => a <= b),
  DateGreaterThan: dates((a, b) => a > b),
  DateGreaterThanEquals: dates((a, b) => a >= b),
  Bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  BinaryEquals: (wanted, found) => wanted === found,
  IpAddress: inRange,
};

/** The negated operators, each with the one it negates. */
export const NEGATED: { readonly [name: string]: string } = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

import { BlockList, isIP } from 'node:net';

/** A decimal number; null for anything else. */
export const parseNumber = (text: string): number | null =>
  /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;

/** `2026`, `2026-09`, `2026-09-30` or a date with a time, as https://www.w3.org/TR/NOTE-datetime has them. */
const ISO = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * Milliseconds since 1970 of a W3C date or of seconds since 1970; null for anything else. A time without a zone is taken
 * as UTC, so that the answer does not hang on where the tool runs. Four digits are a year.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseMoment(text: string): number | null {
  if (ISO.test(text)) {
    const moment = Date.parse(text.includes('T') && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text);
    return Number.isNaN(moment) ? null : moment;
  }
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : null;
}

/** `true` or `false` in any case; null for anything else. */
export function parseBoolean(text: string): boolean | null {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

/**
 * Whether an address lies in a range `address/bits`, IPv4 or IPv6; an address alone is a range of one. The range is
 * null when it is none, the test gives null for what is no address.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseRange(text: string): ((address: string) => boolean | null) | null {
  const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits ?? 0) > (version === 6 ? 128 : 32)) return null;
  const list = new BlockList();
  if (bits === undefined) list.addAddress(address, version === 6 ? 'ipv6' : 'ipv4');
  else list.addSubnet(address, Number(bits), version === 6 ? 'ipv6' : 'ipv4');
  return (found) => {
    const kind = found.includes('%') ? 0 : isIP(found);
    return kind === 0 ? null : list.check(found, kind === 6 ? 'ipv6' : 'ipv4');
  };
}

import { compileArn } from './arn.ts';
import { compileGlob, type Piece, plain } from './glob.ts';
import type { Tri } from './tri.ts';
import { parseBoolean, parseMoment, parseNumber, parseRange } from './values.ts';

/** A condition operator that is not negated. */
export interface Operator {
  /** Whether policy variables may stand in its values. */
  readonly variables: boolean;
  /** Prepares the comparison with one wanted value; null where one of the two is not of the operator's kind. */
  readonly compile: (wanted: readonly Piece[]) => (found: string) => Tri;
}

const equals: Operator = {
  variables: true,
  compile: (wanted) => {
    const text = plain(wanted);
    return (found) => found === text;
  },
};
const equalsIgnoreCase: Operator = {
  variables: true,
  compile: (wanted) => {
    const text = plain(wanted).toLowerCase();
    return (found) => found.toLowerCase() === text;
  },
};
const like: Operator = { variables: true, compile: compileGlob };
const arn: Operator = { variables: true, compile: compileArn };

const ordered = (
  parse: (text: string) => number | null,
  test: (found: number, wanted: number) => boolean,
): Operator => ({
  variables: false,
  compile: (pieces) => {
    const wanted = parse(plain(pieces));
    return (text) => {
      const found = parse(text);
      return wanted === null || found === null ? null : test(found, wanted);
    };
  },
});

/** The operators page allows variables here, the variables page does not; a value that is no boolean is unknown anyway. */
const bool: Operator = {
  variables: true,
  compile: (pieces) => {
    const wanted = parseBoolean(plain(pieces));
    return (text) => {
      const found = parseBoolean(text);
      return wanted === null || found === null ? null : wanted === found;
    };
  },
};

const ipAddress: Operator = { variables: false, compile: (pieces) => parseRange(plain(pieces)) ?? (() => null) };

const less = (a: number, b: number): boolean => a < b;
const atMost = (a: number, b: number): boolean => a <= b;
const greater = (a: number, b: number): boolean => a > b;
const atLeast = (a: number, b: number): boolean => a >= b;
const same = (a: number, b: number): boolean => a === b;

/**
 * The operators by name in lower case, all but Null.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['stringequals', equals],
  ['stringequalsignorecase', equalsIgnoreCase],
  ['stringlike', like],
  ['arnequals', arn],
  ['arnlike', arn],
  ['numericequals', ordered(parseNumber, same)],
  ['numericlessthan', ordered(parseNumber, less)],
  ['numericlessthanequals', ordered(parseNumber, atMost)],
  ['numericgreaterthan', ordered(parseNumber, greater)],
  ['numericgreaterthanequals', ordered(parseNumber, atLeast)],
  ['dateequals', ordered(parseMoment, same)],
  ['datelessthan', ordered(parseMoment, less)],
  ['datelessthanequals', ordered(parseMoment, atMost)],
  ['dategreaterthan', ordered(parseMoment, greater)],
  ['dategreaterthanequals', ordered(parseMoment, atLeast)],
  ['bool', bool],
  // Both sides are base64 text, and equal bytes have equal base64.
  ['binaryequals', { ...equals, variables: false }],
  ['ipaddress', ipAddress],
]);

/** The negated operators, each with the one it negates, in lower case. */
export const NEGATED: ReadonlyMap<string, string> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
  ['notipaddress', 'ipaddress'],
]);

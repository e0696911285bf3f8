import { compileGlob, type Matcher, type Piece, plain } from './glob.ts';

/** An ARN has six parts; the sixth may hold colons of its own. */
const PARTS = 6;

/**
 * Compiles the pattern of an ARN condition: each of the six parts is compared by itself, so that a `*` in one does not
 * reach into the next. A pattern that is no ARN, such as `*`, is compared as a whole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function compileArn(pieces: readonly Piece[]): Matcher {
  const parts = splitPieces(pieces);
  if (parts.length < PARTS) return compileGlob(pieces);
  const matchers = parts.map(compileGlob);
  return (text) => {
    const found = splitArn(text);
    return found.length === PARTS && matchers.every((matcher, index) => matcher(found[index] ?? ''));
  };
}

/**
 * Compiles the pattern of a Resource. An ARN with fewer than six parts is completed with `*`; a Region may be empty, as
 * in `arn:aws:bedrock:::foundation-model/x`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function compileResource(pieces: readonly Piece[]): Matcher {
  const missing = plain(pieces).startsWith('arn:') ? PARTS - splitPieces(pieces).length : 0;
  return compileGlob(missing > 0 ? [...pieces, { text: ':*'.repeat(missing), verbatim: false }] : pieces);
}

/** At most six parts; the last is everything after the fifth colon. */
function splitArn(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}

function splitPieces(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  for (const { text, verbatim } of pieces) {
    const [head = '', ...tail] = text.split(':');
    parts.at(-1)?.push({ text: head, verbatim });
    for (const part of tail) {
      if (parts.length < PARTS) parts.push([{ text: part, verbatim }]);
      else parts.at(-1)?.push({ text: `:${part}`, verbatim });
    }
  }
  return parts;
}

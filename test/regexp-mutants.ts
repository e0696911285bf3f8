import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** One small change of an expression: what somebody could write wrongly, or take away, without noticing. */
export interface Mutant {
  /** The change, as the end of a sentence: "without its alternative `PUT`". */
  readonly what: string;
  readonly source: string;
  /** The part that is changed: from its first character, to the one behind its last. */
  readonly from: number;
  readonly to: number;
}

/** `X{0,9}` that is there at least once, as `+`, `{1,9}` or, where it is there at most once, as `X` itself. */
const always = ({ raw, max, element }: AST.Quantifier): string =>
  max === 1 ? element.raw : element.raw + raw.slice(element.raw.length).replace(/^\*/, '+').replace(/^\{0,/, '{1,');

/**
 * Every change of an expression that takes one alternative, one look around, one anchor or one member of a class away, or
 * makes a part that may be there one that never is or always. Upper bounds are left alone: they hold time down, not texts.
 */
export function mutantsOf(source: string): readonly Mutant[] {
  const made: Mutant[] = [];
  const change = (
    { start, end }: AST.Node,
    by: string,
    what: string,
    { from, to } = { from: start, to: end },
  ): void => {
    made.push({ what, source: source.slice(0, from) + by + source.slice(to), from: start, to: end });
  };
  const dropEach = (all: readonly AST.Node[], bar: number, what: (raw: string) => string): void => {
    if (all.length < 2) return;
    for (const [index, one] of all.entries())
      change(one, '', what(one.raw), {
        from: index === 0 ? one.start : one.start - bar,
        to: index === 0 ? one.end + bar : one.end,
      });
  };
  const dropAlternatives = ({ alternatives }: { readonly alternatives: readonly AST.Node[] }): void =>
    dropEach(alternatives, 1, (raw) => `without its alternative \`${raw}\``);
  visitRegExpAST(new RegExpParser().parsePattern(source), {
    onPatternEnter: dropAlternatives,
    onGroupEnter: dropAlternatives,
    onCapturingGroupEnter: dropAlternatives,
    onAssertionEnter: (node) => {
      change(node, '', `without \`${node.raw}\``);
      if (node.kind === 'lookahead' || node.kind === 'lookbehind') dropAlternatives(node);
    },
    onQuantifierEnter: (node) => {
      if (node.min > 0) return;
      change(node, '(?:)', `where \`${node.raw}\` is never there`);
      change(node, always(node), `where \`${node.raw}\` is always there`);
    },
    onCharacterClassEnter: ({ raw, elements }) => dropEach(elements, 0, (one) => `without \`${one}\` in \`${raw}\``),
  });
  const seen = new Set([source]);
  return made.filter(({ source: changed }) => !seen.has(changed) && seen.add(changed));
}

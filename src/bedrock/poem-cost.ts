import type { Price } from './prices.ts';

/** The guide's own figures for one poem, in tokens: its thousand poems for $0.71 with Claude 3 Haiku come from these. */
export const POEM_TOKENS = { input: 340, output: 500 } as const;

const MILLION = 1_000_000;

/** US dollars for so many tokens. */
export const dollars = (tokens: { readonly input: number; readonly output: number }, price: Price): number =>
  (tokens.input * price.input + tokens.output * price.output) / MILLION;

/** An amount in words: two digits that count, and cents where it is more than that. */
export const sayDollars = (amount: number): string =>
  `$${amount >= 0.1 ? amount.toFixed(2) : String(Number(amount.toPrecision(2)))}`;

/** Amounts that nobody can picture. */
const LEAST_DOLLARS = 0.0001;

/** An amount as far as somebody can picture it: `$0.00024`, or that it is less. */
export const aboutDollars = (amount: number, about = ''): string =>
  amount < LEAST_DOLLARS ? `less than $${LEAST_DOLLARS}` : `${about}${sayDollars(amount)}`;

/** One line of an offer's rate card. */
interface Rate {
  readonly dimension: string;
  readonly description: string;
  readonly price: string;
}

/** Lines for other ways of calling than the plain one. */
const VARIANT = /cache|batch|latency|priority|flex|reserved|provisioned|long|image|audio|custom/i;
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/\bmillion\b|\b1M\b|\b1,?000,?000\b/i, 1],
  [/\bthousand\b|\b1K\b|\b1,?000\b/i, 1_000],
];

/**
 * The price of a million tokens by an offer's rate card; null when the card does not say it beyond doubt: exactly one
 * price for input and one for output, each for a unit that is named. AWS documents no fixed words for these lines. Pure.
 */
export function priceIn(rates: readonly Rate[]): Price | null {
  const of = (kind: RegExp): number | null => {
    const found = rates
      .filter(({ dimension, description }) => kind.test(description) && !VARIANT.test(`${dimension} ${description}`))
      .map(({ description, price }) => {
        const factor = UNITS.find(([words]) => words.test(description))?.[1];
        return factor === undefined || price.trim() === '' ? Number.NaN : Number(price) * factor;
      });
    const [first] = found;
    return first !== undefined && first >= 0 && found.every((one) => one === first) ? first : null;
  };
  const [input, output] = [of(/\binput tokens?\b/i), of(/\b(?:output|response) tokens?\b/i)];
  return input === null || output === null ? null : { input, output };
}

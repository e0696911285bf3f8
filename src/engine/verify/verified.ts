import { dollars, POEM_TOKENS } from '../../bedrock/poem-cost.ts';
import type { Price } from '../../bedrock/prices.ts';
import type { ExitCode, VerdictWord, Verification } from '../../core/report.ts';
import type { Way } from '../../verification/ask.ts';
import type { Waited } from '../../verification/wait.ts';
import type { Why } from './behind.ts';
import type { Lines } from './own-log.ts';

/** What a verification came to. */
export interface Verified {
  readonly verification: Verification;
  readonly exit: ExitCode;
  /** The root cause; null where nothing is wrong, or nobody can tell. */
  readonly why: Why | null;
  readonly notes: readonly string[];
  /** No call was made: the diagnosis is as it is, except for a fix that is judged by it. */
  readonly asDiagnosed?: true;
  /** The verdict where the exit code does not tell it: of a fix that was read back, and that nobody saw work. */
  readonly verdict?: VerdictWord;
}

/** What was asked, and what its answer can prove. */
export interface Asked {
  readonly via: Way;
  readonly isGuide: boolean;
  /** Whether it was asked as the principal that is examined. */
  readonly proves: boolean;
  /** After a change: it is judged by access to Bedrock, whatever else the application answers. */
  readonly fixed: boolean;
  /** How many characters the request has. */
  readonly sent: number;
  /** The command that goes on from here, as it can be pasted. */
  readonly again: string;
  /** What was found out beside the call, in sentences. */
  readonly notes: readonly string[];
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-202-accepted */
export const HTTP_ACCEPTED = 202;

/** Longer answers are cut. */
const MOST_ANSWER = 4_000;

/** A verification as the report has it. */
export function reportVerification(
  { last, poem, attempts, waitedMs, outcome }: Waited,
  lines: Lines | null,
  { via, isGuide, sent }: Pick<Asked, 'via' | 'isGuide' | 'sent'>,
  price: Price | null,
): Verification {
  // The model of a request that was only accepted has not answered yet.
  const isUnknown = poem === null || (poem.status === HTTP_ACCEPTED && poem.tokens === null && !isGuide);
  const tokens = isUnknown ? null : tokensOf(poem, isGuide ? null : sent);
  return {
    attempts,
    waitedMs,
    via,
    status: last?.status ?? null,
    poem: isGuide ? (poem?.poem ?? null) : null,
    answer: poem?.poem.slice(0, MOST_ANSWER) ?? null,
    provisional: outcome === 'provisional' || outcome === 'borrowed',
    log: { seen: lines?.seen ?? [], missing: lines?.missing ?? [], forbidden: lines?.forbidden ?? [] },
    cost:
      tokens === null
        ? null
        : {
            inputTokens: tokens.input,
            outputTokens: tokens.output,
            estimated: poem?.tokens == null,
            usd: price === null ? null : dollars(tokens, price),
          },
  };
}

/** A token of most languages is about so many characters: https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-prepare.html */
const CHARACTERS = 4;

/** The tokens of one answer: as AWS counts them where the answer says so, else about as many as the guide's poem has, or the texts are long. */
const tokensOf = (
  { tokens, poem }: NonNullable<Waited['poem']>,
  sent: number | null,
): { readonly input: number; readonly output: number } =>
  tokens ??
  (sent === null
    ? { input: POEM_TOKENS.input, output: poem.length }
    : { input: Math.ceil(sent / CHARACTERS), output: Math.ceil(poem.length / CHARACTERS) });

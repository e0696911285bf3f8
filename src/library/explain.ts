import { CAUSES } from '../causes/catalogue.ts';
import type { CauseId, Owner } from '../core/cause.ts';
import { decisionOf } from '../errors/decision.ts';

/** What an error text means. */
export interface Explanation {
  readonly cause: CauseId;
  /** The cause in a sentence. */
  readonly title: string;
  /** Who can fix it. */
  readonly owner: Owner;
  /** The N of "try again after N minutes"; null where the text names none. */
  readonly waitMinutes: number | null;
  /** AWS's own words, on one line. They are foreign text: escape them for wherever they go. */
  readonly quote: string;
}

/**
 * The cause an AWS or Bedrock error text shows, or null where the text holds no error that is known. Any text does that
 * contains one: a log line, an exception's message, a wrapped JSON body. Reads nothing but the text; never throws.
 */
export function explain(text: string): Explanation | null {
  const found = decisionOf(text);
  if (found === null) return null;
  const { cause, waitMinutes, quote } = found;
  const { title, owner } = CAUSES[cause];
  return { cause, title, owner, waitMinutes, quote };
}

/** Why we do not know. Never an Error object: this is recorded and replayed. */
export type Unknown =
  | { readonly kind: 'denied'; readonly action: string; readonly message: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly status: number | null }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'no-credentials'; readonly message: string }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'blocked'; readonly by: string }
  /** It was looked at, and what was seen does not settle it; the message is a clause that says so. */
  | { readonly kind: 'undecided'; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string }
  | { readonly kind: 'not-recorded' };

/** What a probe found out, or the reason why it could not. */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: Unknown };

/** Thrown by a probe that learned, without asking AWS, that it cannot know. */
export class Unknowable extends Error {
  constructor(readonly why: Unknown) {
    super(why.kind);
  }
}

/** A fact's value; throws an `Unknowable` with what keeps it from being known. */
export function valueIn<T>(fact: Fact<T>): T {
  if (!fact.known) throw new Unknowable(fact.why);
  return fact.value;
}

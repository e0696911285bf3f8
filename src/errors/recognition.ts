import type { CauseId } from '../core/cause.ts';
import type { Service } from './service-names.ts';
import type { Signature, Weight } from './signature.ts';

/** One of AWS's texts, found in another. */
export interface Recognition {
  readonly cause: CauseId;
  readonly signature: string;
  /** AWS's words, on one line. */
  readonly quote: string;
  /** The N of "try again after N minutes" or "in N minutes". */
  readonly waitMinutes: number | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** ARN of the caller that was denied. */
  readonly principal: string | null;
  readonly model: string | null;
  readonly weight: Weight;
  /** See `Signature.yields`. */
  readonly yields?: NonNullable<Signature['yields']>;
  /** Where it stands in the normalized text. */
  readonly at: number;
  /** How much of that text is AWS's words. */
  readonly length: number;
  /** Whether only the exception or the status decides: its words are new. */
  readonly byException?: true;
}

/** An error whose words nobody has listed, and whose exception does not say what it is. */
export interface Unlisted {
  /** Whose error it is: Bedrock's, that of a service the diagnosis and the fix need, any other's; null where nothing tells. */
  readonly of: Service | null;
  /** Whether AWS denied the call. */
  readonly denial: boolean;
  /** In AWS's spelling: `AccessDeniedException`; null where only the status is known. */
  readonly exception: string | null;
  /** HTTP status. */
  readonly status: number | null;
  readonly operation: string | null;
  /** Its words, on one line. They are foreign text. */
  readonly quote: string;
}

/** All that a text says of errors. */
export interface Reading {
  /** Errors whose cause is told, in order of place; of one message only what says most. */
  readonly found: readonly Recognition[];
  /** Errors whose cause neither words nor exception tell, in order of place. */
  readonly unlisted: readonly Unlisted[];
  /** Nothing in it can be part of an error, whatever stands beside it. */
  readonly nothing?: true;
}

/** The one error that a text shows, and the last of those whose words are new. */
export interface Told {
  readonly recognition: Recognition | null;
  /** Where `recognition` is null: the error that nobody has listed; `of` says whose it is. */
  readonly unlisted: Unlisted | null;
}

/** Whether words tell the cause, and not the exception alone. */
export const isKnown = ({ byException }: Recognition): boolean => byException === undefined;

/** Of several recognitions the one that decides; null when there are none. */
export const decisive = (all: readonly Recognition[]): Recognition | null =>
  all.findLast(({ weight }) => weight === 'firm') ?? all.at(-1) ?? null;

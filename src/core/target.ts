import type { Dialect } from './dialect.ts';

/** Who said so. `discovered` names what it was read from: 'the stack', 'the function'. */
export type Source =
  | { readonly from: 'flag' | 'env'; readonly name: string }
  | { readonly from: 'file'; readonly path: string; readonly line: number }
  | { readonly from: 'discovered'; readonly name: string }
  | { readonly from: 'default' | 'prompt' };

/** A value and where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: Source;
}

/**
 * What is being examined, and who said so: of one cell. `null`: nobody did; it is discovered from the stack or the
 * function, or there is none.
 */
export interface Target {
  readonly profile: Sourced<string> | null;
  readonly region: Sourced<string>;
  readonly endpointUrl: Sourced<string> | null;
  /** Null where none is read: a function, role or user that is named by itself needs none. */
  readonly stack: Sourced<string> | null;
  /** Logical id, name or ARN; null where no function is examined. */
  readonly function: Sourced<string> | null;
  readonly role: Sourced<string> | null;
  /** Name or ARN of an IAM user, or the ARN of the account's root; absent in files of older versions. */
  readonly user?: Sourced<string> | null;
  readonly model: Sourced<string> | null;
  readonly logGroup: Sourced<string> | null;
  readonly apiUrl: Sourced<string> | null;
  /** How far back the log is read, in milliseconds. */
  readonly sinceMs: number;
  /** How the application's lines say what happened, where the config file tells; null or absent: as its kind does. */
  readonly dialect?: Dialect | null;
  /** When the tool last changed something in this account, in milliseconds since 1970, as its journal tells; null or absent: it did not. */
  readonly changedAt?: number | null;
}

/** Whether the user named it, in whatever way. */
export const isExplicit = (sourced: Sourced<unknown> | null | undefined): boolean =>
  sourced !== null && sourced !== undefined && sourced.source.from !== 'default';

/** The source in words, as reports print it: 'flag --stack', 'file samconfig.toml:4'. */
export function describeSource(source: Source): string {
  switch (source.from) {
    case 'flag':
      return `flag ${source.name}`;
    case 'env':
      return `environment ${source.name}`;
    case 'file':
      return `file ${source.path}:${source.line}`;
    case 'discovered':
      return source.name;
    case 'prompt':
      return 'your answer';
    case 'default':
      return "the guide's default";
  }
}

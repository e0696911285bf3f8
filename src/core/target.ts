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

/** What is being examined, and who said so. `null`: nobody did; it is discovered from the stack or the function. */
export interface Target {
  readonly profile: Sourced<string> | null;
  readonly region: Sourced<string>;
  readonly endpointUrl: Sourced<string> | null;
  readonly stack: Sourced<string>;
  readonly function: Sourced<string>;
  readonly role: Sourced<string> | null;
  readonly model: Sourced<string> | null;
  readonly logGroup: Sourced<string> | null;
  readonly apiUrl: Sourced<string> | null;
  /** How far back the log is read, in milliseconds. */
  readonly sinceMs: number;
}

/** Whether the user named it, in whatever way. */
export const isExplicit = (sourced: Sourced<unknown> | null): boolean =>
  sourced !== null && sourced.source.from !== 'default';

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

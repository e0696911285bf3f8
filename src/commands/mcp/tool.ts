import type { Calling } from '../../mcp/toolbox.ts';
import type { Flags } from '../../options/resolve.ts';
import type { OptionName } from '../../options/table.ts';
import type { Own } from './arguments.ts';

/** What a tool found out. */
export interface Told {
  readonly document: { readonly notes: readonly string[] };
  /** The same for people. */
  readonly text: string;
}

/** One command as a tool. It reads, and does nothing else. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly options: readonly OptionName[];
  readonly own: Own;
  /** Whether it asks AWS. */
  readonly asksAws: boolean;
  /** The JSON Schema of its document. */
  readonly schema: object;
  /** Throws a `UsageError`, and what its command may throw. `given`: the arguments that are no options. */
  readonly run: (flags: Flags, given: { readonly [name: string]: unknown }, calling: Calling) => Promise<Told>;
}

/** The options of a command as the command line has them. */
export type OptionsOf = (command: string) => readonly OptionName[];

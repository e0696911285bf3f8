/** A line on the terminal that changes while something is under way; on a pipe, one line per change. */
export interface Progress {
  /** Replaces the words. */
  readonly say: (text: string) => void;
  /** Takes the line away. */
  readonly stop: () => void;
}

/** A file that grows by whole lines. */
export interface LineFile {
  /** Resolves when it is written; writes do not overtake each other. Throws a `UsageError` when it cannot be. */
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Everything that is not pure and not AWS. Built once in bin. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string | null;
  readonly now: () => number;
  /**
   * A file's text, or null when there is none; `-` is standard input. Only regular files are read. Throws a `UsageError`
   * when it cannot be read, or is longer than `most` bytes.
   */
  readonly read: (path: string, most?: number) => Promise<string | null>;
  /** Why a file that nobody named is not to be trusted, in a few words; null where only the user or root could have written it. */
  readonly distrust: (path: string) => Promise<string | null>;
  /** Whether something of that name is there, whatever it is. */
  readonly isThere: (path: string) => Promise<boolean>;
  /** Where a path leads once every link is followed; null where it leads nowhere. */
  readonly realPath: (path: string) => Promise<string | null>;
  /** A file's bytes as they are read, for one that may be long; null when there is none; `-` is standard input. */
  readonly pieces: (path: string) => Promise<AsyncIterable<string | Uint8Array> | null>;
  /** Opens a file for lines; `goOn`: behind the whole lines that are there. Throws a `UsageError` when it cannot. */
  readonly openLines: (path: string, goOn: boolean) => Promise<LineFile>;
  /** Writes atomically, mode 0600 for `secret`. Throws a `UsageError` when it cannot. */
  readonly write: (path: string, text: string, secret?: boolean) => Promise<void>;
  /** Why a file could not be written there, in a few words; null when it can. Writes nothing. */
  readonly unwritable: (path: string) => Promise<string | null>;
  /** Adds a line to a private file and resolves once it is on the disk. Throws a `UsageError` when it cannot. */
  readonly appendDurably: (path: string, line: string) => Promise<void>;
  /** Makes a lock file; false while another living process holds it. */
  readonly takeLock: (path: string) => Promise<boolean>;
  readonly removeFile: (path: string) => Promise<void>;
  /** A new empty folder of its own, for the demo; and its end. */
  readonly temporaryFolder: () => Promise<string>;
  readonly removeFolder: (path: string) => Promise<void>;
  /** The pieces of standard input. */
  readonly stdin: () => AsyncIterable<string | Uint8Array>;
  /** Result, to standard output. Resolves when the reader has taken it. */
  readonly out: (text: string) => Promise<void>;
  /** Everything else, to standard error. */
  readonly err: (text: string) => void;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  /** Whether a question can be asked: a terminal on both sides, no CI, no --no-input. */
  readonly mayAsk: boolean;
  readonly columns: number;
  /** Colour allowed on standard output and on standard error (NO_COLOR, FORCE_COLOR, TERM=dumb, CI, no terminal). */
  readonly colorOut: boolean;
  readonly colorErr: boolean;
  readonly unicode: boolean;
  readonly progress: (text: string, quiet: boolean) => Progress;
  /** Asks; throws `Interrupted` on Ctrl-C. Only called where a prompt is possible. */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly choose: <T extends string>(
    question: string,
    choices: readonly { readonly value: T; readonly name: string }[],
  ) => Promise<T>;
  readonly ask: (question: string, check: (answer: string) => true | string) => Promise<string>;
  /** What is said when a second signal ends the program before it is ready; null: nothing. */
  readonly lastWords: (words: string | null) => void;
  /** Fires on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  /** Resolves after that long, or at once when the signal fires; false then. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<boolean>;
  /** Opens an address in the user's browser; false when there is none. */
  readonly browse: (url: string) => Promise<boolean>;
  /** Runs a program with its output shown; its exit code, or null when it is not installed. */
  readonly run: (
    program: string,
    args: readonly string[],
    cwd: string,
    /** Gets the output, too. */
    tap?: (piece: string) => void,
    /** Variables beside those of this process. */
    more?: Readonly<Record<string, string>>,
  ) => Promise<number | null>;
}

/** What one form of an error says, as far as it says it. */
export interface Parts {
  /** The exception's name as AWS spells it (`ValidationException`), or a client's own name for it. */
  readonly exception?: string | undefined;
  /** The SDK's name of the service: `Bedrock Runtime`, `BedrockRuntime`, `bedrock-runtime`. */
  readonly service?: string | undefined;
  /** The operation in the API's spelling: `Converse`. */
  readonly operation?: string | undefined;
  /** The HTTP status, three digits. */
  readonly status?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * How one family of clients writes an error. `pattern` is matched against normalized text (`normalize.ts`), has the global
 * flag, at most one way to match, and names its groups as `Parts` does. Its texts are in `test/frame-samples`: they need each
 * part of it.
 */
export interface Form {
  /** The client: `boto3`, `go`, `java`. */
  readonly id: string;
  /** In lower case; a text without any of them does not hold the form. */
  readonly needles: readonly [string, ...string[]];
  readonly pattern: RegExp;
  /**
   * Phrases narrower than the needles where those are common words: what makes a line of a log worth a look. Empty: the
   * form never stands alone.
   */
  readonly hint?: readonly string[];
  /** The form stands on one line: where it does not match there, the needle was something else. */
  readonly onOneLine?: true;
}

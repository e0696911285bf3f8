import type { Members } from './protocol.ts';

/** What a call of a tool may use of its connection. */
export interface Calling {
  /** Fires when the client cancels the call. */
  readonly signal: AbortSignal;
  /** Says how far it is, in words. */
  readonly report: (words: string) => void;
}

/** A tool as `tools/list` gives it: https://modelcontextprotocol.io/specification/2025-11-25/server/tools */
export interface ToolEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly outputSchema: object;
  readonly annotations: {
    readonly title: string;
    readonly readOnlyHint: true;
    readonly destructiveHint: false;
    readonly idempotentHint: true;
    /** Whether it asks AWS. */
    readonly openWorldHint: boolean;
  };
}

/** What a call came to. */
export interface ToolResult {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  readonly structuredContent?: object;
  readonly isError?: boolean;
  readonly _meta?: Members;
}

export interface ResourceEntry {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
}

export interface PromptEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
}

/** Everything a client can ask for, apart from the protocol. */
export interface Toolbox {
  readonly tools: readonly ToolEntry[];
  /** Throws a `ProtocolError` where there is no such tool; its own failures are results. */
  readonly call: (name: string, given: Members, calling: Calling) => Promise<ToolResult>;
  readonly resources: readonly ResourceEntry[];
  readonly templates: readonly object[];
  /** Throws a `ProtocolError` where there is none. */
  readonly read: (uri: string) => { readonly uri: string; readonly mimeType: string; readonly text: string };
  readonly prompts: readonly PromptEntry[];
  /** Throws a `ProtocolError` where there is none. */
  readonly prompt: (name: string, given: Members) => object;
}

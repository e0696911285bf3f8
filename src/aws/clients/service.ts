import type { Handler } from '../handler.ts';

/** What every client is made with. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  /** Passed on by the SDK to its credential providers: read the files anew. */
  readonly ignoreCache?: boolean;
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | (() => Promise<{
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken: string;
        readonly expiration: Date;
      }>);
  /** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
  readonly retryMode?: string;
  readonly maxAttempts: number;
  readonly requestHandler: Handler;
  readonly authSchemePreference: string[];
}

/** A client and its commands by name. The SDK's own types meet ours here and nowhere else. */
export interface Service {
  readonly client: {
    readonly send: (command: never, options: { readonly abortSignal?: AbortSignal }) => Promise<unknown>;
  };
  readonly commands: { readonly [name: string]: new (input: never) => unknown };
}

import type { Json } from '../core/json.ts';
import type { Moment, World } from './world.ts';

/** Who is calling: ARN of the user, or of the role with its session. */
export interface Caller {
  readonly arn: string;
  readonly userId: string;
  readonly accessKeyId: string;
  /** The session policies that came with AssumeRole; empty for none. */
  readonly sessionPolicies: readonly Json[];
}

/** The other accounts of the sandbox's cloud by id; null where there is no such account. */
export type Accounts = (account: string) => World | null;

/** What an operation may know besides the world and its input. */
export interface CallContext {
  readonly now: Moment;
  readonly caller: Caller;
  /** From the signature's scope: the Region that was called. */
  readonly region: string;
  readonly requestId: string;
  readonly userAgent: string;
  readonly accounts: Accounts;
}

/** An AWS-shaped error. */
export interface Fault {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** The input as JSON, whatever protocol it came by. */
export type Input = { readonly [key: string]: Json };

/** An answer with the world after it, or an error; an error too may leave a changed world behind. */
export type Answer =
  | {
      readonly world: World;
      readonly output: Json;
      /** HTTP headers, for the few operations that answer in them. */
      readonly headers?: Readonly<Record<string, string>>;
      /** A body that is no JSON document, or a stream of events. */
      readonly raw?: string;
      readonly events?: readonly { readonly type: string; readonly payload: Json }[];
      readonly status?: number;
      /** Another account that the call has changed too. */
      readonly other?: World;
    }
  | { readonly fault: Fault; readonly world?: World };

/** One AWS operation. Pure: the world goes in and the next world comes out. */
export interface SandboxOperation {
  /** 'iam:GetRolePolicy': what is authorized. `null`: needs no permission, or authorizes inside `handle`. */
  readonly action: string | null;
  /** The ARN the permission is needed on; '*' where the action has no resource types. */
  readonly resource: (world: World, input: Input) => string;
  readonly handle: (world: World, input: Input, context: CallContext) => Answer;
}

export const fault = (code: string, status: number, message: string): { readonly fault: Fault } => ({
  fault: { code, status, message },
});

/** A member of the input as text; empty when it is missing. */
export const text = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};
export const list = (input: Input, name: string): readonly Json[] => {
  const value = input[name];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
};
export const everything = (): string => '*';

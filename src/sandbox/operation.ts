import type { Json } from '../core/json.ts';
import type { Moment, World } from './world.ts';

/** Who is calling: ARN of the user, or of the role with its session. */
export interface Caller {
  /** 'arn:aws:iam::123456789012:user/dev' or 'arn:aws:sts::123456789012:assumed-role/R/session'. */
  readonly arn: string;
  /** The user's or role's own ARN, without a session. */
  readonly principal: string;
  readonly userId: string;
}

/** What an operation may know besides the world and its input. */
export interface CallContext {
  readonly now: Moment;
  readonly caller: Caller;
  /** From the signature's scope: the Region that was called. */
  readonly region: string;
  readonly requestId: string;
  /** The base address of the server, for the API endpoint's URL. */
  readonly baseUrl: string;
}

/** An AWS-shaped error. */
export interface Fault {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** Further members of the error's body. */
  readonly members?: { readonly [name: string]: Json };
}

export type Answer<O> =
  | { readonly world: World; readonly output: O }
  | { readonly fault: Fault; readonly world?: World };

/** One AWS operation, one file. Pure: the world goes in and the next world comes out. */
export interface SandboxOperation<I = never, O = unknown> {
  /** 'iam:GetRolePolicy': what is authorised. `null`: needs no permission, or authorises inside `handle`. */
  readonly action: string | null;
  /** The ARNs the permission is needed on; '*' where the service has no resource types for it. */
  readonly resources: (world: World, input: I, context: CallContext) => readonly string[];
  readonly handle: (world: World, input: I, context: CallContext) => Answer<O>;
}

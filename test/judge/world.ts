/** What is true of one made-up AWS account. Plain data; the fake AWS of this folder only looks things up in it. */
export interface World {
  readonly region: string;
  /** What STS says of the caller. */
  readonly caller: { readonly Arn: string; readonly Account: string; readonly UserId: string };
  /** Globs of IAM actions that the caller may not call: `iam:*`, `iam:SimulatePrincipalPolicy`. */
  readonly cannot: readonly string[];
  /** Answers in place of the right one, by IAM action or `*`. */
  readonly faults: { readonly [action: string]: Fault };
  readonly stacks: { readonly [name: string]: Stack };
  /** `GetFunctionConfiguration`, by physical name. */
  readonly functions: { readonly [name: string]: { readonly [member: string]: unknown } };
  readonly roles: { readonly [name: string]: Role };
  /** Managed policies by ARN: the document. */
  readonly managed: { readonly [arn: string]: unknown };
  /** What the simulator answers: the first rule that fits; nothing fits: implicitDeny. */
  readonly simulator: readonly Rule[];
  /** AWS may put one resource's answer beside the action, or in `ResourceSpecificResults`. */
  readonly simulatorNests: boolean;
  /** `modelDetails` by id, in the world's Region. */
  readonly models: { readonly [id: string]: { readonly [member: string]: unknown } };
  /** Ids that exist in other Regions. */
  readonly elsewhere: { readonly [region: string]: readonly string[] };
  /** How Bedrock words an unknown id. */
  readonly unknownModel: 'ResourceNotFoundException' | 'ValidationException';
  /** `GetInferenceProfile` by id or ARN. */
  readonly profiles: { readonly [id: string]: { readonly [member: string]: unknown } };
  readonly availability: { readonly [id: string]: Availability };
  readonly form: boolean;
  /** Log groups: their events. */
  readonly logs: { readonly [group: string]: readonly LogEvent[] };
  /** How many events are on a page, and whether every other page is empty. */
  readonly pages: { readonly size: number; readonly empty: boolean };
  /** Lists that Bedrock and Service Quotas give; without one the operation answers as an unknown one. */
  readonly lists: { readonly [operation: string]: unknown };
  /** How it answers an operation that it does not have: as AWS does, as some web server does, or with nothing in it. */
  readonly unknown: 'error' | 'page' | 'empty';
  /** How far the fake AWS's clock is ahead of this machine's, in milliseconds; it refuses requests signed by another clock. */
  readonly clockMs: number | null;
  /** What the function answers when it is invoked; absent: nobody may. */
  readonly invocation?: Invocation;
}

/** `X-Amz-Function-Error` and the payload. */
export interface Invocation {
  readonly status: number;
  readonly error?: string;
  readonly payload: unknown;
}

export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** How often; for ever where absent. */
  readonly times?: number;
}

export interface Stack {
  readonly status: string;
  readonly reason?: string;
  readonly id: string;
  readonly outputs: { readonly [key: string]: string };
  /** Logical id → [type, physical id, status]. */
  readonly resources: { readonly [logicalId: string]: readonly [string, string, string?] };
}

export interface Role {
  readonly arn: string;
  readonly path?: string;
  readonly boundary?: string;
  readonly inline: { readonly [name: string]: unknown };
  readonly attached: readonly string[];
}

/** One answer of the simulator. `action` and `resource` are globs. */
export interface Rule {
  readonly action: string;
  readonly resource?: string;
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny';
  /** `AllowedByOrganizations`. */
  readonly organization?: boolean;
  /** `AllowedByPermissionsBoundary`. */
  readonly boundary?: boolean;
  readonly policy?: string;
  readonly missing?: readonly string[];
}

export interface Availability {
  readonly agreement?: string;
  readonly errorMessage?: string;
  readonly authorization?: string;
  readonly entitlement?: string;
  readonly region?: string;
}

export interface LogEvent {
  /** Seconds before the run. */
  readonly ago: number;
  readonly message: string;
  readonly stream?: string;
}

/** What the contract says of a world. Several values where it leaves a choice. */
export interface Expected {
  readonly exit: number | readonly number[];
  readonly verdict?: string;
  readonly root?: string | null | readonly (string | null)[];
  readonly basis?: 'observed' | 'deduced';
  readonly wait?: number | null;
  /** How many calls it may take at most, where twenty cannot be. */
  readonly calls?: number;
  /** Causes that `otherCauses` has at least. */
  readonly others?: readonly string[];
  /** Causes that must be neither the root nor in `otherCauses`. */
  readonly never?: readonly string[];
  /** Texts that the reasons of the checks contain. */
  readonly reasons?: readonly string[];
}

/** One world with its question and the answer. */
export interface Case {
  readonly name: string;
  readonly world: World;
  readonly expect: Expected;
  readonly args?: readonly string[];
  /** Environment beside the endpoint and the keys; an empty value takes a variable away. */
  readonly env?: { readonly [name: string]: string };
  /** The endpoint where nobody listens. */
  readonly unreachable?: boolean;
}

/** The AWS services the tool talks to. */
export type ServiceName =
  | 'sts'
  | 'iam'
  | 'cloudformation'
  | 'lambda'
  | 'logs'
  | 'bedrock'
  | 'bedrock-runtime'
  | 'service-quotas'
  | 'cloudtrail'
  | 'organizations'
  | 'ec2';

/** One AWS operation with the shapes of its input and output; the value carries no SDK code. */
export interface Operation<I, O> {
  readonly service: ServiceName;
  /** The API's name: 'GetRole'. */
  readonly name: string;
  /** What IAM calls it: 'iam:GetRole'. */
  readonly action: string;
  /** Whether it only reads. */
  readonly reads: boolean;
  /** Never present; ties the shapes to the value for the compiler. */
  readonly shapes?: (input: I) => O;
}

/** AWS as the rest of the program sees it: operations in, answers out. Rejects with an `AwsError`. */
export interface Aws {
  readonly region: string;
  /** The same account through another Region, for what is known to live there. */
  readonly inRegion: (region: string) => Aws;
  /** Asks a read. For probes, whose answers the gatherer keeps. */
  readonly ask: <I extends object, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  /** Always calls. For settings, waiting and tailing. */
  readonly send: <I extends object, O>(operation: Operation<I, O>, input: I, signal?: AbortSignal) => Promise<O>;
  /** How many requests have been sent so far, retries not counted. */
  readonly calls: () => number;
}

/**
 * What to diagnose. What is left out comes from the variables and files that the command reads too, and from the stack.
 * Durations are texts: '30s', '5m', '1h'.
 */
export interface DiagnoseOptions {
  /** AWS profile, as in the AWS CLI. */
  readonly profile?: string;
  readonly region?: string;
  /** Where every AWS call is sent, as in the AWS CLI. */
  readonly endpointUrl?: string;
  /** CloudFormation stack. */
  readonly stack?: string;
  /** Logical id, name or ARN of the Lambda function. */
  readonly function?: string;
  /** Logical id, name or ARN of an IAM role, of a function or of anything else. */
  readonly role?: string;
  /** Name or ARN of an IAM user. */
  readonly user?: string;
  /** Examine the operator's own identity. */
  readonly me?: boolean;
  /** Model id, inference profile id or ARN; several as a list. */
  readonly model?: string | readonly string[];
  /** Assume this role first, and look as it. */
  readonly assumeRole?: string;
  readonly externalId?: string;
  readonly apiUrl?: string;
  readonly logGroup?: string;
  /** Config file; by default the nearest .bedrock-doctor.json upward. */
  readonly config?: string;
  /** How far back the log is read; an hour by default. */
  readonly since?: string;
  /** Longest time to look at AWS; a minute by default. */
  readonly timeout?: string;
  /** Only these checks, by id or area. */
  readonly only?: readonly string[];
  /** All but these checks, by id or area. */
  readonly skip?: readonly string[];
  /** Stops looking; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * One call to Bedrock as CloudTrail's event history tells of it: InvokeModel, InvokeModelWithResponseStream, Converse and
 * ConverseStream are management events. https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
 */
export interface BedrockEvent {
  /** `eventTime`, in milliseconds since 1970. */
  readonly at: number;
  /** 'InvokeModel', 'Converse' and so on. */
  readonly eventName: string;
  /** `requestParameters.modelId` as it was sent: an id or an ARN; null where the event names none. */
  readonly modelId: string | null;
  /**
   * Who called: ARN of the role (`sessionContext.sessionIssuer.arn`, with its path), of the user, or of the root; never a
   * session's. Null where the event does not tell.
   */
  readonly principalArn: string | null;
  /** The session's name of an assumed role: a function's name, an instance's id, a person's. Null for others. */
  readonly sessionName: string | null;
  /** Null for a call that was served. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** `awsRegion`: where the call was made. */
  readonly region: string;
  readonly userAgent: string | null;
  /** `vpcEndpointId`, or null for a call that came by no endpoint. */
  readonly sourceVpce: string | null;
  readonly requestId: string | null;
}

/** What the event history tells of a window. */
export interface EventHistory {
  /** Newest first. */
  readonly events: readonly BedrockEvent[];
  /** Whether everything in the window was read: false where it was cut for want of calls. */
  readonly complete: boolean;
  /** When the newest event of anybody in the window happened, in milliseconds since 1970; null when there is none. */
  readonly newestAt: number | null;
}

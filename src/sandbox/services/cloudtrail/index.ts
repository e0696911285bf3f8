import type { SandboxOperation } from '../../operation.ts';
import { lookupEvents } from './lookup-events.ts';

/** CloudTrail: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html */
export const CLOUDTRAIL: { readonly [name: string]: SandboxOperation } = { LookupEvents: lookupEvents };

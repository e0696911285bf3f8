import type { Json } from '../../../core/json.ts';
import { everything, type SandboxOperation } from '../../operation.ts';
import type { World } from '../../world.ts';

/** An operation of Service Quotas; its reads have no resource types. */
export const operation = (action: string, handle: SandboxOperation['handle']): SandboxOperation => ({
  action: `servicequotas:${action}`,
  resource: everything,
  handle,
});

/** The one service whose quotas the sandbox has. */
export const SERVICE_CODE = 'bedrock';

/** A quota as the API gives it. */
export const quotaShape = (world: World, region: string, quota: World['quotas'][number]): Json => ({
  ServiceCode: SERVICE_CODE,
  ServiceName: 'Amazon Bedrock',
  QuotaArn: `arn:${world.partition}:servicequotas:${region}:${world.account}:${SERVICE_CODE}/${quota.code}`,
  QuotaCode: quota.code,
  QuotaName: quota.name,
  Value: quota.value,
  Unit: 'None',
  Adjustable: quota.adjustable,
  GlobalQuota: false,
});

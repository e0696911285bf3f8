import type { Json } from '../../../core/json.ts';
import { everything, fault, type SandboxOperation, text } from '../../operation.ts';
import type { World } from '../../world.ts';

/** An operation of Service Quotas; its reads have no resource types. */
const operation = (action: string, handle: SandboxOperation['handle']): SandboxOperation => ({
  action: `servicequotas:${action}`,
  resource: everything,
  handle,
});

/** The one service whose quotas the sandbox has. */
const SERVICE_CODE = 'bedrock';

/** A quota as the API gives it. */
const quotaShape = (world: World, region: string, quota: World['quotas'][number]): Json => ({
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

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html */
export const getServiceQuota = operation('GetServiceQuota', (world, input, { region }) => {
  const quota = world.quotas.find(({ code }) => code === text(input, 'QuotaCode'));
  return quota && text(input, 'ServiceCode') === SERVICE_CODE
    ? { world, output: { Quota: quotaShape(world, region, quota) } }
    : fault('NoSuchResourceException', 400, 'The request failed because the specified quota does not exist.');
});

/** AWS's largest page, and the default. */
const PAGE = 100;

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html */
export const listServiceQuotas = operation('ListServiceQuotas', (world, input, { region }) => {
  if (text(input, 'ServiceCode') !== SERVICE_CODE) {
    return fault('NoSuchResourceException', 400, 'The request failed because the specified service does not exist.');
  }
  const from = Number(text(input, 'NextToken') || '0');
  const page = world.quotas.slice(from, from + Number(text(input, 'MaxResults') || PAGE));
  const next = from + page.length;
  return {
    world,
    output: {
      Quotas: page.map((quota) => quotaShape(world, region, quota)),
      ...(next < world.quotas.length ? { NextToken: String(next) } : {}),
    },
  };
});

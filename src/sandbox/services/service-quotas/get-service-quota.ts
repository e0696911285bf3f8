import { fault, text } from '../../operation.ts';
import { operation, quotaShape, SERVICE_CODE } from './quota.ts';

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html */
export const getServiceQuota = operation('GetServiceQuota', (world, input, { region }) => {
  const quota = world.quotas.find(({ code }) => code === text(input, 'QuotaCode'));
  return quota && text(input, 'ServiceCode') === SERVICE_CODE
    ? { world, output: { Quota: quotaShape(world, region, quota) } }
    : fault('NoSuchResourceException', 400, 'The request failed because the specified quota does not exist.');
});

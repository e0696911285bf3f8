import type { SandboxOperation } from '../../operation.ts';
import { getServiceQuota, listServiceQuotas } from './read-quotas.ts';

/** Service Quotas: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_Operations.html */
export const SERVICE_QUOTAS: { readonly [name: string]: SandboxOperation } = {
  GetServiceQuota: getServiceQuota,
  ListServiceQuotas: listServiceQuotas,
};

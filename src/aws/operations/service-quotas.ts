import type { ListServiceQuotasCommandInput, ListServiceQuotasCommandOutput } from '@aws-sdk/client-service-quotas';
import type { Operation } from '../../core/aws.ts';

export const listServiceQuotas: Operation<ListServiceQuotasCommandInput, ListServiceQuotasCommandOutput> = {
  service: 'service-quotas',
  name: 'ListServiceQuotas',
  action: 'servicequotas:ListServiceQuotas',
  reads: true,
};

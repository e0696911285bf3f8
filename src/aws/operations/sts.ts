import type {
  AssumeRoleCommandInput,
  AssumeRoleCommandOutput,
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput,
} from '@aws-sdk/client-sts';
import type { Operation } from '../../core/aws.ts';

export const getCallerIdentity: Operation<GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput> = {
  service: 'sts',
  name: 'GetCallerIdentity',
  action: 'sts:GetCallerIdentity',
  reads: true,
};
export const assumeRole: Operation<AssumeRoleCommandInput, AssumeRoleCommandOutput> = {
  service: 'sts',
  name: 'AssumeRole',
  action: 'sts:AssumeRole',
  reads: true,
};

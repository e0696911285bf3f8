import type {
  DescribeEffectivePolicyCommandInput,
  DescribeEffectivePolicyCommandOutput,
  ListAccountsCommandInput,
  ListAccountsCommandOutput,
  ListAccountsForParentCommandInput,
  ListAccountsForParentCommandOutput,
  ListOrganizationalUnitsForParentCommandInput,
  ListOrganizationalUnitsForParentCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../core/aws.ts';

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html */
export const describeEffectivePolicy: Operation<
  DescribeEffectivePolicyCommandInput,
  DescribeEffectivePolicyCommandOutput
> = {
  service: 'organizations',
  name: 'DescribeEffectivePolicy',
  action: 'organizations:DescribeEffectivePolicy',
  reads: true,
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
export const listAccounts: Operation<ListAccountsCommandInput, ListAccountsCommandOutput> = {
  service: 'organizations',
  name: 'ListAccounts',
  action: 'organizations:ListAccounts',
  reads: true,
};
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html */
export const listAccountsForParent: Operation<ListAccountsForParentCommandInput, ListAccountsForParentCommandOutput> = {
  service: 'organizations',
  name: 'ListAccountsForParent',
  action: 'organizations:ListAccountsForParent',
  reads: true,
};
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html */
export const listOrganizationalUnitsForParent: Operation<
  ListOrganizationalUnitsForParentCommandInput,
  ListOrganizationalUnitsForParentCommandOutput
> = {
  service: 'organizations',
  name: 'ListOrganizationalUnitsForParent',
  action: 'organizations:ListOrganizationalUnitsForParent',
  reads: true,
};

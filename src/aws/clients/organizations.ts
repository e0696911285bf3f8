import {
  DescribeEffectivePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new OrganizationsClient(settings),
  commands: {
    DescribeEffectivePolicy: DescribeEffectivePolicyCommand,
    ListAccounts: ListAccountsCommand,
    ListAccountsForParent: ListAccountsForParentCommand,
    ListOrganizationalUnitsForParent: ListOrganizationalUnitsForParentCommand,
  },
});

import {
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new IAMClient(settings),
  commands: {
    GetRole: GetRoleCommand,
    ListRolePolicies: ListRolePoliciesCommand,
    GetRolePolicy: GetRolePolicyCommand,
    ListAttachedRolePolicies: ListAttachedRolePoliciesCommand,
    GetPolicy: GetPolicyCommand,
    GetPolicyVersion: GetPolicyVersionCommand,
    SimulatePrincipalPolicy: SimulatePrincipalPolicyCommand,
    PutRolePolicy: PutRolePolicyCommand,
    DeleteRolePolicy: DeleteRolePolicyCommand,
    GetUserPolicy: GetUserPolicyCommand,
    PutUserPolicy: PutUserPolicyCommand,
    DeleteUserPolicy: DeleteUserPolicyCommand,
    ListAccountAliases: ListAccountAliasesCommand,
  },
});

import type {
  DeleteRolePolicyCommandInput,
  DeleteRolePolicyCommandOutput,
  DeleteUserPolicyCommandInput,
  DeleteUserPolicyCommandOutput,
  GetGroupPolicyCommandInput,
  GetGroupPolicyCommandOutput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
  GetPolicyVersionCommandInput,
  GetPolicyVersionCommandOutput,
  GetRoleCommandInput,
  GetRoleCommandOutput,
  GetRolePolicyCommandInput,
  GetRolePolicyCommandOutput,
  GetUserCommandInput,
  GetUserCommandOutput,
  GetUserPolicyCommandInput,
  GetUserPolicyCommandOutput,
  ListAccountAliasesCommandInput,
  ListAccountAliasesCommandOutput,
  ListAttachedGroupPoliciesCommandInput,
  ListAttachedGroupPoliciesCommandOutput,
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput,
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput,
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput,
  ListGroupsForUserCommandInput,
  ListGroupsForUserCommandOutput,
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput,
  ListRolesCommandInput,
  ListRolesCommandOutput,
  ListUserPoliciesCommandInput,
  ListUserPoliciesCommandOutput,
  ListUsersCommandInput,
  ListUsersCommandOutput,
  PutRolePolicyCommandInput,
  PutRolePolicyCommandOutput,
  PutUserPolicyCommandInput,
  PutUserPolicyCommandOutput,
  SimulatePrincipalPolicyCommandInput,
  SimulatePrincipalPolicyCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../core/aws.ts';

export const getRole: Operation<GetRoleCommandInput, GetRoleCommandOutput> = {
  service: 'iam',
  name: 'GetRole',
  action: 'iam:GetRole',
  reads: true,
};
export const listRolePolicies: Operation<ListRolePoliciesCommandInput, ListRolePoliciesCommandOutput> = {
  service: 'iam',
  name: 'ListRolePolicies',
  action: 'iam:ListRolePolicies',
  reads: true,
};
export const getRolePolicy: Operation<GetRolePolicyCommandInput, GetRolePolicyCommandOutput> = {
  service: 'iam',
  name: 'GetRolePolicy',
  action: 'iam:GetRolePolicy',
  reads: true,
};
export const listAttachedRolePolicies: Operation<
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput
> = { service: 'iam', name: 'ListAttachedRolePolicies', action: 'iam:ListAttachedRolePolicies', reads: true };
export const getPolicy: Operation<GetPolicyCommandInput, GetPolicyCommandOutput> = {
  service: 'iam',
  name: 'GetPolicy',
  action: 'iam:GetPolicy',
  reads: true,
};
export const getPolicyVersion: Operation<GetPolicyVersionCommandInput, GetPolicyVersionCommandOutput> = {
  service: 'iam',
  name: 'GetPolicyVersion',
  action: 'iam:GetPolicyVersion',
  reads: true,
};
export const simulatePrincipalPolicy: Operation<
  SimulatePrincipalPolicyCommandInput,
  SimulatePrincipalPolicyCommandOutput
> = { service: 'iam', name: 'SimulatePrincipalPolicy', action: 'iam:SimulatePrincipalPolicy', reads: true };
export const putRolePolicy: Operation<PutRolePolicyCommandInput, PutRolePolicyCommandOutput> = {
  service: 'iam',
  name: 'PutRolePolicy',
  action: 'iam:PutRolePolicy',
  reads: false,
};
export const deleteRolePolicy: Operation<DeleteRolePolicyCommandInput, DeleteRolePolicyCommandOutput> = {
  service: 'iam',
  name: 'DeleteRolePolicy',
  action: 'iam:DeleteRolePolicy',
  reads: false,
};
export const getUser: Operation<GetUserCommandInput, GetUserCommandOutput> = {
  service: 'iam',
  name: 'GetUser',
  action: 'iam:GetUser',
  reads: true,
};
export const listRoles: Operation<ListRolesCommandInput, ListRolesCommandOutput> = {
  service: 'iam',
  name: 'ListRoles',
  action: 'iam:ListRoles',
  reads: true,
};
export const listUsers: Operation<ListUsersCommandInput, ListUsersCommandOutput> = {
  service: 'iam',
  name: 'ListUsers',
  action: 'iam:ListUsers',
  reads: true,
};
export const listUserPolicies: Operation<ListUserPoliciesCommandInput, ListUserPoliciesCommandOutput> = {
  service: 'iam',
  name: 'ListUserPolicies',
  action: 'iam:ListUserPolicies',
  reads: true,
};
export const getUserPolicy: Operation<GetUserPolicyCommandInput, GetUserPolicyCommandOutput> = {
  service: 'iam',
  name: 'GetUserPolicy',
  action: 'iam:GetUserPolicy',
  reads: true,
};
export const listAttachedUserPolicies: Operation<
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput
> = {
  service: 'iam',
  name: 'ListAttachedUserPolicies',
  action: 'iam:ListAttachedUserPolicies',
  reads: true,
};
export const listGroupsForUser: Operation<ListGroupsForUserCommandInput, ListGroupsForUserCommandOutput> = {
  service: 'iam',
  name: 'ListGroupsForUser',
  action: 'iam:ListGroupsForUser',
  reads: true,
};
export const listGroupPolicies: Operation<ListGroupPoliciesCommandInput, ListGroupPoliciesCommandOutput> = {
  service: 'iam',
  name: 'ListGroupPolicies',
  action: 'iam:ListGroupPolicies',
  reads: true,
};
export const getGroupPolicy: Operation<GetGroupPolicyCommandInput, GetGroupPolicyCommandOutput> = {
  service: 'iam',
  name: 'GetGroupPolicy',
  action: 'iam:GetGroupPolicy',
  reads: true,
};
export const listAttachedGroupPolicies: Operation<
  ListAttachedGroupPoliciesCommandInput,
  ListAttachedGroupPoliciesCommandOutput
> = {
  service: 'iam',
  name: 'ListAttachedGroupPolicies',
  action: 'iam:ListAttachedGroupPolicies',
  reads: true,
};
export const putUserPolicy: Operation<PutUserPolicyCommandInput, PutUserPolicyCommandOutput> = {
  service: 'iam',
  name: 'PutUserPolicy',
  action: 'iam:PutUserPolicy',
  reads: false,
};
export const deleteUserPolicy: Operation<DeleteUserPolicyCommandInput, DeleteUserPolicyCommandOutput> = {
  service: 'iam',
  name: 'DeleteUserPolicy',
  action: 'iam:DeleteUserPolicy',
  reads: false,
};
export const listAccountAliases: Operation<ListAccountAliasesCommandInput, ListAccountAliasesCommandOutput> = {
  service: 'iam',
  name: 'ListAccountAliases',
  action: 'iam:ListAccountAliases',
  reads: true,
};

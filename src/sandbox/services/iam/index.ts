import type { SandboxOperation } from '../../operation.ts';
import { ACCOUNT } from './account.ts';
import {
  attachRolePolicy,
  deleteRolePermissionsBoundary,
  deleteRolePolicy,
  detachRolePolicy,
  putRolePermissionsBoundary,
  putRolePolicy,
} from './change-role.ts';
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from './context-keys.ts';
import { createPolicy } from './create-policy.ts';
import { GROUPS } from './group.ts';
import { getPolicy, getPolicyVersion } from './read-managed-policies.ts';
import { getRole, getRolePolicy, listAttachedRolePolicies, listRolePolicies, listRoles } from './read-roles.ts';
import { getUser, listUsers } from './read-users.ts';
import { simulateCustomPolicy } from './simulate-custom-policy.ts';
import { simulatePrincipalPolicy } from './simulate-principal-policy.ts';
import { USER_POLICIES } from './user-policies.ts';

/** IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const IAM: { readonly [name: string]: SandboxOperation } = {
  ...ACCOUNT,
  ...GROUPS,
  ...USER_POLICIES,
  AttachRolePolicy: attachRolePolicy,
  CreatePolicy: createPolicy,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetPolicy: getPolicy,
  GetRolePolicy: getRolePolicy,
  GetRole: getRole,
  GetUser: getUser,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListRolePolicies: listRolePolicies,
  ListRoles: listRoles,
  ListUsers: listUsers,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  PutRolePolicy: putRolePolicy,
  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};

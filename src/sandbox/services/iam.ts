import type { Json } from '../../core/json.ts';
import { parsePolicy } from '../../iam/document.ts';
import { simulate } from '../../iam/simulate.ts';
import { currentInline, policiesOf, roleOf } from '../authorise.ts';
import { type Answer, everything, fault, type Input, list, type SandboxOperation, text } from '../operation.ts';
import type { Role, World } from '../world.ts';
import { encoded, noRole, onPolicy, onRole, onUser, rejection, roleArn, unmodifiable, withRole } from './iam-shapes.ts';

const operation = (
  action: string,
  resource: SandboxOperation['resource'],
  handle: SandboxOperation['handle'],
): SandboxOperation => ({ action: `iam:${action}`, resource, handle });

const shape = (world: World, role: Role): Json => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(world, role),
  CreateDate: new Date(role.createdAt).toISOString(),
  AssumeRolePolicyDocument: encoded(role.trust),
  MaxSessionDuration: 3600,
  ...(role.boundary === null
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary } }),
});

/** A write that each replica learns of after its own delay. */
const written = (world: World, role: Role, name: string, document: Json | null, now: number): World => ({
  ...world,
  roles: {
    ...world.roles,
    [role.name]: {
      ...role,
      inline: {
        ...role.inline,
        [name]: [...(role.inline[name] ?? []), { document, visibleAt: world.delays.iamMs.map((delay) => now + delay) }],
      },
    },
  },
});

const noPolicy = (name: string) => fault('NoSuchEntity', 404, `The role policy with name ${name} cannot be found.`);

const simulated = (
  world: World,
  input: Input,
  principal: string,
  now: number,
  custom: readonly Json[] | null,
): Answer => {
  const context: { [key: string]: readonly string[] } = {};
  for (const entry of list(input, 'ContextEntries')) {
    const item = entry as Input;
    context[text(item, 'ContextKeyName')] = list(item, 'ContextKeyValues').map(String);
  }
  const resources = list(input, 'ResourceArns').map(String);
  const results = simulate({
    actions: list(input, 'ActionNames').map(String),
    resources: resources.length === 0 ? ['*'] : resources,
    principal,
    policies:
      custom === null
        ? policiesOf(world, principal, now, true)
        : {
            identity: custom.map((document, index) => ({
              name: `PolicyInputList.${index + 1}`,
              document: parsePolicy(document),
            })),
          },
    context,
  });
  return {
    world,
    output: {
      EvaluationResults: results.map((result) => ({
        EvalActionName: result.action,
        EvalResourceName: result.resource,
        EvalDecision: result.decision,
        MatchedStatements: result.matched.map(({ policy }) => ({
          SourcePolicyId: policy,
          SourcePolicyType: 'IAM Policy',
        })),
        MissingContextValues: [...result.missingContextValues],
        ...(result.allowedByOrganizations === null
          ? {}
          : { OrganizationsDecisionDetail: { AllowedByOrganizations: result.allowedByOrganizations } }),
        ...(result.allowedByBoundary === null
          ? {}
          : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: result.allowedByBoundary } }),
      })),
      IsTruncated: false,
    },
  };
};

/** IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const IAM: { readonly [name: string]: SandboxOperation } = {
  GetRole: operation('GetRole', onRole, (world, input) =>
    withRole(world, input, (role) => ({ world, output: { Role: shape(world, role) } })),
  ),
  ListRoles: operation('ListRoles', everything, (world) => ({
    world,
    output: { Roles: Object.values(world.roles).map((role) => shape(world, role)), IsTruncated: false },
  })),
  ListRolePolicies: operation('ListRolePolicies', onRole, (world, input) =>
    withRole(world, input, (role) => ({
      world,
      output: { PolicyNames: Object.keys(currentInline(role)).sort(), IsTruncated: false },
    })),
  ),
  GetRolePolicy: operation('GetRolePolicy', onRole, (world, input) =>
    withRole(world, input, (role) => {
      const name = text(input, 'PolicyName');
      const document = currentInline(role)[name];
      return document === undefined
        ? noPolicy(name)
        : { world, output: { RoleName: role.name, PolicyName: name, PolicyDocument: encoded(document) } };
    }),
  ),
  PutRolePolicy: operation('PutRolePolicy', onRole, (world, input, { now }) =>
    withRole(world, input, (role) => {
      const [name, document] = [text(input, 'PolicyName'), text(input, 'PolicyDocument')];
      const refused = unmodifiable(role) ?? rejection(role, name, document);
      return refused ?? { world: written(world, role, name, document, now), output: {} };
    }),
  ),
  DeleteRolePolicy: operation('DeleteRolePolicy', onRole, (world, input, { now }) =>
    withRole(world, input, (role) => {
      const name = text(input, 'PolicyName');
      if (currentInline(role)[name] === undefined) return noPolicy(name);
      return unmodifiable(role) ?? { world: written(world, role, name, null, now), output: {} };
    }),
  ),
  ListAttachedRolePolicies: operation('ListAttachedRolePolicies', onRole, (world, input) =>
    withRole(world, input, (role) => ({
      world,
      output: {
        AttachedPolicies: role.attached.map((arn) => ({ PolicyArn: arn, PolicyName: arn.split('/').at(-1) ?? arn })),
        IsTruncated: false,
      },
    })),
  ),
  AttachRolePolicy: operation('AttachRolePolicy', onRole, (world, input) =>
    withRole(world, input, (role) => ({
      world: {
        ...world,
        roles: {
          ...world.roles,
          [role.name]: { ...role, attached: [...new Set([...role.attached, text(input, 'PolicyArn')])] },
        },
      },
      output: {},
    })),
  ),
  DetachRolePolicy: operation('DetachRolePolicy', onRole, (world, input) =>
    withRole(world, input, (role) => ({
      world: {
        ...world,
        roles: {
          ...world.roles,
          [role.name]: { ...role, attached: role.attached.filter((arn) => arn !== text(input, 'PolicyArn')) },
        },
      },
      output: {},
    })),
  ),
  GetPolicy: operation('GetPolicy', onPolicy, (world, input) => {
    const policy = world.policies[text(input, 'PolicyArn')];
    return policy
      ? {
          world,
          output: {
            Policy: {
              Arn: policy.arn,
              PolicyName: policy.name,
              Path: policy.path,
              DefaultVersionId: policy.defaultVersion,
              IsAttachable: true,
            },
          },
        }
      : fault('NoSuchEntity', 404, `Policy ${text(input, 'PolicyArn')} was not found.`);
  }),
  GetPolicyVersion: operation('GetPolicyVersion', onPolicy, (world, input) => {
    const version = text(input, 'VersionId');
    const policy = world.policies[text(input, 'PolicyArn')];
    const document = policy?.versions[version];
    return policy && document !== undefined
      ? {
          world,
          output: {
            PolicyVersion: {
              Document: encoded(document),
              VersionId: version,
              IsDefaultVersion: version === policy.defaultVersion,
            },
          },
        }
      : fault('NoSuchEntity', 404, `Policy ${text(input, 'PolicyArn')} version ${version} does not exist.`);
  }),
  GetUser: operation('GetUser', onUser, (world, input, { caller }) => {
    const name = text(input, 'UserName') || (caller.arn.split('/').at(-1) ?? '');
    const user = world.users[name];
    return user
      ? {
          world,
          output: {
            User: {
              UserName: name,
              UserId: user.id,
              Path: user.path,
              Arn: `arn:${world.partition}:iam::${world.account}:user${user.path}${name}`,
              CreateDate: '2026-01-01T00:00:00Z',
            },
          },
        }
      : fault('NoSuchEntity', 404, `The user with name ${name} cannot be found.`);
  }),
  SimulatePrincipalPolicy: operation(
    'SimulatePrincipalPolicy',
    (_world, input) => text(input, 'PolicySourceArn'),
    (world, input, { now }) => {
      const arn = text(input, 'PolicySourceArn');
      if (/:role\//.test(arn) && !roleOf(world, arn)) return noRole(arn.split('/').at(-1) ?? arn);
      return simulated(world, input, arn, now, null);
    },
  ),
  SimulateCustomPolicy: operation('SimulateCustomPolicy', everything, (world, input, { now, caller }) => {
    try {
      return simulated(world, input, text(input, 'CallerArn') || caller.arn, now, list(input, 'PolicyInputList'));
    } catch {
      return fault('InvalidInput', 400, 'Syntax errors in policy.');
    }
  }),
};

import { type Answer, matches, queryAnswer, queryError, type Request } from './wire.ts';
import type { Role, Rule, World } from './world.ts';

const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';
const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';
const CLOUDFORMATION = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** IAM percent-encodes documents (RFC 3986), and everything but unreserved characters. */
const encoded = (document: unknown): string =>
  encodeURIComponent(typeof document === 'string' ? document : JSON.stringify(document, null, 2)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `ActionNames.member.1`, `…2`: a list of the query protocol. */
function listOf(form: URLSearchParams, name: string): readonly string[] {
  const found: string[] = [];
  for (let index = 1; form.has(`${name}.member.${index}`); index += 1) {
    found.push(form.get(`${name}.member.${index}`) ?? '');
  }
  return found;
}

const roleShape = (name: string, role: Role) => ({
  Path: role.path ?? '/',
  RoleName: name,
  RoleId: 'AROA4444444444444444A',
  Arn: role.arn,
  CreateDate: '2026-01-05T10:00:00Z',
  AssumeRolePolicyDocument: encoded({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
  MaxSessionDuration: 3600,
  ...(role.boundary === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary } }),
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
function simulate(world: World, form: URLSearchParams): Answer {
  const source = form.get('PolicySourceArn') ?? '';
  if (!Object.values(world.roles).some(({ arn }) => arn === source)) {
    return queryError(404, 'NoSuchEntity', `The role with name ${source.split('/').at(-1)} cannot be found.`);
  }
  const resources = listOf(form, 'ResourceArns');
  const given = Array.from({ length: 50 }, (_, index) => form.get(`ContextEntries.member.${index + 1}.ContextKeyName`));
  const ruleFor = (action: string, resource: string): Rule =>
    world.simulator.find((rule) => matches(rule.action, action) && matches(rule.resource ?? '*', resource)) ?? {
      action,
      decision: 'implicitDeny',
    };
  const details = ({ decision, organization, boundary, policy, missing }: Rule) => ({
    ...(organization === undefined ? {} : { OrganizationsDecisionDetail: { AllowedByOrganizations: organization } }),
    ...(boundary === undefined
      ? {}
      : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundary } }),
    MatchedStatements:
      decision === 'implicitDeny'
        ? []
        : [
            {
              SourcePolicyId: policy ?? 'PolicyInputList.1',
              SourcePolicyType: 'IAM Policy',
              StartPosition: { Line: 3, Column: 5 },
              EndPosition: { Line: 9, Column: 6 },
            },
          ],
    MissingContextValues: (missing ?? []).filter((key) => !given.includes(key)),
  });
  const results = listOf(form, 'ActionNames').flatMap((action): readonly object[] => {
    const asked = resources.length === 0 ? ['*'] : resources;
    if (!world.simulatorNests) {
      return asked.map((resource) => {
        const rule = ruleFor(action, resource);
        return {
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: rule.decision,
          ...details(rule),
        };
      });
    }
    const rules = asked.map((resource) => ({ resource, rule: ruleFor(action, resource) }));
    const worst = rules.find(({ rule }) => rule.decision !== 'allowed') ?? rules[0];
    return [
      {
        EvalActionName: action,
        EvalResourceName: asked.length === 1 ? asked[0] : '*',
        EvalDecision: worst?.rule.decision ?? 'implicitDeny',
        ...details(worst?.rule ?? { action, decision: 'implicitDeny' }),
        ResourceSpecificResults: rules.map(({ resource, rule }) => {
          const { OrganizationsDecisionDetail: _organization, ...rest } = details(rule) as Record<string, unknown>;
          return { EvalResourceName: resource, EvalResourceDecision: rule.decision, ...rest };
        }),
      },
    ];
  });
  return queryAnswer('SimulatePrincipalPolicy', IAM, { IsTruncated: false, EvaluationResults: results });
}

function iam(world: World, action: string, form: URLSearchParams): Answer {
  if (action === 'SimulatePrincipalPolicy') return simulate(world, form);
  if (action === 'GetPolicy' || action === 'GetPolicyVersion') {
    const arn = form.get('PolicyArn') ?? '';
    const document = world.managed[arn];
    if (document === undefined)
      return queryError(404, 'NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
    return queryAnswer(
      action,
      IAM,
      action === 'GetPolicy'
        ? {
            Policy: {
              PolicyName: arn.split('/').at(-1),
              Arn: arn,
              Path: '/',
              DefaultVersionId: 'v3',
              IsAttachable: true,
            },
          }
        : { PolicyVersion: { Document: encoded(document), VersionId: 'v3', IsDefaultVersion: true } },
    );
  }
  if (!['GetRole', 'ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies'].includes(action)) {
    return queryError(400, 'InvalidAction', `Could not find operation ${action} for version 2010-05-08`);
  }
  const name = form.get('RoleName') ?? '';
  const role = world.roles[name];
  if (!role) return queryError(404, 'NoSuchEntity', `The role with name ${name} cannot be found.`);
  switch (action) {
    case 'GetRole':
      return queryAnswer(action, IAM, { Role: roleShape(name, role) });
    case 'ListRolePolicies':
      return queryAnswer(action, IAM, { IsTruncated: false, PolicyNames: Object.keys(role.inline) });
    case 'ListAttachedRolePolicies':
      return queryAnswer(action, IAM, {
        IsTruncated: false,
        AttachedPolicies: role.attached.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn })),
      });
    default: {
      const policy = form.get('PolicyName') ?? '';
      const document = role.inline[policy];
      return document === undefined
        ? queryError(404, 'NoSuchEntity', `The role policy with name ${policy} cannot be found.`)
        : queryAnswer(action, IAM, { RoleName: name, PolicyName: policy, PolicyDocument: encoded(document) });
    }
  }
}

/** CloudFormation gives at most a hundred resources a page. */
const RESOURCES_A_PAGE = 100;

function cloudformation(world: World, action: string, form: URLSearchParams): Answer {
  const name = form.get('StackName');
  const found = Object.entries(world.stacks).find(([own, { id }]) => own === name || id === name);
  const absent = () => queryError(400, 'ValidationError', `Stack with id ${name} does not exist`);
  if (action === 'DescribeStacks') {
    const wanted = name === null ? Object.entries(world.stacks) : found ? [found] : null;
    if (wanted === null) return absent();
    return queryAnswer(action, CLOUDFORMATION, {
      Stacks: wanted.map(([own, stack]) => ({
        StackId: stack.id,
        StackName: own,
        CreationTime: '2026-01-05T10:00:00.000Z',
        StackStatus: stack.status,
        StackStatusReason: stack.reason,
        DisableRollback: false,
        Capabilities: ['CAPABILITY_IAM'],
        Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      })),
    });
  }
  if (action === 'ListStacks') {
    return queryAnswer(action, CLOUDFORMATION, {
      StackSummaries: Object.entries(world.stacks).map(([own, stack]) => ({
        StackId: stack.id,
        StackName: own,
        CreationTime: '2026-01-05T10:00:00.000Z',
        StackStatus: stack.status,
      })),
    });
  }
  if (action === 'ListStackResources' || action === 'DescribeStackResources' || action === 'DescribeStackResource') {
    if (!found) return absent();
    const all = Object.entries(found[1].resources).map(
      ([LogicalResourceId, [ResourceType, PhysicalResourceId, status]]) => ({
        LogicalResourceId,
        PhysicalResourceId,
        ResourceType,
        LastUpdatedTimestamp: '2026-01-05T10:00:00.000Z',
        ResourceStatus: status ?? 'CREATE_COMPLETE',
      }),
    );
    if (action === 'DescribeStackResources') {
      return queryAnswer(action, CLOUDFORMATION, { StackResources: all.slice(0, RESOURCES_A_PAGE) });
    }
    if (action === 'DescribeStackResource') {
      const logical = form.get('LogicalResourceId');
      const one = all.find(({ LogicalResourceId }) => LogicalResourceId === logical);
      return one
        ? queryAnswer(action, CLOUDFORMATION, { StackResourceDetail: one })
        : queryError(400, 'ValidationError', `Resource ${logical} does not exist for stack ${name}`);
    }
    const from = Number(form.get('NextToken') ?? 0);
    const next = from + RESOURCES_A_PAGE;
    return queryAnswer(action, CLOUDFORMATION, {
      StackResourceSummaries: all.slice(from, next),
      NextToken: next < all.length ? next : undefined,
    });
  }
  return queryError(400, 'InvalidAction', `Could not find operation ${action} for version 2010-05-15`);
}

/** STS, IAM and CloudFormation. */
export function queryService(world: World, { service, body }: Request): Answer {
  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? '';
  if (service === 'iam') return iam(world, action, form);
  if (service === 'cloudformation') return cloudformation(world, action, form);
  return action === 'GetCallerIdentity'
    ? queryAnswer(action, STS, world.caller)
    : queryError(400, 'InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
}

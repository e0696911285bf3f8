import type { Json } from '../../../core/json.ts';
import { type Answer, everything, fault, type Input, type SandboxOperation, text } from '../../operation.ts';
import type { Organization, World } from '../../world.ts';
import { type Member, memberAt, numberOf, ROOT_ID, UNITS } from './accounts.ts';

/** The largest page of these lists, and the default. */
const PAGE = 20;

const arn = (organization: Organization, rest: string): string =>
  `arn:aws:organizations::${organization.managementAccount}:${rest}`;

/** `Status` and `State` say the same; the service announces that the first goes. */
const memberShape = (organization: Organization, { id, name, status }: Member): Json => ({
  Id: id,
  Arn: arn(organization, `account/${organization.id}/${id}`),
  Email: `${name}@example.com`,
  Name: name,
  Status: status,
  State: status,
  JoinedMethod: 'CREATED',
  JoinedTimestamp: Date.UTC(2025, 0, 1) / 1_000,
});

const unitShape = (organization: Organization, { id, name }: (typeof UNITS)[number]): Json => ({
  Id: id,
  Arn: arn(organization, `ou/${organization.id}/${id}`),
  Name: name,
});

/** An operation of Organizations; outside an organization every one is refused in the same words. */
const operation = (
  name: string,
  handle: (organization: Organization, world: World, input: Input) => Answer,
  managementOnly = true,
): SandboxOperation => ({
  action: `organizations:${name}`,
  resource: everything,
  handle: (world, input) => {
    const { organization } = world;
    if (organization === null) {
      return fault('AWSOrganizationsNotInUseException', 400, 'Your account is not a member of an organization.');
    }
    return managementOnly && world.account !== organization.managementAccount
      ? fault('AccessDeniedException', 400, "You don't have permissions to access this resource.")
      : handle(organization, world, input);
  },
});

/** One page of the accounts that pass; only the numbers of the page are looked at where all pass. */
function page<T>(world: World, input: Input, name: string, count: number, at: (index: number) => T | null): Answer {
  const size = Number(input['MaxResults'] ?? PAGE);
  if (!Number.isInteger(size) || size < 1 || size > PAGE) {
    return fault(
      'InvalidInputException',
      400,
      `You provided a value that is not valid: MaxResults must be from 1 to ${PAGE}.`,
    );
  }
  const from = Number(text(input, 'NextToken') || '0');
  if (!Number.isInteger(from) || from < 0) {
    return fault('InvalidInputException', 400, 'You provided a NextToken that is not valid.');
  }
  const items: T[] = [];
  let index = from;
  for (; index < count && items.length < size; index += 1) {
    const item = at(index);
    if (item !== null) items.push(item);
  }
  const more = index < count ? { NextToken: String(index) } : {};
  return { world, output: { [name]: items as unknown as Json, ...more } };
}

/** The accounts below a parent, by number. */
const childAt =
  (organization: Organization, parent: string) =>
  (index: number): Member | null => {
    const member = memberAt(organization, index);
    return member.parent === parent ? member : null;
  };

const noTarget = fault(
  'TargetNotFoundException',
  400,
  "We can't find a root, OU, account, or policy with the ID that you specified.",
);
const noParent = fault(
  'ParentNotFoundException',
  400,
  "We can't find a root or OU with the ParentId that you specified.",
);
const isParent = (id: string): boolean => id === ROOT_ID || UNITS.some((unit) => unit.id === id);

const idOfPolicy = (policyArn: string): string => policyArn.split('/').at(-1) ?? policyArn;
const policiesOf = (world: World, type: string): World['scps'] =>
  type === 'SERVICE_CONTROL_POLICY' ? world.scps : type === 'RESOURCE_CONTROL_POLICY' ? world.rcps : [];
const summary = (policyArn: string, type: string): Json => ({
  Id: idOfPolicy(policyArn),
  Arn: policyArn,
  Name: idOfPolicy(policyArn).replace(/^p-/, ''),
  Type: type,
  AwsManaged: policyArn.includes('::aws:'),
});

/** Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html */
export const ORGANIZATIONS: { readonly [name: string]: SandboxOperation } = {
  DescribeOrganization: operation(
    'DescribeOrganization',
    (organization, world) => ({
      world,
      output: {
        Organization: {
          Id: organization.id,
          Arn: arn(organization, `organization/${organization.id}`),
          FeatureSet: 'ALL',
          MasterAccountId: organization.managementAccount,
          MasterAccountArn: arn(organization, `account/${organization.id}/${organization.managementAccount}`),
          MasterAccountEmail: 'management@example.com',
        },
      },
    }),
    false,
  ),
  ListRoots: operation('ListRoots', (organization, world) => ({
    world,
    output: {
      Roots: [
        {
          Id: ROOT_ID,
          Arn: arn(organization, `root/${organization.id}/${ROOT_ID}`),
          Name: 'Root',
          PolicyTypes: [
            { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
            { Type: 'BEDROCK_POLICY', Status: 'ENABLED' },
          ],
        },
      ],
    },
  })),
  ListAccounts: operation('ListAccounts', (organization, world, input) =>
    page(world, input, 'Accounts', organization.accounts, (index) =>
      memberShape(organization, memberAt(organization, index)),
    ),
  ),
  DescribeAccount: operation('DescribeAccount', (organization, world, input) => {
    const number = numberOf(organization, text(input, 'AccountId'));
    return number === null
      ? fault('AccountNotFoundException', 400, 'You specified an account that does not exist.')
      : { world, output: { Account: memberShape(organization, memberAt(organization, number)) } };
  }),
  ListAccountsForParent: operation('ListAccountsForParent', (organization, world, input) => {
    const parent = text(input, 'ParentId');
    if (!isParent(parent)) return noParent;
    const at = childAt(organization, parent);
    return page(world, input, 'Accounts', organization.accounts, (index) => {
      const member = at(index);
      return member && memberShape(organization, member);
    });
  }),
  ListOrganizationalUnitsForParent: operation('ListOrganizationalUnitsForParent', (organization, world, input) => {
    const parent = text(input, 'ParentId');
    if (!isParent(parent)) return noParent;
    const units = parent === ROOT_ID ? UNITS : [];
    return page(world, input, 'OrganizationalUnits', units.length, (index) => {
      const unit = units[index];
      return unit ? unitShape(organization, unit) : null;
    });
  }),
  ListChildren: operation('ListChildren', (organization, world, input) => {
    const parent = text(input, 'ParentId');
    if (!isParent(parent)) return noParent;
    if (text(input, 'ChildType') === 'ORGANIZATIONAL_UNIT') {
      const units = parent === ROOT_ID ? UNITS : [];
      return page(world, input, 'Children', units.length, (index) => ({
        Id: units[index]?.id ?? '',
        Type: 'ORGANIZATIONAL_UNIT',
      }));
    }
    const at = childAt(organization, parent);
    return page(world, input, 'Children', organization.accounts, (index) => {
      const member = at(index);
      return member && { Id: member.id, Type: 'ACCOUNT' };
    });
  }),
  DescribeEffectivePolicy: operation(
    'DescribeEffectivePolicy',
    (organization, world, input) => {
      const target = text(input, 'TargetId') || world.account;
      if (target !== world.account && world.account !== organization.managementAccount) {
        return fault('AccessDeniedException', 400, "You don't have permissions to access this resource.");
      }
      if (numberOf(organization, target) === null && target !== world.account) return noTarget;
      const type = text(input, 'PolicyType');
      if (type !== 'BEDROCK_POLICY' || organization.bedrockPolicy === null) {
        return fault(
          'EffectivePolicyNotFoundException',
          400,
          'If you ran this action on the management account, this policy type is not enabled. If you ran the action on a member account, the account does not have an effective policy of this type.',
        );
      }
      return {
        world,
        output: {
          EffectivePolicy: {
            PolicyContent: JSON.stringify(organization.bedrockPolicy),
            PolicyType: type,
            TargetId: target,
            LastUpdatedTimestamp: Date.UTC(2026, 9, 1) / 1_000,
          },
        },
      };
    },
    false,
  ),
  ListPoliciesForTarget: operation('ListPoliciesForTarget', (_organization, world, input) => {
    const type = text(input, 'Filter');
    const policies = policiesOf(world, type);
    return page(world, input, 'Policies', policies.length, (index) => summary(policies[index]?.arn ?? '', type));
  }),
  ListPolicies: operation('ListPolicies', (_organization, world, input) => {
    const type = text(input, 'Filter');
    const policies = policiesOf(world, type);
    return page(world, input, 'Policies', policies.length, (index) => summary(policies[index]?.arn ?? '', type));
  }),
  DescribePolicy: operation('DescribePolicy', (_organization, world, input) => {
    const id = text(input, 'PolicyId');
    const scp = world.scps.find(({ arn: one }) => idOfPolicy(one) === id);
    const found = scp ?? world.rcps.find(({ arn: one }) => idOfPolicy(one) === id);
    return found
      ? {
          world,
          output: {
            Policy: {
              PolicySummary: summary(found.arn, scp ? 'SERVICE_CONTROL_POLICY' : 'RESOURCE_CONTROL_POLICY'),
              Content: JSON.stringify(found.document),
            },
          },
        }
      : fault('PolicyNotFoundException', 400, "We can't find a policy with the PolicyId that you specified.");
  }),
};

import { chance } from '../chance.ts';
import { memberAt, numberOf, REFUSING } from '../services/organizations/accounts.ts';
import type { Organization, Role, World } from '../world.ts';
import { agreed, withBedrock } from './change.ts';
import { newRole } from './elsewhere.ts';
import { ACCOUNT } from './keys.ts';
import { HAIKU, HAIKU_45, NOVA_LITE, SONNET_46 } from './models.ts';
import { allBut, allow } from './policy.ts';

/** The role that the doctor assumes in every account but the operator's own, and the one it examines. */
export const READER_ROLE = 'BedrockDoctorRead';
export const APPLICATION_ROLE = 'bedrock-application';

/** What a reader needs. */
const READING = [
  'bedrock:Get*',
  'bedrock:List*',
  'iam:Get*',
  'iam:List*',
  'iam:Simulate*',
  'organizations:Describe*',
  'servicequotas:Get*',
  'servicequotas:List*',
  'cloudtrail:LookupEvents',
];

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** The roles that every account of the organization has. */
const roles = (trusts: boolean): World['roles'] =>
  Object.fromEntries(
    [
      newRole({
        name: READER_ROLE,
        trusted: { AWS: trusts ? `arn:aws:iam::${ACCOUNT}:root` : 'arn:aws:iam::999999999999:root' },
        document: allow(READING, '*'),
        createdAt: 0,
      }),
      newRole({
        name: APPLICATION_ROLE,
        trusted: { Service: 'ecs-tasks.amazonaws.com' },
        document: allow(INVOKE, '*'),
        createdAt: 0,
      }),
    ].map((role): [string, Role] => [role.name, role]),
  );

const withApplication = (world: World, change: Partial<Role>): World => {
  const role = world.roles[APPLICATION_ROLE];
  return role ? { ...world, roles: { ...world.roles, [APPLICATION_ROLE]: { ...role, ...change } } } : world;
};

/** What an account can have wrong, each with its share of all accounts. */
const STATES: readonly { readonly share: number; readonly change: (world: World) => World }[] = [
  { share: 0.45, change: (world) => world },
  { share: 0.2, change: (world) => withBedrock(world, { form: null }) },
  { share: 0.15, change: (world) => withBedrock(world, { agreements: {} }) },
  {
    share: 0.1,
    change: (world) => ({
      ...world,
      scps: [
        {
          arn: 'arn:aws:organizations::123456789012:policy/o-sandboxorg1/service_control_policy/p-nobedrock1',
          document: allBut('bedrock:Invoke*', '*'),
        },
      ],
    }),
  },
  {
    share: 0.1,
    change: (world) =>
      withApplication(world, {
        inline: {
          Access: [{ document: allow(INVOKE, `arn:aws:bedrock:*::foundation-model/${NOVA_LITE}`), visibleAt: [0] }],
        },
      }),
  },
];

/** Every so many accounts, one throttles its first calls. */
const THROTTLED_SHARE = 0.1;

const MODELS = [HAIKU, HAIKU_45, SONNET_46];

/**
 * A member account: a function of its number and the organization's seed, and of nothing that happened before. Null where
 * there is no account of that id, or it is suspended: nobody gets into that.
 */
export function memberWorld(organization: Organization, id: string, home: World): World | null {
  const number = numberOf(organization, id);
  if (number === null || memberAt(organization, number).status === 'SUSPENDED') return null;
  const healthy: World = MODELS.reduce<World>((world, model) => agreed(world, model), {
    ...home,
    account: id,
    alias: `account-${number}`,
    keys: {},
    users: {},
    groups: {},
    apiKeys: {},
    stacks: {},
    functions: {},
    logGroups: {},
    scps: [],
    rcps: [],
    events: [],
    lookups: [],
    serial: number * 1_000,
    organization,
    roles: roles(number !== REFUSING),
    bedrock: { ...home.bedrock, agreements: {}, firstInvokedAt: {}, gate: null, faults: [] },
    throttles:
      chance(organization.seed + 1, number) < THROTTLED_SHARE
        ? { 'iam:GetRole': 1, 'bedrock:GetUseCaseForModelAccess': 1 }
        : {},
  });
  let draw = chance(organization.seed + 2, number);
  for (const { share, change } of STATES) {
    if (draw < share) return change(healthy);
    draw -= share;
  }
  return healthy;
}

/** The operator's account as the management account of an organization of that many accounts. */
export function asManagement(world: World, accounts: number, seed: number): World {
  const organization: Organization = {
    id: 'o-sandboxorg1',
    managementAccount: world.account,
    accounts,
    seed,
    bedrockPolicy: world.organization?.bedrockPolicy ?? null,
  };
  return { ...world, organization, roles: { ...roles(true), ...world.roles } };
}

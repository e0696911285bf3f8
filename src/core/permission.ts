/** What is known of the place a policy is for; null where anything may stand. */
export interface Place {
  readonly partition: string;
  readonly region: string | null;
  readonly account: string | null;
  /** Name. */
  readonly stack: string | null;
  /** Name, logical id or ARN. */
  readonly function: string | null;
  /** Name, logical id or ARN. */
  readonly role: string | null;
  readonly logGroup: string | null;
  /** Base id of the model. */
  readonly model: string | null;
}

/** Nothing is known: a policy for any account. */
export const ANYWHERE: Place = {
  partition: 'aws',
  region: null,
  account: null,
  stack: null,
  function: null,
  role: null,
  logGroup: null,
  model: null,
};

/** A condition as a policy has it. */
export type Condition = { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };

/** What an action is for and how far it can be limited. */
export interface Extent {
  /** Sid of the statement it goes into; letters and digits only. */
  readonly group: string;
  readonly resources: (place: Place) => readonly string[];
  readonly condition?: Condition;
}

const any = (value: string | null): string => value ?? '*';
const arn = (place: Place, service: string, rest: string, region = any(place.region)): string =>
  `arn:${place.partition}:${service}:${region}:${any(place.account)}:${rest}`;

/**
 * A name that CloudFormation makes holds the logical id, cut after this many letters where it is long:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
const KEPT = 24;
const holding = (name: string | null): string => (name === null ? '*' : `*${name.slice(0, KEPT)}*`);

const everything = (): readonly string[] => ['*'];
const stack = (place: Place) => [arn(place, 'cloudformation', `stack/${any(place.stack)}/*`)];
const lambda = (place: Place) =>
  place.function?.startsWith('arn:') ? [place.function] : [arn(place, 'lambda', `function:${holding(place.function)}`)];
const role = (place: Place) =>
  place.role?.startsWith('arn:') ? [place.role] : [arn(place, 'iam', `role/${holding(place.role)}`, '')];
/** Which user is meant is said by name, ARN, or the key behind a call: any of the account's. */
const user = (place: Place) => [arn(place, 'iam', 'user/*', '')];
const group = (place: Place) => [arn(place, 'iam', 'group/*', '')];
/** With and without its streams; the wildcard covers both. */
const log = (place: Place) => {
  const group = arn(place, 'logs', `log-group:${any(place.logGroup)}`);
  return place.logGroup === null ? [group] : [group, `${group}:*`];
};
/** AWS's own managed policies have `aws` in the place of the account. */
const policy = (place: Place) => [`arn:${place.partition}:iam::*:policy/*`];
/** Models are looked for in other Regions too, and have no account. */
const model = ({ partition, model: id }: Place) => [`arn:${partition}:bedrock:*::foundation-model/${any(id)}`];
const profiles = (place: Place) => [
  arn(place, 'bedrock', 'inference-profile/*', '*'),
  arn(place, 'bedrock', 'application-inference-profile/*', '*'),
];
/** Bedrock asks AWS Marketplace on the caller's behalf, and only that is meant: as in AWS's policy AmazonBedrockFullAccess. */
const THROUGH_BEDROCK: Condition = { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } };

const of = (group: string, resources: Extent['resources'], actions: readonly string[], condition?: Condition) =>
  actions.map((action): [string, Extent] => [
    action,
    condition === undefined ? { group, resources } : { group, resources, condition },
  ]);

/**
 * How far each action can be limited: the resource types of the Service Authorization Reference. An action that has
 * none there is allowed on `*`. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const EXTENTS: ReadonlyMap<string, Extent> = new Map<string, Extent>([
  ...of('ReadTheStack', stack, [
    'cloudformation:DescribeStacks',
    'cloudformation:ListStackResources',
    'cloudformation:GetTemplate',
  ]),
  // Only asked where something is missing, to name what there is in its place; without them the cause is known all the same.
  ...of('ListWhatThereIs', everything, [
    'cloudformation:ListStacks',
    'lambda:ListFunctions',
    'bedrock:ListInferenceProfiles',
    'bedrock:ListFoundationModels',
    'iam:ListRoles',
    'iam:ListUsers',
  ]),
  ...of('ReadTheFunction', lambda, ['lambda:GetFunctionConfiguration']),
  ...of('InvokeTheFunction', lambda, ['lambda:InvokeFunction']),
  ...of('ReadTheRole', role, [
    'iam:GetRole',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
  ]),
  // Of a role or a user.
  ...of('SimulateItsPolicies', (place) => [...role(place), ...user(place)], ['iam:SimulatePrincipalPolicy']),
  ...of('ReadTheUser', user, [
    'iam:GetUser',
    'iam:ListUserPolicies',
    'iam:GetUserPolicy',
    'iam:ListAttachedUserPolicies',
    'iam:ListGroupsForUser',
  ]),
  ...of('ReadTheUsersGroups', group, ['iam:ListGroupPolicies', 'iam:GetGroupPolicy', 'iam:ListAttachedGroupPolicies']),
  ...of('ChangeTheUsersPolicy', user, ['iam:PutUserPolicy', 'iam:DeleteUserPolicy']),
  // Takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
  ...of('NameTheAccount', everything, ['iam:ListAccountAliases']),
  ...of('ReadManagedPolicies', policy, ['iam:GetPolicy', 'iam:GetPolicyVersion']),
  ...of('ChangeTheRolesPolicy', role, ['iam:PutRolePolicy', 'iam:DeleteRolePolicy']),
  ...of('ReadTheLog', log, ['logs:FilterLogEvents', 'logs:DescribeLogGroups']),
  // Neither takes a resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html
  ...of('ReadTheEventHistory', everything, ['cloudtrail:LookupEvents']),
  // Takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  ...of('ReadTheVpcEndpoint', everything, ['ec2:DescribeVpcEndpoints']),
  ...of('ReadTheOrganizationsPolicy', everything, ['organizations:DescribeEffectivePolicy']),
  ...of('ReadModels', model, ['bedrock:GetFoundationModel']),
  ...of('ReadProfiles', profiles, ['bedrock:GetInferenceProfile']),
  ...of('ReadBedrock', everything, ['bedrock:GetFoundationModelAvailability', 'bedrock:GetUseCaseForModelAccess']),
  ...of('ChangeAccess', everything, [
    'bedrock:PutUseCaseForModelAccess',
    'bedrock:ListFoundationModelAgreementOffers',
    'bedrock:CreateFoundationModelAgreement',
    'bedrock:DeleteFoundationModelAgreement',
  ]),
  ...of('InvokeTheModel', (place) => [...model(place), ...profiles(place)], ['bedrock:InvokeModel']),
  ...of(
    'SubscribeThroughBedrock',
    everything,
    ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe', 'aws-marketplace:Unsubscribe'],
    THROUGH_BEDROCK,
  ),
]);

const SERVICES: { readonly [prefix: string]: string } = { servicequotas: 'ReadQuotas', bedrock: 'ReadBedrock' };

/** Where an action may be limited to; `*` for one that is not in the table. */
const extentOf = (action: string): Extent =>
  EXTENTS.get(action) ?? { group: SERVICES[action.split(':')[0] ?? ''] ?? 'Others', resources: everything };

/** Actions that everybody may call, whatever the policies say: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const NEEDS_NO_PERMISSION: ReadonlySet<string> = new Set(['sts:GetCallerIdentity']);

/** One statement of a policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** The least policy that allows the actions: each on the narrowest resources, those alike in one statement. Pure. */
export function leastPolicy(actions: readonly string[], place: Place): PolicyDocument {
  const groups = new Map<string, PolicyStatement>();
  for (const action of [...new Set(actions)].filter((one) => !NEEDS_NO_PERMISSION.has(one))) {
    const { group, resources, condition } = extentOf(action);
    const [first = '*', ...more] = resources(place);
    groups.set(group, {
      Sid: group,
      Effect: 'Allow',
      Action: [...(groups.get(group)?.Action ?? []), action].sort(),
      Resource: more.length === 0 ? first : [first, ...more],
      ...(condition === undefined ? {} : { Condition: condition }),
    });
  }
  return { Version: '2012-10-17', Statement: [...groups.values()] };
}

import { type Json, same } from '../../../core/json.ts';
import { currentInline } from '../../authorize.ts';
import { type Answer, fault, type Input, list, text } from '../../operation.ts';
import type { ChangeSet, Moment, Role, Stack, World } from '../../world.ts';
import { capabilitiesOf, parametersOf, readTemplate, rolePoliciesOf } from './template.ts';

export const iso = (moment: Moment): string => new Date(moment).toISOString();
/** The world with this stack in the place of the one of its name. */
export const withStack = (world: World, stack: Stack): World => ({
  ...world,
  stacks: { ...world.stacks, [stack.name]: stack },
});
export const UNREADABLE = fault('ValidationError', 400, 'Template format error: unsupported structure.');
/** What a change set with nothing in it says, which the AWS CLI and SAM look for. */
const EMPTY = "The submitted information didn't contain changes. Submit different information to create a change set.";

/** An inline policy that a template gives the role of a function, or takes away from it. */
interface Grant {
  readonly logicalId: string;
  readonly role: Role;
  readonly policy: string;
  /** Null: the template has it no more. */
  readonly document: string | null;
}

/** Which policies of the stack's roles a template changes: of the names that SAM gives, nobody else's. */
export function changesOf(
  world: World,
  stack: Stack,
  template: Parameters<typeof rolePoliciesOf>[0],
): readonly Grant[] {
  return [...rolePoliciesOf(template, stack, world)].flatMap(([logicalId, wanted]) => {
    const name = stack.resources.find((one) => one.logicalId === logicalId)?.physicalId ?? '';
    const role = world.roles[name];
    if (!role) return [];
    const now = currentInline(role);
    const ours = Object.keys(now).filter((policy) => new RegExp(`^${logicalId}Policy\\d+$`).test(policy));
    return [...new Set([...Object.keys(wanted), ...ours])]
      .map((policy): Grant => ({ logicalId, role, policy, document: wanted[policy] ?? null }))
      .filter(({ policy, document }) => !isSame(now[policy], document));
  });
}

/** Whether a policy is there already, by meaning. */
const isSame = (now: Json | undefined, document: string | null): boolean =>
  now === undefined || document === null
    ? now === undefined && document === null
    : same(typeof now === 'string' ? (JSON.parse(now) as Json) : now, JSON.parse(document) as Json);

/** Creates a change set for a stack that is there. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export function createChangeSet(world: World, stack: Stack, input: Input, now: Moment): Answer {
  const [name, body] = [text(input, 'ChangeSetName'), text(input, 'TemplateBody')];
  if (body === '') return fault('ValidationError', 400, 'The sandbox takes a change set only with a TemplateBody.');
  if (text(input, 'ChangeSetType') === 'CREATE')
    return fault(
      'ValidationError',
      400,
      `Stack [${stack.name}] already exists and cannot be created again with the changeSet [${name}].`,
    );
  if (!/_COMPLETE$/.test(stack.status) || stack.status === 'ROLLBACK_COMPLETE')
    return fault('ValidationError', 400, `Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  if (stack.changeSets?.some((one) => one.name === name))
    return fault(
      'AlreadyExistsException',
      409,
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute Template`,
    );
  const template = readTemplate(body);
  if (template === null) return UNREADABLE;
  const given = list(input, 'Capabilities');
  const [needed] = capabilitiesOf(template).filter(
    (one) => !given.includes(one) && !(one === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  );
  if (needed !== undefined)
    return fault('InsufficientCapabilitiesException', 400, `Requires capabilities : [${needed}]`);
  const isUnchanged = body.trim() === stack.template.trim();
  const changed = isUnchanged ? [] : changesOf(world, stack, template);
  const set: ChangeSet = {
    name,
    id: `${stack.id.replace(':stack/', ':changeSet/').replace(stack.name, name)}`,
    createdAt: now,
    template: body,
    status: isUnchanged ? 'FAILED' : 'CREATE_COMPLETE',
    reason: isUnchanged ? EMPTY : null,
    changed: [
      ...new Map(changed.map(({ logicalId, role }) => [logicalId, { logicalId, physicalId: role.name }])).values(),
    ],
  };
  return {
    world: withStack(world, { ...stack, changeSets: [...(stack.changeSets ?? []), set] }),
    output: { Id: set.id, StackId: stack.id },
  };
}

/** What a template declares. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function summarizeTemplate(world: World, body: string): Answer {
  const template = readTemplate(body);
  if (template === null) return UNREADABLE;
  const declared = parametersOf(template).map(({ key, type, byDefault }) => ({
    ParameterKey: key,
    ParameterType: type,
    ...(byDefault === null ? {} : { DefaultValue: byDefault }),
  }));
  return { world, output: { Parameters: declared, Capabilities: capabilitiesOf(template) } };
}

/** Runs `then` with a change set, by its name or ARN. */
export function withChangeSet(stack: Stack, input: Input, then: (set: ChangeSet) => Answer): Answer {
  const wanted = text(input, 'ChangeSetName');
  const set = stack.changeSets?.find(({ name, id }) => name === wanted || id === wanted);
  return set ? then(set) : fault('ChangeSetNotFound', 404, `ChangeSet [${wanted}] does not exist`);
}

/** The world without a change set; deleting one that is not there is no error: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function withoutChangeSet(world: World, stack: Stack, input: Input): World {
  const wanted = text(input, 'ChangeSetName');
  const left = (stack.changeSets ?? []).filter(({ name, id }) => name !== wanted && id !== wanted);
  return withStack(world, { ...stack, changeSets: left });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ChangeSetSummary.html */
export const summaryOf = (stack: Stack, set: ChangeSet): { readonly [key: string]: Json } => ({
  ChangeSetName: set.name,
  ChangeSetId: set.id,
  StackId: stack.id,
  StackName: stack.name,
  CreationTime: iso(set.createdAt),
  Status: set.status,
  ExecutionStatus: set.status === 'FAILED' ? 'UNAVAILABLE' : 'AVAILABLE',
  ...(set.reason === null ? {} : { StatusReason: set.reason }),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const changeSetShape = (stack: Stack, set: ChangeSet): Json => ({
  ...summaryOf(stack, set),
  Changes: set.changed.map(({ logicalId, physicalId }) => ({
    Type: 'Resource',
    ResourceChange: {
      Action: 'Modify',
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: 'AWS::IAM::Role',
      Replacement: 'False',
      Scope: ['Properties'],
    },
  })),
});

import type { Json } from '../../core/json.ts';
import { dataOf } from '../../template/data.ts';
import { functionsOf } from '../../template/function.ts';
import { grantedTo } from '../../template/granted.ts';
import { parseTemplate } from '../../template/parse.ts';
import { resolve } from '../../template/resolve.ts';
import { capabilitiesOf } from '../../template/sam.ts';
import type { Template } from '../../template/template.ts';
import { currentInline } from '../authorize.ts';
import { type Answer, fault, type Input, list, text } from '../operation.ts';
import type { ChangeSet, Moment, Role, Stack, StackEvent, World } from '../world.ts';
import { rejection, written } from './iam/inline-policy.ts';

const iso = (moment: Moment): string => new Date(moment).toISOString();
const withStack = (world: World, stack: Stack): World => ({
  ...world,
  stacks: { ...world.stacks, [stack.name]: stack },
});
/** What a change set with nothing in it says, which the AWS CLI and SAM look for. */
const EMPTY = "The submitted information didn't contain changes. Submit different information to create a change set.";

/** The inline policy that a function's own role has by a template, by the role's logical id; SAM names it so. */
interface RoleGrant {
  readonly logicalId: string;
  readonly role: Role;
  readonly policy: string;
  /** Null: the template grants nothing by statements. */
  readonly document: string | null;
}

/** What a template gives the roles of the stack's functions. */
function grantsOf(world: World, stack: Stack, template: Template): readonly RoleGrant[] {
  const place = { region: world.region, account: world.account, partition: world.partition, stack: stack.name };
  return functionsOf(template).flatMap((resource) => {
    const logicalId = `${resource.logicalId}Role`;
    const name = stack.resources.find((one) => one.logicalId === logicalId)?.physicalId ?? '';
    const role = world.roles[name];
    if (!role) return [];
    const statements = grantedTo(template, place, 'function', resource)
      .filter(({ line }) => line > 0)
      .map(({ data }) => resolve(template, place, data).value);
    const document = statements.length === 0 ? null : JSON.stringify({ Version: '2012-10-17', Statement: statements });
    return [{ logicalId, role, policy: `${logicalId}Policy0`, document }];
  });
}

/** Whether a role has this policy, by meaning. */
const hasIt = ({ role, policy, document }: RoleGrant): boolean => {
  const now: Json | undefined = currentInline(role)[policy];
  const shown = typeof now === 'string' ? now : now === undefined ? null : JSON.stringify(now);
  return shown === document;
};

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
  const parsed = parseTemplate(body, 'template');
  if ('error' in parsed) return fault('ValidationError', 400, 'Template format error: unsupported structure.');
  const given = list(input, 'Capabilities');
  const [needed] = capabilitiesOf(parsed.ok).filter(
    (one) => !given.includes(one) && !(one === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  );
  if (needed !== undefined)
    return fault('InsufficientCapabilitiesException', 400, `Requires capabilities : [${needed}]`);
  const same = body.trim() === stack.template.trim();
  const changed = same ? [] : grantsOf(world, stack, parsed.ok).filter((one) => !hasIt(one));
  const set: ChangeSet = {
    name,
    id: `${stack.id.replace(':stack/', ':changeSet/').replace(stack.name, name)}`,
    createdAt: now,
    template: body,
    status: same ? 'FAILED' : 'CREATE_COMPLETE',
    reason: same ? EMPTY : null,
    changed: changed.map(({ logicalId, role }) => ({ logicalId, physicalId: role.name })),
  };
  return {
    world: withStack(world, { ...stack, changeSets: [...(stack.changeSets ?? []), set] }),
    output: { Id: set.id, StackId: stack.id },
  };
}

/** What a template declares. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function summarizeTemplate(world: World, body: string): Answer {
  const parsed = parseTemplate(body, 'template');
  if ('error' in parsed) return fault('ValidationError', 400, 'Template format error: unsupported structure.');
  const { Parameters: declared } = dataOf(parsed.ok) as Input;
  const parameters = Object.entries((declared ?? {}) as Input).map(([ParameterKey, value]) => {
    const { Type, Default } = value as Input;
    return {
      ParameterKey,
      ParameterType: Type ?? 'String',
      ...(Default === undefined ? {} : { DefaultValue: String(Default) }),
    };
  });
  return { world, output: { Parameters: parameters, Capabilities: capabilitiesOf(parsed.ok) } };
}

/** Runs `then` with a change set, by its name or ARN. */
export function withChangeSet(stack: Stack, input: Input, then: (set: ChangeSet) => Answer): Answer {
  const wanted = text(input, 'ChangeSetName');
  const set = stack.changeSets?.find(({ name, id }) => name === wanted || id === wanted);
  return set ? then(set) : fault('ChangeSetNotFound', 404, `ChangeSet [${wanted}] does not exist`);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const changeSetShape = (stack: Stack, set: ChangeSet): Json => ({
  ChangeSetName: set.name,
  ChangeSetId: set.id,
  StackId: stack.id,
  StackName: stack.name,
  CreationTime: iso(set.createdAt),
  Status: set.status,
  ExecutionStatus: set.status === 'FAILED' ? 'UNAVAILABLE' : 'AVAILABLE',
  ...(set.reason === null ? {} : { StatusReason: set.reason }),
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

/** The stack after a change set was carried out at once, or taken back where IAM refuses a policy. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export function executeChangeSet(world: World, stack: Stack, set: ChangeSet, now: Moment): Answer {
  if (set.status === 'FAILED')
    return fault(
      'InvalidChangeSetStatus',
      400,
      `ChangeSet [${set.id}] cannot be executed in its current status of [FAILED]`,
    );
  const parsed = parseTemplate(set.template, 'template');
  if ('error' in parsed) return fault('ValidationError', 400, 'Template format error: unsupported structure.');
  const grants = grantsOf(world, stack, parsed.ok).filter((one) => !hasIt(one));
  const event = (logicalId: string, type: string, status: string, reason: string | null = null): StackEvent => ({
    logicalId,
    type,
    status,
    reason,
    at: now,
  });
  const about = (status: string, reason: string | null = null): StackEvent =>
    event(stack.name, 'AWS::CloudFormation::Stack', status, reason);
  const events = [...(stack.events ?? []), about('UPDATE_IN_PROGRESS', 'User Initiated')];
  for (const { logicalId, role, policy, document } of grants) {
    const refused = document === null ? null : rejection(role, policy, document);
    if (refused === null) continue;
    const reason = `Resource handler returned message: "${refused.fault.message}" (Service: Iam, Status Code: ${refused.fault.status})`;
    const back = [
      event(logicalId, 'AWS::IAM::Role', 'UPDATE_FAILED', reason),
      about('UPDATE_ROLLBACK_IN_PROGRESS', `The following resource(s) failed to update: [${logicalId}]. `),
      about('UPDATE_ROLLBACK_COMPLETE'),
    ];
    const after = { ...stack, status: 'UPDATE_ROLLBACK_COMPLETE', changeSets: [], events: [...events, ...back] };
    return { world: withStack(world, after), output: {} };
  }
  let next = world;
  for (const { role, policy, document } of grants) next = written(next, role, policy, document, now);
  const done = [
    ...grants.map(({ logicalId }) => event(logicalId, 'AWS::IAM::Role', 'UPDATE_COMPLETE')),
    about('UPDATE_COMPLETE'),
  ];
  const { processed: _old, ...kept } = stack;
  const after = {
    ...kept,
    template: set.template,
    status: 'UPDATE_COMPLETE',
    changeSets: [],
    events: [...events, ...done],
  };
  return { world: withStack(next, after), output: {} };
}

/** Newest first. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const eventShapes = (stack: Stack): readonly Json[] =>
  (stack.events ?? [])
    .map(({ logicalId, type, status, reason, at }, index) => ({
      StackId: stack.id,
      EventId: `${logicalId}-${status}-${index}`,
      StackName: stack.name,
      LogicalResourceId: logicalId,
      ResourceType: type,
      ResourceStatus: status,
      ...(reason === null ? {} : { ResourceStatusReason: reason }),
      Timestamp: iso(at),
    }))
    .toReversed();

import type { Json } from '../../../core/json.ts';
import { type Answer, everything, fault, type Input, type SandboxOperation, text } from '../../operation.ts';
import type { Stack, World } from '../../world.ts';
import {
  changeSetShape,
  createChangeSet,
  summarizeTemplate,
  summaryOf,
  withChangeSet,
  withoutChangeSet,
} from './change-set.ts';
import { eventShapes, executeChangeSet } from './execute-change-set.ts';

const onStack = (world: World, input: Input): string => {
  const name = text(input, 'StackName');
  return (
    world.stacks[name]?.id ?? `arn:${world.partition}:cloudformation:${world.region}:${world.account}:stack/${name}/*`
  );
};
const operation = (action: string, handle: SandboxOperation['handle'], resource = onStack): SandboxOperation => ({
  action: `cloudformation:${action}`,
  resource,
  handle,
});

/** A stack by name or id; only in its own Region. */
const withStack = (world: World, input: Input, region: string, then: (stack: Stack) => Answer): Answer => {
  const name = text(input, 'StackName');
  const stack =
    region === world.region
      ? Object.values(world.stacks).find((one) => one.name === name || one.id === name)
      : undefined;
  return stack ? then(stack) : fault('ValidationError', 400, `Stack with id ${name} does not exist`);
};

const iso = (moment: number): string => new Date(moment).toISOString();
const shape = (stack: Stack): Json => ({
  StackName: stack.name,
  StackId: stack.id,
  StackStatus: stack.status,
  ...(stack.statusReason === null ? {} : { StackStatusReason: stack.statusReason }),
  CreationTime: iso(stack.createdAt),
  Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  })),
  Outputs: Object.entries(stack.outputs).map(([OutputKey, { value, description }]) => ({
    OutputKey,
    OutputValue: value,
    Description: description,
  })),
});
const resourceShape = (stack: Stack, index: number): { readonly [key: string]: Json } => {
  const resource = stack.resources[index];
  if (!resource) return {};
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    Timestamp: iso(stack.createdAt),
    LastUpdatedTimestamp: iso(stack.createdAt),
  };
};
/** A change set's ARN names its stack no more; it is looked for in all. */
const stackOfSet = (world: World, input: Input): Input => {
  const wanted = text(input, 'ChangeSetName');
  const owner = Object.values(world.stacks).find((one) => one.changeSets?.some(({ id }) => id === wanted));
  return owner && text(input, 'StackName') === '' ? { ...input, StackName: owner.name } : input;
};
/** Both lists stop here: one at its end, one with a token. */
const PAGE = 100;

/** CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html */
export const CLOUDFORMATION: { readonly [name: string]: SandboxOperation } = {
  DescribeStacks: operation('DescribeStacks', (world, input, { region }) =>
    text(input, 'StackName') === ''
      ? { world, output: { Stacks: region === world.region ? Object.values(world.stacks).map(shape) : [] } }
      : withStack(world, input, region, (stack) => ({ world, output: { Stacks: [shape(stack)] } })),
  ),
  DescribeStackResources: operation('DescribeStackResources', (world, input, { region }) =>
    withStack(world, input, region, (stack) => {
      const wanted = text(input, 'LogicalResourceId');
      const all = stack.resources.slice(0, PAGE).map((_, index) => resourceShape(stack, index));
      return {
        world,
        output: { StackResources: all.filter((one) => wanted === '' || one['LogicalResourceId'] === wanted) },
      };
    }),
  ),
  DescribeStackResource: operation('DescribeStackResource', (world, input, { region }) =>
    withStack(world, input, region, (stack) => {
      const wanted = text(input, 'LogicalResourceId');
      const index = stack.resources.findIndex(({ logicalId }) => logicalId === wanted);
      return index < 0
        ? fault('ValidationError', 400, `Resource ${wanted} does not exist for stack ${stack.name}`)
        : { world, output: { StackResourceDetail: resourceShape(stack, index) } };
    }),
  ),
  CreateChangeSet: operation('CreateChangeSet', (world, input, { region, now }) =>
    withStack(world, input, region, (stack) => createChangeSet(world, stack, input, now)),
  ),
  GetTemplateSummary: operation('GetTemplateSummary', (world, input, { region }) =>
    text(input, 'TemplateBody') === ''
      ? withStack(world, input, region, (stack) => summarizeTemplate(world, stack.template))
      : summarizeTemplate(world, text(input, 'TemplateBody')),
  ),
  DescribeChangeSet: operation('DescribeChangeSet', (world, input, { region }) =>
    withStack(world, stackOfSet(world, input), region, (stack) =>
      withChangeSet(stack, input, (set) => ({ world, output: changeSetShape(stack, set) })),
    ),
  ),
  ExecuteChangeSet: operation('ExecuteChangeSet', (world, input, { region, now }) =>
    withStack(world, stackOfSet(world, input), region, (stack) =>
      withChangeSet(stack, input, (set) => executeChangeSet(world, stack, set, now)),
    ),
  ),
  ListChangeSets: operation('ListChangeSets', (world, input, { region }) =>
    withStack(world, input, region, (stack) => ({
      world,
      output: { Summaries: (stack.changeSets ?? []).map((set) => summaryOf(stack, set)) },
    })),
  ),
  DeleteChangeSet: operation('DeleteChangeSet', (world, input) => {
    const { StackName: name } = stackOfSet(world, input);
    const stack = Object.values(world.stacks).find((one) => one.name === name || one.id === name);
    return { world: stack ? withoutChangeSet(world, stack, input) : world, output: {} };
  }),
  DescribeStackEvents: operation('DescribeStackEvents', (world, input, { region }) =>
    withStack(world, input, region, (stack) => ({ world, output: { StackEvents: eventShapes(stack) } })),
  ),
  ListStackResources: operation('ListStackResources', (world, input, { region }) =>
    withStack(world, input, region, (stack) => {
      const from = Number(text(input, 'NextToken') || '0');
      const summaries = stack.resources.map((_, index) => resourceShape(stack, index)).slice(from, from + PAGE);
      return {
        world,
        output: {
          StackResourceSummaries: summaries,
          ...(from + PAGE < stack.resources.length ? { NextToken: String(from + PAGE) } : {}),
        },
      };
    }),
  ),
  ListStacks: operation(
    'ListStacks',
    (world, _input, { region }) => ({
      world,
      output: {
        StackSummaries: (region === world.region ? Object.values(world.stacks) : []).map((stack) => ({
          StackName: stack.name,
          StackId: stack.id,
          StackStatus: stack.status,
          CreationTime: iso(stack.createdAt),
        })),
      },
    }),
    everything,
  ),
  GetTemplate: operation('GetTemplate', (world, input, { region }) =>
    withStack(world, input, region, (stack) => ({
      world,
      output: {
        TemplateBody:
          text(input, 'TemplateStage') === 'Processed' ? (stack.processed ?? stack.template) : stack.template,
        StagesAvailable: ['Original', 'Processed'],
      },
    })),
  ),
};

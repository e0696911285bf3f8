import type { Facts } from '../core/gather.ts';
import { known } from '../core/judge.ts';
import { resources } from '../probes/cloudformation/resources.ts';
import { role } from '../probes/iam/role.ts';
import { type Tool, toolOf } from '../template/tool-statements.ts';

/** What CloudFormation tags what it makes with. */
const [STACK_TAG, LOGICAL_ID_TAG] = ['aws:cloudformation:stack-name', 'aws:cloudformation:logical-id'] as const;
/** A name that CloudFormation made is that of the stack, the logical id, and a random end. */
const RANDOM_END = /-[A-Za-z0-9]{8,13}$/;

/** The tool that made the role, as its tags, its stack or its name tell; null where they do not. Pure. */
export function madeBy(facts: Facts): Tool | null {
  const found = known(role, facts);
  if (found === null) return null;
  const { name } = found;
  const tags = Object.fromEntries((found.tags ?? []).map(({ key, value }) => [key, value]));
  const stack = tags[STACK_TAG];
  const inStack = known(resources, facts) ?? [];
  const own = inStack.find(({ type, physicalId }) => type === 'AWS::IAM::Role' && physicalId === name);
  // Which stack is examined may be known where the role itself has no tags.
  if (own !== undefined && inStack.some(({ type }) => type === 'AWS::CDK::Metadata')) return 'cdk';
  const inName =
    stack !== undefined && name.startsWith(`${stack}-`) && RANDOM_END.test(name)
      ? name.slice(stack.length + 1).replace(RANDOM_END, '')
      : undefined;
  const logicalId = tags[LOGICAL_ID_TAG] ?? own?.logicalId ?? inName;
  return toolOf({ name, tags: logicalId === undefined ? tags : { ...tags, [LOGICAL_ID_TAG]: logicalId } });
}

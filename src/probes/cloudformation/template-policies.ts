import { getTemplate } from '../../aws/operations/cloudformation.ts';
import { valueIn } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Target } from '../../core/target.ts';
import { inlinePolicyNames } from '../iam/role-policies.ts';
import { ownRoleId, roleName } from '../run/role-name.ts';
import { resources } from './resources.ts';
import { orMissing } from './stack.ts';

/** The inline policies of the role as the stack's template has them. */
export interface TemplatePolicies {
  /** The role's logical id. */
  readonly role: string;
  readonly names: readonly string[];
}

type Part = { readonly [key: string]: unknown };
const part = (value: unknown): Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};

/**
 * The names of policies that are resources of their own and are put into the role, as the CDK writes them; what is no text
 * is computed. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
 */
const ownPolicies = (resources: Part, role: string): readonly unknown[] =>
  Object.values(resources).flatMap((resource) => {
    const { Type: type, Properties: properties } = part(resource);
    const { PolicyName, Roles, RoleName } = part(properties);
    const inline = type === 'AWS::IAM::Policy' || type === 'AWS::IAM::RolePolicy';
    return inline && JSON.stringify([Roles, RoleName]).includes(JSON.stringify(role)) ? [PolicyName] : [];
  });

/** CloudFormation returns the text as it was given or, of a transform, as JSON. Null when it is neither. */
async function parsed(body: string): Promise<Part | null> {
  try {
    return part(JSON.parse(body));
  } catch {
    const { parseYaml } = await import('../../core/parse-yaml.ts');
    const tree = parseYaml(body);
    return tree === null ? null : part(tree);
  }
}

/** Whether a role is its function's own, all of whose policies SAM names by itself: then nothing could differ. */
const isSams = (role: string, target: Pick<Target, 'function'>, present: readonly string[]): boolean => {
  const bySam = new RegExp(`^${role}Policy\\d+$`);
  return (
    target.function !== null && role === ownRoleId(target.function.value) && present.every((name) => bySam.test(name))
  );
};

/** The role's logical id where its template has to be read; null where it need not. Asks nobody. */
const roleInTemplate = defineProbe({
  id: 'cloudformation/role-in-template',
  title: 'which role of the stack it is',
  actions: [],
  scope: ['stack', 'function'],
  passing: true,
  needs: { resources: maybe(resources), roleName, inlinePolicyNames },
  read: async (
    { resources: all, roleName: choice, inlinePolicyNames: present },
    { target },
  ): Promise<string | null> => {
    if (choice === null || present === null || target.stack === null) return null;
    const role = (all.known && all.value !== null ? all.value : []).find(
      ({ type, physicalId }) => type === 'AWS::IAM::Role' && physicalId === choice.name,
    )?.logicalId;
    // The names alone decide whether the template is needed: it is read beside the documents, not after them.
    return role === undefined || isSams(role, target, present) ? null : role;
  },
});

const wantsTemplate = defineProbe({
  id: 'cloudformation/wants-template',
  title: 'whether the template is read',
  actions: [],
  scope: [],
  passing: true,
  needs: { roleInTemplate },
  read: async ({ roleInTemplate: role }): Promise<boolean> => role !== null,
});

/** The stack's template as it was deployed: one text for all functions of the stack. */
const deployedTemplate = defineProbe({
  id: 'cloudformation/deployed-template',
  title: "the stack's template",
  actions: ['cloudformation:GetTemplate'],
  scope: ['stack'],
  passing: true,
  needs: { wantsTemplate },
  read: async ({ wantsTemplate: wanted }, { aws, target }): Promise<string | null> => {
    if (!wanted || target.stack === null) return null;
    const answer = await orMissing(aws.ask(getTemplate, { StackName: target.stack.value, TemplateStage: 'Processed' }));
    return answer?.TemplateBody ?? null;
  },
});

/**
 * What the template says of the role's inline policies; null where the role is no resource of the stack, the template
 * cannot tell a name (it is computed), or every policy of the role is one that SAM names by itself, so that nothing
 * needs to be read. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export const templatePolicies = defineProbe({
  id: 'cloudformation/template-policies',
  title: "what the stack's template says of the role",
  actions: [],
  scope: [],
  needs: { roleInTemplate, deployedTemplate: maybe(deployedTemplate) },
  read: async ({ roleInTemplate: role, deployedTemplate: text }): Promise<TemplatePolicies | null> => {
    if (role === null) return null;
    const body = valueIn(text);
    const template = body === null ? null : await parsed(body);
    // A template that does not have the role, as one that includes others, tells nothing of it.
    if (part(template?.['Resources'])[role] === undefined) return null;
    const properties = part(part(part(template?.['Resources'])[role])['Properties']);
    const written = properties['Policies'] ?? [];
    if (template === null || !Array.isArray(written)) return null;
    const names = written.map((item: unknown) => part(item)['PolicyName']);
    const own = ownPolicies(part(template?.['Resources']), role);
    const both = [...names, ...own];
    const found: TemplatePolicies | null = both.every((name) => typeof name === 'string')
      ? { role, names: both.filter((name) => typeof name === 'string') }
      : null;
    return found;
  },
});

import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { templatePolicies } from '../../probes/cloudformation/template-policies.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { named } from '../../probes/run/named.ts';
import { roleExists } from '../target/role-exists.ts';

/**
 * Whether the role has the inline policies its template gives it. What somebody put there by hand is drift that
 * CloudFormation does not see, and a role with foreign policies cannot be deleted:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export const asDeployed = defineCheck({
  id: 'policy/as-deployed',
  title: "The role has the policies of its stack's template",
  link: 'policy',
  about: 'stack',
  needs: { templatePolicies: maybe(templatePolicies), rolePolicies: maybe(rolePolicies), named },
  after: [roleExists],
  messages: {
    extra: {
      severity: 'warning',
      cause: 'unknown',
      title: 'A policy was put on the role by hand',
      say: ({ names, stack }: { names: readonly string[]; stack: string }) =>
        `${names.join(', ')} on the role is not in the template of ${stack}: the next deployment does not know it, and sam delete may fail until it is gone. bedrock-doctor undo --last takes back what fix put there.`,
    },
    lacking: {
      severity: 'warning',
      cause: 'unknown',
      title: 'A policy of the template is not on the role',
      say: ({ names, stack }: { names: readonly string[]; stack: string }) =>
        `The template of ${stack} gives the role ${names.join(', ')}, but the role does not have it; deploy again.`,
    },
  },
  judge({ templatePolicies: template, rolePolicies: policies, named: { stackName } }, find) {
    if (!template.known) return { status: 'unknown', missing: 'cloudformation:GetTemplate', why: template.why };
    if (!policies.known) return { status: 'unknown', missing: 'iam:ListRolePolicies', why: policies.why };
    if (template.value === null || policies.value === null) {
      return { status: 'not-applicable', why: 'the template tells nothing of the role that could differ' };
    }
    const { role, names } = template.value;
    const there = policies.value.inline.map(({ name }) => name);
    const about = (differing: readonly string[]) => ({
      subject: role,
      data: { names: differing, stack: stackName },
      evidence: [
        { kind: 'fact' as const, probe: 'cloudformation/template-policies', pointer: '/names', value: [...names] },
      ],
    });
    const [extra, lacking] = [
      there.filter((name) => !names.includes(name)),
      names.filter((name) => !there.includes(name)),
    ];
    return [
      ...(extra.length === 0 ? [] : [find('extra', about(extra))]),
      ...(lacking.length === 0 ? [] : [find('lacking', about(lacking))]),
    ];
  },
});

import { defineCheck } from '../../core/check.ts';
import { nearestFirst } from '../../core/nearest.ts';
import { maybe } from '../../core/probe.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { role } from '../../probes/iam/role.ts';
import { roleNames } from '../../probes/iam/role-names.ts';
import { simulation } from '../../probes/iam/simulation.ts';
import { named } from '../../probes/run/named.ts';
import { roleName } from '../../probes/run/role-name.ts';
import { functionExists } from './function-exists.ts';
import { someOf } from './names.ts';

/** Whether the role that the function runs as is there. */
export const roleExists = defineCheck({
  id: 'target/role-exists',
  title: 'The role exists',
  link: 'role',
  about: 'role',
  needs: {
    role: maybe(role),
    roleName,
    simulation: maybe(simulation),
    resources: maybe(resources),
    roleNames: maybe(roleNames),
    named,
  },
  after: [functionExists],
  messages: {
    missing: {
      severity: 'error',
      cause: 'role-not-found',
      title: "The function's role does not exist",
      say: ({ name, others }: { name: string; others: readonly string[] }) =>
        `There is no role ${name}.${others.length === 0 ? '' : ` There ${others.length === 1 ? 'is' : 'are'} ${someOf(nearestFirst(name, others))}.`}`,
    },
  },
  judge(
    { role: found, roleName: choice, simulation: simulated, resources: stack, roleNames: names, named: given },
    find,
  ) {
    if (found.known && found.value !== null) return [];
    const inStack = (stack.known && stack.value !== null ? stack.value : [])
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .map(({ logicalId }) => logicalId);
    const others = inStack.length > 0 ? inStack : names.known ? names.value : [];
    const missing = () => [
      find('missing', {
        subject: choice?.arn ?? choice?.name ?? given.roleName ?? 'role',
        data: { name: choice?.name ?? given.roleName ?? 'for the function', others },
        evidence: [{ kind: 'fact', probe: found.known ? 'iam/role' : 'iam/simulation', pointer: '', value: null }],
      }),
    ];
    if (found.known) return missing();
    // The simulator answers only for a role that exists.
    if (simulated.known) return simulated.value === null ? missing() : [];
    return { status: 'unknown', missing: 'iam:GetRole', why: found.why };
  },
});

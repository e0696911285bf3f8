import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Source } from '../../core/target.ts';
import { resources } from '../cloudformation/resources.ts';
import { lambdaFunction } from '../lambda/function.ts';

export interface RoleChoice {
  readonly name: string;
  /** Null when only the name is known. */
  readonly arn: string | null;
  readonly source: Source;
}

/** The last part of a role's ARN. */
const roleNameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** SAM names a function's own role like this: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html */
export const ownRoleId = (functionId: string): string => `${functionId}Role`;

/** Which role is meant: the one named, else the function's, else the stack's by its logical id. Asks nobody. */
export const roleName = defineProbe({
  id: 'run/role-name',
  title: 'which role is meant',
  actions: [],
  needs: { resources: maybe(resources), lambdaFunction: maybe(lambdaFunction) },
  read: async ({ resources: found, lambdaFunction: fn }, { target }): Promise<RoleChoice | null> => {
    const roles = (found.known && found.value !== null ? found.value : []).filter(
      ({ type }) => type === 'AWS::IAM::Role',
    );
    const physical = (logicalId: string): string | undefined =>
      roles.find((resource) => resource.logicalId === logicalId)?.physicalId;
    if (target.role) {
      const { value, source } = target.role;
      if (value.startsWith('arn:')) return { name: roleNameOf(value), arn: value, source };
      return { name: physical(value) ?? value, arn: null, source };
    }
    if (fn.known && fn.value !== null && fn.value.roleArn !== '') {
      return {
        name: roleNameOf(fn.value.roleArn),
        arn: fn.value.roleArn,
        source: { from: 'discovered', name: 'the function' },
      };
    }
    const own = physical(ownRoleId(target.function.value));
    if (own !== undefined) return { name: own, arn: null, source: { from: 'discovered', name: 'the stack' } };
    if (!fn.known) throw new Unknowable(fn.why);
    return null;
  },
});

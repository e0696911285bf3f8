import { Unknowable } from '../../core/fact.ts';
import { defineProbe, guessFrom, maybe } from '../../core/probe.ts';
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

/** The last part of a role's ARN; of a session's the role behind it. */
const nameInArn = (arn: string): string => /:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? roleNameOf(arn);

/** Which role is meant: the one named, else the function's, else the stack's by its logical id. Asks nobody. */
export const roleName = defineProbe({
  id: 'run/role-name',
  title: 'which role is meant',
  actions: [],
  scope: ['role', 'function', 'user'],
  needs: { resources: maybe(resources), lambdaFunction: maybe(lambdaFunction) },
  read: async ({ resources: found, lambdaFunction: fn }, { target }): Promise<RoleChoice | null> => {
    const roles = (found.known && found.value !== null ? found.value : []).filter(
      ({ type }) => type === 'AWS::IAM::Role',
    );
    const physical = (logicalId: string): string | undefined =>
      roles.find((resource) => resource.logicalId === logicalId)?.physicalId;
    if (target.user) return null;
    if (target.role) {
      const { value, source } = target.role;
      // A session's ARN is its role's without the path: only IAM knows that.
      if (value.startsWith('arn:')) {
        return { name: nameInArn(value), arn: value.includes(':assumed-role/') ? null : value, source };
      }
      return { name: physical(value) ?? value, arn: null, source };
    }
    if (fn.known && fn.value !== null && fn.value.roleArn !== '') {
      return {
        name: roleNameOf(fn.value.roleArn),
        arn: fn.value.roleArn,
        source: { from: 'discovered', name: 'the function' },
      };
    }
    if (target.function === null) return null;
    const own = physical(ownRoleId(target.function.value));
    if (own !== undefined) return { name: own, arn: null, source: { from: 'discovered', name: 'the stack' } };
    if (!fn.known) throw new Unknowable(fn.why);
    return null;
  },
});

/**
 * The name of the role to read. SAM makes a role for a function, or the stack has only one: nearly always it is this one,
 * and it is known one round trip before the function says which role it has. Asks nobody.
 */
export const roleToRead = defineProbe({
  id: 'run/role-to-read',
  title: 'which role is read',
  actions: [],
  scope: ['role', 'function', 'user'],
  passing: true,
  needs: { roleName },
  guess: guessFrom({ resources: maybe(resources) }, ({ resources: found }, { target }): string | null => {
    if (target.user) return null;
    const given = target.role?.value ?? null;
    if (given?.startsWith('arn:')) return nameInArn(given);
    const all = found.known ? (found.value ?? []) : [];
    const id = given ?? (target.function === null ? null : ownRoleId(target.function.value));
    const named = all.find(({ logicalId }) => logicalId === id);
    const roles = all.filter(({ type }) => type === 'AWS::IAM::Role');
    const only = roles.length === 1 ? roles[0] : undefined;
    return (named ?? only)?.physicalId || given;
  }),
  read: async ({ roleName: choice }): Promise<string | null> => choice?.name ?? null,
});

import { orNull } from '../../aws/error.ts';
import { getUser } from '../../aws/operations/iam.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe } from '../../core/probe.ts';

export interface UserFact {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly boundaryArn: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** The name in a user's ARN, which may have a path. */
export const userNameOf = (given: string): string => given.replace(/^arn:[^:]*:iam::[^:]*:user\/(?:.*\/)?/, '');

/** Whether an ARN is that of an account's root user, who is not listed and whom no policy of IAM limits. */
export const isRoot = (given: string): boolean => /^arn:[^:]*:iam::\d*:root$/.test(given);

/** A session that a user made by GetFederationToken: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
const FEDERATED = /^arn:[^:]*:sts::\d*:federated-user\//;
/** The name of a user of IAM, by name or ARN; null for the root user and for sessions that stand for another. */
export const namedUser = (given: string): string | null =>
  FEDERATED.test(given) || isRoot(given) ? null : userNameOf(given);

const OF_ANOTHER =
  'a federated session has the policies of the user who made it, whom its ARN does not name; pass that user with --user';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html; null when there is no such user, or a role is meant. */
export const user = defineProbe({
  id: 'iam/user',
  title: 'the user',
  actions: ['iam:GetUser'],
  scope: ['user'],
  everywhere: true,
  needs: {},
  read: async (_facts, { aws, target }): Promise<UserFact | null> => {
    const given = target.user?.value;
    if (given === undefined) return null;
    if (FEDERATED.test(given)) throw new Unknowable({ kind: 'undecided', message: OF_ANOTHER });
    if (isRoot(given)) return { name: 'root', arn: given, path: '/', boundaryArn: null, tags: [] };
    const answer = await orNull(
      ['NoSuchEntity', 'NoSuchEntityException'],
      aws.ask(getUser, { UserName: userNameOf(given) }),
    );
    if (!answer?.User) return null;
    const { User } = answer;
    return {
      name: User.UserName ?? userNameOf(given),
      arn: User.Arn ?? '',
      path: User.Path ?? '/',
      boundaryArn: User.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
      tags: (User.Tags ?? []).map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' })),
    };
  },
});

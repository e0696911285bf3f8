import { getRole } from '../../aws/operations/iam.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { type NeededArn, neededArns } from '../../bedrock/needed-arns.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import { productOf } from '../../bedrock/products.ts';
import type { Aws } from '../../core/aws.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { baseIdOf } from '../bedrock/base-id.ts';
import { profile } from '../bedrock/profile.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { model } from '../run/model.ts';
import { type RoleChoice, roleName } from '../run/role-name.ts';
import { caller } from '../sts/caller.ts';

/** One question to the policies: may the role do this on that. */
export interface Question {
  readonly purpose: 'invoke' | 'subscribe';
  readonly action: string;
  readonly resource: string;
  readonly kind: 'model' | 'profile' | 'marketplace';
  readonly context: { readonly [key: string]: string };
}
export interface Questions {
  readonly roleArn: string;
  readonly questions: readonly Question[];
}

/** The two Marketplace permissions of the first invocation: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const MARKETPLACE_ACTIONS = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'] as const;

const invoke = ({ arn, kind, context }: NeededArn): Question => ({
  purpose: 'invoke',
  action: 'bedrock:InvokeModel',
  resource: arn,
  kind,
  context,
});

const subscribe = (action: string, base: string | null): Question => {
  const product = productOf(base);
  return {
    purpose: 'subscribe',
    action,
    resource: '*',
    kind: 'marketplace',
    context: {
      'aws:CalledViaLast': 'bedrock.amazonaws.com',
      'aws:CalledVia': 'bedrock.amazonaws.com',
      ...(product === null ? {} : { 'aws-marketplace:ProductId': product }),
    },
  };
};

/** What the policies must allow for this model and role: asked of AWS's simulator and of our evaluator alike. */
export const questions = defineProbe({
  id: 'iam/questions',
  title: 'which permissions the model needs',
  actions: ['iam:GetRole'],
  needs: { model, profile: maybe(profile), roleName, caller: maybe(caller), lambdaFunction: maybe(lambdaFunction) },
  read: async ({ model: choice, profile: routed, roleName: role, caller: who }, { aws }): Promise<Questions | null> => {
    if (role === null) return null;
    const account = accountOf(role) ?? (who.known ? who.value.account : null);
    if (account === null) throw new Unknowable(who.known ? { kind: 'not-recorded' } : who.why);
    const found = routed.known ? routed.value : null;
    const base = baseIdOf(choice, found);
    const fallback = `arn:${partitionOf(aws.region)}:iam::${account}:role/${role.name}`;
    const region = parseModel(choice.reference.given).region ?? aws.region;
    return {
      roleArn: role.arn ?? (await arnOf(aws, role.name)) ?? fallback,
      questions: [
        ...neededArns(choice.reference, found, region, account).map(invoke),
        ...MARKETPLACE_ACTIONS.map((action) => subscribe(action, base)),
      ],
    };
  },
});

/** A role that is only named may stand under a path, which is part of its ARN; null where it may not be read. */
const arnOf = async (aws: Aws, name: string): Promise<string | null> => {
  try {
    return (await aws.ask(getRole, { RoleName: name })).Role?.Arn ?? null;
  } catch {
    return null;
  }
};

const accountOf = (role: RoleChoice): string | null => role.arn?.split(':')[4] ?? null;

import { REGION_NAME } from '../../bedrock/partition.ts';
import type { Json } from '../../core/json.ts';
import { leastPolicy, type PolicyStatement } from '../../core/permission.ts';
import type { About } from './about.ts';

/** A statement, or a part of one, that is asked for, and the sentence before it. */
export interface Wanted {
  readonly lead: string;
  readonly document: Json;
}

const INVOKE: readonly string[] = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** The id without ARN and geography. */
export const baseId = (model: string): string =>
  model.replace(/^.*\//, '').replace(/^(?:us-gov|us|eu|apac|jp|au|in|global)\./, '');

/** What was refused, or else what a function needs to call the model; the stream is asked for with the call. */
export function wanted({ actions }: Pick<About, 'actions'>): readonly string[] {
  const others = actions.filter((action) => !INVOKE.includes(action));
  return others.length === 0 || others.length < actions.length ? [...INVOKE, ...others] : others;
}

/** Where it was refused; where that is not known, the model in every Region for a call of it, else anything. */
export function on(about: About): readonly string[] {
  const { resources, partition, model } = about;
  if (resources.length > 0) return resources;
  return wanted(about).every((action) => INVOKE.includes(action))
    ? [`arn:${partition}:bedrock:*::foundation-model/${baseId(model)}`]
    : ['*'];
}

const alone = (list: readonly string[]): string | string[] => (list.length === 1 ? (list[0] ?? '') : [...list]);

/** The statement that allows what was refused. */
export const allow = (about: About, more: { readonly [key: string]: Json } = {}): Json => ({
  Effect: 'Allow',
  ...more,
  Action: alone(wanted(about)),
  Resource: alone(on(about)),
});

/** The narrowest statements for actions of the operator's. */
export const forOperator = ({ partition, account, region, role, model }: About, actions: readonly string[]): Json => {
  const { Statement } = leastPolicy(actions, {
    partition,
    account: /^\d{12}$/.test(account) ? account : null,
    region: REGION_NAME.test(region) ? region : null,
    stack: null,
    function: null,
    role,
    logGroup: null,
    model: /\./.test(model) ? baseId(model) : null,
  });
  return JSON.parse(JSON.stringify(Statement.map(({ Sid: _sid, ...rest }: PolicyStatement) => rest))) as Json;
};

/**
 * An exception in a Deny for one role; null where no role is known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export const exception = ({ role }: About, lead: string): Wanted | null =>
  role === null ? null : { lead, document: { Condition: { ArnNotLike: { 'aws:PrincipalArn': role } } } };

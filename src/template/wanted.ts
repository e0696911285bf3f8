import type { ModelReference } from '../bedrock/model-id.ts';
import { type NeededArn, regionOfArn } from '../bedrock/needed-arns.ts';
import type { Json } from '../core/json.ts';
import type { Need, Wanted } from './missing.ts';
import type { Place } from './resolve.ts';

/** What a function must be allowed so that it can call its model. */
export interface Permissions {
  readonly model: ModelReference;
  /** Every ARN an invocation is authorized on: `neededArns` of src/bedrock. */
  readonly needed: readonly NeededArn[];
  readonly streams: boolean;
  readonly place: Place;
  /** The statements of the grant document for the Marketplace; none where no subscription is needed. */
  readonly marketplace: readonly { readonly [key: string]: Json }[];
  /** The model's Marketplace product, where it is known. */
  readonly product: string | null;
  /** Whether the guide's own words are wanted: every Claude of the Region rather than this model alone. */
  readonly asGuide: boolean;
}

/** What the guide's statement covers. */
const GUIDE_MODELS = 'anthropic.claude-*';

/** The statements that a template should have, for `editPolicies`. */
export function wantedStatements(permissions: Permissions): readonly Wanted[] {
  return [invocation(permissions), ...permissions.marketplace.map((statement) => subscription(permissions, statement))];
}

/** Statements as they are, but for ARNs that hold wherever the template is deployed. */
export const portableStatements = (statements: readonly Wanted['statement'][], place: Place): readonly Wanted[] =>
  statements.map((statement) => ({
    statement: Object.fromEntries(
      Object.entries(statement).map(([member, value]) => [
        member,
        member === 'Resource' && typeof value === 'string' ? portable(value, place) : value,
      ]),
    ),
    context: {},
  }));

/** Invocation, in both ARN families where a profile is used. */
function invocation({ model, needed, streams, place, asGuide }: Permissions): Wanted {
  const actions = ['bedrock:InvokeModel', ...(streams ? ['bedrock:InvokeModelWithResponseStream'] : [])];
  const profile = needed.find(({ kind }) => kind === 'profile')?.arn;
  const context: { readonly [key: string]: string } =
    profile === undefined ? {} : { 'bedrock:InferenceProfileArn': profile };
  const statement = (resources: readonly Json[]): Wanted['statement'] => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  });
  const [only] = needed;
  if (asGuide && needed.length === 1 && only && model.kind === 'base' && model.base?.startsWith('anthropic.claude-')) {
    const all = only.arn.replace(/foundation-model\/.*$/, `foundation-model/${GUIDE_MODELS}`);
    const needs = actions.map((action): Need => ({ action, resource: only.arn }));
    return { statement: statement([portable(all, place)]), needs, context };
  }
  return { statement: statement(needed.map(({ arn }) => portable(arn, place))), context };
}

/** A Marketplace statement; Bedrock makes the call on the function's behalf. */
const subscription = ({ product }: Permissions, statement: Wanted['statement']): Wanted => ({
  statement,
  context: {
    'aws:CalledViaLast': 'bedrock.amazonaws.com',
    'aws:CalledViaFirst': 'bedrock.amazonaws.com',
    'aws:CalledVia': 'bedrock.amazonaws.com',
    ...(product === null ? {} : { 'aws-marketplace:ProductId': product }),
  },
});

/**
 * An ARN that holds wherever the template is deployed: pseudo parameters for partition, Region and account. A Region
 * that a profile routes to stays as it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
function portable(arn: string, { region, account, partition }: Place): Json {
  const [head, inPartition, service, , inAccount, ...rest] = arn.split(':');
  if (head !== 'arn' || inPartition !== partition) return arn;
  const inRegion = regionOfArn(arn);
  const parts = [
    'arn',
    `\${AWS::Partition}`,
    service,
    inRegion === region ? `\${AWS::Region}` : inRegion,
    inAccount !== '' && inAccount === account ? `\${AWS::AccountId}` : inAccount,
    ...rest,
  ];
  return { 'Fn::Sub': parts.join(':') };
}

import { isMantleAddress, mantleProject } from '../../bedrock/mantle.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { type NeededArn, neededArns } from '../../bedrock/needed-arns.ts';
import { needsSubscription, productOf } from '../../bedrock/products.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { baseIdOf } from '../bedrock/base-id.ts';
import { profile } from '../bedrock/profile.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { model } from '../run/model.ts';
import { principal } from '../run/principal.ts';

/** One question to the policies: may the role do this on that. */
export interface Question {
  /** 'stream': the invocation whose answer comes in pieces, which has an action of its own. */
  readonly purpose: 'invoke' | 'stream' | 'subscribe';
  readonly action: string;
  readonly resource: string;
  readonly kind: 'model' | 'profile' | 'marketplace';
  readonly context: { readonly [key: string]: string };
}
export interface Questions {
  /** ARN of the role or user. */
  readonly principalArn: string;
  readonly questions: readonly Question[];
}

/** The two Marketplace permissions of the first invocation: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const MARKETPLACE_ACTIONS = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'] as const;

/** The two actions of an invocation; Converse and ConverseStream are authorized by them: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
const INVOKE_ACTIONS = {
  invoke: 'bedrock:InvokeModel',
  stream: 'bedrock:InvokeModelWithResponseStream',
} as const;

const invocation =
  (purpose: 'invoke' | 'stream') =>
  ({ arn, kind, context }: NeededArn): Question => ({
    purpose,
    action: INVOKE_ACTIONS[purpose],
    resource: arn,
    kind,
    context,
  });

/** The one action of the OpenAI-compatible endpoint, streaming or not, on the project of a client that names none. */
const inference = (region: string, account: string): Question => ({
  purpose: 'invoke',
  action: 'bedrock-mantle:CreateInference',
  resource: mantleProject(region, account),
  kind: 'model',
  context: { 'aws:RequestedRegion': region },
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
  actions: [],
  scope: [],
  passing: true,
  needs: { model, profile: maybe(profile), principal, lambdaFunction: maybe(lambdaFunction) },
  read: async (
    { model: choice, profile: routed, principal: who, lambdaFunction: fn },
    { aws },
  ): Promise<Questions | null> => {
    if (who === null) return null;
    const found = routed.known ? routed.value : null;
    const region = parseModel(choice.reference.given).region ?? aws.region;
    const needed = neededArns(choice.reference, found, region, who.account);
    const base = baseIdOf(choice, found);
    const sold = base !== null && needsSubscription(parseModel(base).provider);
    const [address] = (fn.known ? fn.value?.addresses : null) ?? [];
    const calls =
      address !== undefined && isMantleAddress(address.url)
        ? [inference(region, who.account)]
        : [...needed.map(invocation('invoke')), ...needed.map(invocation('stream'))];
    return {
      principalArn: who.arn,
      questions: [...calls, ...(sold ? MARKETPLACE_ACTIONS.map((action) => subscribe(action, base)) : [])],
    };
  },
});

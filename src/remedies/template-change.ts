import { GUIDE_FUNCTION } from '../applications/guide.ts';
import { type ModelReference, parseModel } from '../bedrock/model-id.ts';
import { neededArns } from '../bedrock/needed-arns.ts';
import { partitionOf } from '../bedrock/partition.ts';
import { needsSubscription, productOf } from '../bedrock/products.ts';
import type { Facts } from '../core/gather.ts';
import { known } from '../core/judge.ts';
import { UsageError } from '../core/usage-error.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { baseIdOf } from '../probes/bedrock/base-id.ts';
import { type ProfileFact, profile } from '../probes/bedrock/profile.ts';
import { resources } from '../probes/cloudformation/resources.ts';
import { stack } from '../probes/cloudformation/stack.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { evidence } from '../probes/run/evidence.ts';
import { GUIDE_MODEL, model } from '../probes/run/model.ts';
import { named } from '../probes/run/named.ts';
import { caller } from '../probes/sts/caller.ts';
import { editTemplate } from '../template/edit-template.ts';
import { functionsOf } from '../template/function.ts';
import type { Wanted } from '../template/missing.ts';
import { parseTemplate } from '../template/parse.ts';
import { pickFunction } from '../template/pick-function.ts';
import type { Place } from '../template/resolve.ts';
import { portableStatements, wantedStatements } from '../template/wanted.ts';
import { type Grant, grantStatements } from './grant.ts';
import { mantleStatements, refusedToStream } from './invoke-grant.ts';
import { holderOf } from './principal.ts';
import type { RemedyContext } from './remedy.ts';

/** A template as it should be, and what else is to be said and done. */
export interface TemplateChange {
  readonly text: string;
  /** Sentences: what was not certain, what must be done by hand. */
  readonly warnings: readonly string[];
  /** Parameters whose new defaults a stack that exists only gets as overrides. */
  readonly overrides: { readonly [parameter: string]: string };
}

/** What is wanted of a template, wherever it is known from. */
export interface ChangeRequest {
  /** Logical id, name or ARN. */
  readonly function: string;
  readonly place: Place;
  /** The model that is to be called. */
  readonly model: ModelReference;
  /** The profile behind its id, where AWS was asked. */
  readonly profile: ProfileFact | null;
  /** Whether the account has an agreement for it; null where nobody looked. */
  readonly agreed: boolean | null;
  readonly streams: boolean;
  /** What another endpoint than the runtime wants in place of the model's invocation; absent: it is the invocation. */
  readonly instead?: readonly Wanted['statement'][];
  /** Null: what the guide grants, as far as it is needed. */
  readonly grant: Grant | null;
  readonly replaced: Replaced | null;
  readonly detach: boolean;
}

/** A model that gives way to another; `from` null: whatever id the template sets. */
export interface Replaced {
  readonly from: string | null;
  readonly to: string;
}

/** Where a template is deployed, as far as it is known. */
export const placeIn = (region: string, account: string | null, stack: string | null): Place => ({
  region,
  account,
  partition: partitionOf(region),
  stack,
});

/** The function's logical id: the one that stands for its physical name in the stack, else what the user named. */
function logicalIdOf(facts: Facts): string {
  const name = known(lambdaFunction, facts)?.name;
  const inStack = (known(resources, facts) ?? []).find(
    ({ type, physicalId }) => type === 'AWS::Lambda::Function' && physicalId === name,
  );
  return inStack?.logicalId ?? known(named, facts)?.functionName ?? GUIDE_FUNCTION;
}

/** The model the function is set to now, where the user asks for another one; null where they do not. */
export function replacedModel({ facts, inputs }: Pick<RemedyContext, 'facts' | 'inputs'>): Replaced | null {
  const { replace } = inputs;
  if (replace === null) return null;
  const [own] = known(lambdaFunction, facts)?.models ?? [];
  const from = replace.from ?? own?.model ?? null;
  return from === replace.to ? null : { from, to: replace.to };
}

/** Whether the function wants its answers in pieces, as a refusal or a call of it shows. */
const streams = (root: RemedyContext['root'], facts: Facts): boolean =>
  refusedToStream(root) || known(evidence, facts)?.streams === true;

/** What the facts say of what a template should hold. */
export function requestOf({ root, facts, inputs }: RemedyContext): ChangeRequest {
  const given = known(named, facts);
  const stackName = given?.stack === true || known(stack, facts) !== null ? (given?.stackName ?? null) : null;
  const agreement = known(availability, facts)?.agreement;
  const holder = holderOf(facts);
  const instead = holder === null ? null : mantleStatements(root, facts, holder);
  return {
    function: inputs.function ?? logicalIdOf(facts),
    place: placeIn(given?.region ?? '', known(caller, facts)?.account ?? null, stackName),
    model: known(model, facts)?.reference ?? parseModel(GUIDE_MODEL),
    profile: known(profile, facts),
    agreed: agreement === undefined ? null : agreement === 'AVAILABLE',
    streams: streams(root, facts),
    ...(instead === null ? {} : { instead }),
    grant: inputs.grant,
    replaced: replacedModel({ facts, inputs }),
    detach: inputs.detach,
  };
}

/** The statements the function should have: to invoke, and to subscribe where the agreement is still to come. */
export function wantedOf({
  place,
  model: reference,
  profile: routed,
  agreed,
  ...more
}: ChangeRequest): readonly Wanted[] {
  if (more.instead !== undefined) return portableStatements(more.instead, place);
  const base = baseIdOf({ reference, source: { from: 'default' } }, routed);
  const grant: Grant = more.grant ?? 'guide';
  const subscribes =
    base !== null && needsSubscription(parseModel(base).provider) && (agreed !== true || more.grant !== null);
  return wantedStatements({
    model: reference,
    needed: neededArns(reference, routed, place.region, place.account ?? '*'),
    streams: more.streams,
    place,
    marketplace: subscribes ? grantStatements(grant, reference.given) : [],
    product: productOf(base),
    asGuide: grant === 'guide',
  });
}

/** The edited template. Pure. Throws a `UsageError` where it cannot be edited, with the place and the reason. */
export function changeTemplate(text: string, path: string, request: ChangeRequest): TemplateChange {
  const { place, function: name, replaced, detach } = request;
  const parsed = parseTemplate(text, path);
  const picked = 'ok' in parsed ? pickFunction(parsed.ok, place, name) : null;
  const edit = editTemplate(text, path, {
    functionLogicalId: picked?.logicalId ?? name,
    place,
    wanted: wantedOf(request),
    model: replaced,
    detach,
  });
  if ('refused' in edit) throw new UsageError(edit.refused);
  const { text: edited, warnings, model: set } = edit.ok;
  return { text: edited, warnings, overrides: set?.overrides ?? {} };
}

/** The same from the facts of a diagnosis. */
export const templateChange = (text: string, path: string, context: RemedyContext): TemplateChange =>
  changeTemplate(text, path, requestOf(context));

/**
 * The functions of a template to choose from, where the examined one is none of them; null where it is, or where the template
 * cannot be read or has no function.
 */
export function functionsToAsk(
  text: string,
  path: string,
  request: Pick<ChangeRequest, 'function' | 'place'>,
): readonly string[] | null {
  const parsed = parseTemplate(text, path);
  if ('error' in parsed || pickFunction(parsed.ok, request.place, request.function) !== null) return null;
  const there = functionsOf(parsed.ok).map(({ logicalId }) => logicalId);
  return there.length === 0 ? null : there;
}

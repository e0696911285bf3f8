import { parseModel } from '../bedrock/model-id.ts';
import { neededArns } from '../bedrock/needed-arns.ts';
import { partitionOf } from '../bedrock/partition.ts';
import { needsSubscription, productOf } from '../bedrock/products.ts';
import type { Facts } from '../core/gather.ts';
import { known } from '../core/judge.ts';
import { UsageError } from '../core/usage-error.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { baseIdOf } from '../probes/bedrock/base-id.ts';
import { profile } from '../probes/bedrock/profile.ts';
import { resources } from '../probes/cloudformation/resources.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { GUIDE_MODEL, model } from '../probes/run/model.ts';
import { named } from '../probes/run/named.ts';
import { caller } from '../probes/sts/caller.ts';
import { editTemplate } from '../template/edit-template.ts';
import type { Wanted } from '../template/missing.ts';
import { parseTemplate } from '../template/parse.ts';
import { pickFunction } from '../template/pick-function.ts';
import type { Place } from '../template/resolve.ts';
import { wantedStatements } from '../template/wanted.ts';
import { type Grant, grantStatements } from './grant.ts';
import type { Patient } from './remedy.ts';

/** A template as it should be, and what else is to be said and done. */
export interface TemplateChange {
  readonly text: string;
  /** Sentences: what was not certain, what must be done by hand. */
  readonly warnings: readonly string[];
  /** Parameters whose new defaults a stack that stands only gets as overrides. */
  readonly overrides: { readonly [parameter: string]: string };
}

/** Where the template is deployed, as far as the facts tell. */
export function placeOf(facts: Facts): Place {
  const given = known(named, facts);
  const region = given?.region ?? '';
  return {
    region,
    account: known(caller, facts)?.account ?? null,
    partition: partitionOf(region),
    stack: given?.stackName ?? null,
  };
}

/** The function's logical id: the one that stands for its physical name in the stack, else what the user named. */
function logicalIdOf(facts: Facts): string {
  const name = known(lambdaFunction, facts)?.name;
  const inStack = (known(resources, facts) ?? []).find(
    ({ type, physicalId }) => type === 'AWS::Lambda::Function' && physicalId === name,
  );
  return inStack?.logicalId ?? known(named, facts)?.functionName ?? 'PoetryFunction';
}

/** The statements the function should have: to invoke, and to subscribe where the agreement is still to come. */
function wanted({ root, facts, inputs }: Patient, place: Place): readonly Wanted[] {
  const reference = known(model, facts)?.reference ?? parseModel(GUIDE_MODEL);
  const routed = known(profile, facts);
  const base = baseIdOf({ reference, source: { from: 'default' } }, routed);
  const grant: Grant = inputs.grant ?? 'guide';
  const agreed = known(availability, facts)?.agreement === 'AVAILABLE';
  const subscribes =
    base !== null && needsSubscription(parseModel(base).provider) && (!agreed || inputs.grant !== null);
  return wantedStatements({
    model: reference,
    needed: neededArns(reference, routed, place.region, place.account ?? '*'),
    streams: root?.cause === 'invoke-stream-not-allowed',
    place,
    marketplace: subscribes ? grantStatements(grant, reference.given) : [],
    product: productOf(base),
    asGuide: grant === 'guide',
  });
}

/** The model the function is set to now, when the user asks for another one; null when they do not. */
export function replacedModel(facts: Facts): { readonly from: string; readonly to: string } | null {
  const choice = known(model, facts);
  const [own] = known(lambdaFunction, facts)?.models ?? [];
  const asked = choice !== null && choice.source.from !== 'discovered' && choice.source.from !== 'default';
  return asked && own !== undefined && own.model !== choice.reference.given
    ? { from: own.model, to: choice.reference.given }
    : null;
}

/** The edited template. Pure. Throws a `UsageError` where it cannot be edited, with the place and the reason. */
export function templateChange(text: string, path: string, patient: Patient): TemplateChange {
  const place = placeOf(patient.facts);
  const parsed = parseTemplate(text, path);
  const name = logicalIdOf(patient.facts);
  const explicit = known(named, patient.facts)?.function ?? false;
  const picked = 'ok' in parsed ? pickFunction(parsed.ok, place, name, !explicit) : null;
  const edit = editTemplate(text, path, {
    functionLogicalId: picked?.logicalId ?? name,
    place,
    wanted: wanted(patient, place),
    model: replacedModel(patient.facts),
  });
  if ('refused' in edit) throw new UsageError(edit.refused);
  const { text: edited, warnings, model: set } = edit.ok;
  return { text: edited, warnings, overrides: set?.overrides ?? {} };
}

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
import { editPolicies } from '../template/edit-policies.ts';
import type { Wanted } from '../template/missing.ts';
import { parseTemplate } from '../template/parse.ts';
import type { Place } from '../template/resolve.ts';
import { setModel } from '../template/set-model.ts';
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
export function logicalIdOf(facts: Facts): string {
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
  const parsed = parseTemplate(text, path);
  if ('error' in parsed) throw new UsageError(parsed.error);
  const place = placeOf(patient.facts);
  const functionLogicalId = logicalIdOf(patient.facts);
  const edit = editPolicies(parsed.ok, { functionLogicalId, place, wanted: wanted(patient, place) });
  if ('refused' in edit) throw new UsageError(edit.refused);
  const replaced = replacedModel(patient.facts);
  if (replaced === null) return { text: edit.ok.text, warnings: edit.ok.warnings, overrides: {} };
  const again = parseTemplate(edit.ok.text, path);
  if ('error' in again) throw new UsageError(again.error);
  const set = setModel(again.ok, { functionLogicalId, place, ...replaced });
  if ('refused' in set) throw new UsageError(set.refused);
  return { text: set.ok.text, warnings: [...edit.ok.warnings, ...set.ok.warnings], overrides: set.ok.overrides };
}

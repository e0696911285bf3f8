import { parseModel, sameModel } from '../../bedrock/model-id.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { alternatives } from '../../probes/bedrock/alternatives.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { elsewhere } from '../../probes/bedrock/elsewhere.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { model } from '../../probes/run/model.ts';
import { named } from '../../probes/run/named.ts';
import { regionOffersBedrock } from '../target/region-offers-bedrock.ts';

/** Whether Bedrock knows the id in this Region: the model, or the profile and the model behind it. */
export const offered = defineCheck({
  id: 'model/offered',
  title: 'Bedrock offers the model in this Region',
  link: 'model',
  needs: {
    model,
    named,
    foundationModel: maybe(foundationModel),
    profile: maybe(profile),
    availability: maybe(availability),
    elsewhere: maybe(elsewhere),
    alternatives: maybe(alternatives),
  },
  after: [regionOffersBedrock],
  messages: {
    invalid: {
      severity: 'error',
      cause: 'model-id-invalid',
      title: 'The model identifier is not valid',
      say: ({ id, region, instead }: { id: string; region: string; instead: readonly string[] }) =>
        `Bedrock does not know ${id} in ${region}${instead.length === 0 ? '; check the spelling of --model.' : `; there it is ${instead.join(' or ')}.`}`,
    },
    elsewhere: {
      severity: 'error',
      cause: 'model-not-in-region',
      title: 'The model is not offered in this Region',
      say: ({
        id,
        region,
        where,
        instead,
      }: {
        id: string;
        region: string;
        where: readonly string[];
        instead: readonly string[];
      }) =>
        `${id} is not offered in ${region}${where.length === 0 ? '' : `, but in ${where.join(' and ')}`}${instead.length === 0 ? '.' : `; use ${instead.join(' or ')}.`}`,
    },
  },
  judge(facts, find) {
    const { model: choice, named: given, foundationModel: here, profile: routed, availability: access } = facts;
    const { reference } = choice;
    const id = reference.given;
    if (reference.kind !== 'base' && reference.kind !== 'profile' && reference.kind !== 'application-profile') {
      return { status: 'not-applicable', why: 'a model of the account itself is used' };
    }
    const usesProfile = reference.kind !== 'base';
    if (usesProfile && !routed.known)
      return { status: 'unknown', missing: 'bedrock:GetInferenceProfile', why: routed.why };
    if (!usesProfile && !here.known) return { status: 'unknown', missing: 'bedrock:GetFoundationModel', why: here.why };
    const notHere = access.known && access.value?.region === 'NOT_AVAILABLE' && !usesProfile;
    const there = usesProfile ? routed.known && routed.value !== null : here.known && here.value !== null;
    if (there && !notHere) return [];
    const where = facts.elsewhere.known ? facts.elsewhere.value : [];
    const instead = (facts.alternatives.known ? facts.alternatives.value : [])
      .filter(({ modelArns }) => modelArns.some((arn) => sameModel(parseModel(arn).base ?? arn, id)))
      .map((other) => other.id);
    const about = {
      subject: id,
      evidence: [
        {
          kind: 'fact' as const,
          probe: usesProfile ? 'bedrock/profile' : 'bedrock/foundation-model',
          pointer: '',
          value: null,
        },
      ],
      explains: ['model-id-invalid' as const],
    };
    const baseHere = usesProfile && here.known && here.value !== null;
    return where.length > 0 || notHere || (baseHere && instead.length > 0)
      ? [find('elsewhere', { ...about, data: { id, region: given.region, where, instead } })]
      : [find('invalid', { ...about, explains: [], data: { id, region: given.region, instead } })];
  },
});

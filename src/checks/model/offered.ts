import { isMantleAddress } from '../../bedrock/mantle.ts';
import { hasBase, kindWords } from '../../bedrock/model-id.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { elsewhere } from '../../probes/bedrock/elsewhere.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { replacements } from '../../probes/bedrock/replacements.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence as evidenceProbe } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { named } from '../../probes/run/named.ts';
import { readEvidence } from '../model-evidence.ts';
import { regionOffersBedrock } from '../target/region-offers-bedrock.ts';
import { modelKnown } from './known.ts';
import { listed, replacementEvidence, sayReplacements } from './say-replacements.ts';

/** Whether Bedrock knows the id in this Region: the model, or the profile and the model behind it. */
export const offered = defineCheck({
  id: 'model/offered',
  title: 'Bedrock offers the model in this Region',
  link: 'model',
  needs: {
    model,
    named,
    profile: maybe(profile),
    replacements: maybe(replacements),
    foundationModel: maybe(foundationModel),
    availability: maybe(availability),
    elsewhere: maybe(elsewhere),
    evidence: maybe(evidenceProbe),
    lambdaFunction: maybe(lambdaFunction),
  },
  after: [regionOffersBedrock, modelKnown],
  messages: {
    invalid: {
      severity: 'error',
      cause: 'model-id-invalid',
      title: 'The model identifier is not valid',
      say: ({ id, region, instead }: { id: string; region: string; instead: string | null }) =>
        `Bedrock does not know ${id} in ${region}; ${instead === null ? 'check the spelling of --model.' : `check its spelling, or use ${instead}.`}`,
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
        instead: string | null;
      }) =>
        `${id} is not offered in ${region}${where.length === 0 ? '' : `, but in ${where.join(' and ')}`}${instead === null ? '.' : `; use ${instead}.`}`,
    },
  },
  judge(facts, find) {
    const { model: choice, named: given, foundationModel: here, profile: routed, availability: access } = facts;
    const { reference } = choice;
    const id = reference.given;
    if (reference.kind === 'other' || !hasBase(reference)) {
      return { status: 'not-applicable', why: `${kindWords(reference)} is used, and the model behind it is not read` };
    }
    const usesProfile = reference.kind !== 'base';
    if (usesProfile && !routed.known)
      return { status: 'unknown', missing: 'bedrock:GetInferenceProfile', why: routed.why };
    if (!usesProfile && !here.known) return { status: 'unknown', missing: 'bedrock:GetFoundationModel', why: here.why };
    const there = usesProfile ? routed.known && routed.value !== null : here.known && here.value !== null;
    // The availability is a hint (contract, section 3, rule 5): a call that was answered proves more.
    const answered = readEvidence(facts.evidence, id).newestSuccessAt !== null;
    const notHere = !usesProfile && access.known && access.value?.region === 'NOT_AVAILABLE' && !(there && answered);
    if (there && !notHere) return [];
    // What the OpenAI-compatible endpoint calls a model, the control plane need not know.
    const [address] = (facts.lambdaFunction.known ? facts.lambdaFunction.value?.addresses : null) ?? [];
    if (!there && !usesProfile && address !== undefined && isMantleAddress(address.url)) {
      return { status: 'not-applicable', why: 'the Mantle endpoint is called, which has names of its own for models' };
    }
    const where = facts.elsewhere.known ? facts.elsewhere.value : [];
    const others = listed(facts.replacements);
    const sameHere = others.some(({ reason }) => reason === 'same-model');
    const baseHere = usesProfile && here.known && here.value !== null;
    const about = {
      subject: id,
      evidence: [
        {
          kind: 'fact' as const,
          ...(notHere && there
            ? { probe: 'bedrock/availability', pointer: '/region', value: 'NOT_AVAILABLE' }
            : { probe: usesProfile ? 'bedrock/profile' : 'bedrock/foundation-model', pointer: '', value: null }),
        },
        ...replacementEvidence(others),
      ],
    };
    const data = { id, region: given.region, instead: sayReplacements(others) };
    return where.length > 0 || notHere || (baseHere && sameHere)
      ? [find('elsewhere', { ...about, data: { ...data, where }, explains: ['model-id-invalid'] })]
      : [find('invalid', { ...about, data })];
  },
});

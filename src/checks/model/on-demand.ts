import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { replacements } from '../../probes/bedrock/replacements.ts';
import { model } from '../../probes/run/model.ts';
import { offered } from './offered.ts';
import { listed, replacementEvidence, sayReplacements } from './say-replacements.ts';

/** Whether the id can be invoked as it is: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
export const onDemand = defineCheck({
  id: 'model/on-demand',
  title: 'The id can be invoked as it is',
  link: 'model',
  needs: { model, foundationModel, replacements: maybe(replacements) },
  after: [offered],
  messages: {
    profile: {
      severity: 'error',
      cause: 'inference-profile-required',
      title: 'The model can only be invoked through an inference profile',
      say: ({ id, instead }: { id: string; instead: string | null }) =>
        `${id} cannot be invoked by its bare id; use ${instead ?? 'an inference profile that contains it'}.`,
    },
    provisioned: {
      severity: 'error',
      cause: 'inference-profile-required',
      title: 'The model can only be invoked with provisioned throughput',
      say: ({ id, instead }: { id: string; instead: string | null }) =>
        `${id} can only be invoked with provisioned throughput${instead === null ? '.' : `; use ${instead}.`}`,
    },
  },
  judge(facts, find) {
    const {
      model: { reference },
      foundationModel: here,
    } = facts;
    if (reference.kind !== 'base')
      return { status: 'not-applicable', why: 'an inference profile or own model is used' };
    if (here === null || here.inferenceTypes.length === 0 || here.inferenceTypes.includes('ON_DEMAND')) return [];
    const known = here.inferenceTypes.filter((type) => type === 'PROVISIONED' || type === 'INFERENCE_PROFILE');
    // Ways that AWS adds later may well be open to a bare id: what is not known is no fault.
    if (known.length < here.inferenceTypes.length && !known.includes('INFERENCE_PROFILE')) {
      return {
        status: 'not-applicable',
        why: `AWS gives ways to invoke it that are not known here: ${here.inferenceTypes.join(', ')}`,
      };
    }
    const others = listed(facts.replacements);
    const only = !known.includes('INFERENCE_PROFILE');
    return [
      find(only ? 'provisioned' : 'profile', {
        subject: reference.given,
        data: { id: reference.given, instead: sayReplacements(others) },
        evidence: [
          {
            kind: 'fact',
            probe: 'bedrock/foundation-model',
            pointer: '/inferenceTypes',
            value: [...here.inferenceTypes],
          },
          ...replacementEvidence(others),
        ],
      }),
    ];
  },
});

import { parseModel, sameModel } from '../../bedrock/model-id.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { alternatives } from '../../probes/bedrock/alternatives.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { model } from '../../probes/run/model.ts';
import { offered } from './offered.ts';

/** Whether the id can be invoked as it is: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
export const onDemand = defineCheck({
  id: 'model/on-demand',
  title: 'The id can be invoked as it is',
  link: 'model',
  needs: { model, foundationModel, alternatives: maybe(alternatives) },
  after: [offered],
  messages: {
    profile: {
      severity: 'error',
      cause: 'inference-profile-required',
      title: 'The model can only be invoked through an inference profile',
      say: ({ id, instead }: { id: string; instead: readonly string[] }) =>
        `${id} cannot be invoked by its bare id${instead.length === 0 ? '; use an inference profile that contains it.' : `; use ${instead.join(' or ')}.`}`,
    },
  },
  judge({ model: { reference }, foundationModel: here, alternatives: others }, find) {
    if (reference.kind !== 'base')
      return { status: 'not-applicable', why: 'an inference profile or own model is used' };
    if (here === null || here.inferenceTypes.length === 0 || here.inferenceTypes.includes('ON_DEMAND')) return [];
    const id = reference.given;
    const instead = (others.known ? others.value : [])
      .filter(({ modelArns }) => modelArns.some((arn) => sameModel(parseModel(arn).base ?? arn, id)))
      .map((other) => other.id);
    return [
      find('profile', {
        subject: id,
        data: { id, instead },
        evidence: [
          {
            kind: 'fact',
            probe: 'bedrock/foundation-model',
            pointer: '/inferenceTypes',
            value: [...here.inferenceTypes],
          },
        ],
      }),
    ];
  },
});

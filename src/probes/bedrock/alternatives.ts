import { listInferenceProfiles } from '../../aws/operations/bedrock.ts';
import { defineProbe } from '../../core/probe.ts';
import { model } from '../run/model.ts';
import { moment } from '../run/moment.ts';
import { foundationModel } from './foundation-model.ts';
import { profile } from './profile.ts';

/** Pages of at most this many; a Region has fewer than a hundred profiles. */
const MOST_PAGES = 5;

/** The inference profiles this Region and account have, read only when the model at hand needs another id. */
export const alternatives = defineProbe({
  id: 'bedrock/alternatives',
  title: 'the inference profiles of this Region',
  actions: ['bedrock:ListInferenceProfiles'],
  needs: { model, foundationModel, profile, moment },
  read: async (
    { model: { reference }, foundationModel: here, profile: routed, moment: now },
    { aws },
  ): Promise<readonly { readonly id: string; readonly modelArns: readonly string[] }[]> => {
    const dead = here?.endOfLifeAt !== null && here?.endOfLifeAt !== undefined && Date.parse(here.endOfLifeAt) <= now;
    const usable = here !== null && here.lifecycle !== 'LEGACY' && !dead;
    const needsProfile = reference.kind === 'base' && here !== null && !here.inferenceTypes.includes('ON_DEMAND');
    if (usable && !needsProfile && (reference.kind !== 'profile' || routed !== null)) return [];
    const found: { id: string; modelArns: string[] }[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await aws.ask(listInferenceProfiles, nextToken === undefined ? {} : { nextToken });
      for (const { inferenceProfileId, models } of answer.inferenceProfileSummaries ?? []) {
        if (inferenceProfileId === undefined) continue;
        found.push({
          id: inferenceProfileId,
          modelArns: (models ?? []).flatMap(({ modelArn }) => (modelArn === undefined ? [] : [modelArn])),
        });
      }
      nextToken = answer.nextToken;
      if (nextToken === undefined || nextToken === '') break;
    }
    return found;
  },
});

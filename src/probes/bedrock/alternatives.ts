import { listInferenceProfiles } from '../../aws/operations/bedrock.ts';
import type { ListedProfile } from '../../bedrock/replacement.ts';
import { textOf, textsOf } from '../../bedrock/text.ts';
import { defineProbe } from '../../core/probe.ts';
import { replacementWanted } from './wants-another.ts';

/** AWS's largest page; a Region has fewer profiles: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html */
export const LARGEST_PAGE = 1_000;
/** More pages than any account has; it ends a token that does not move. */
const MOST_PAGES = 5;

/** The inference profiles this Region and account have, read only when the model at hand needs another id. */
export const alternatives = defineProbe({
  id: 'bedrock/alternatives',
  title: 'the inference profiles of this Region',
  actions: ['bedrock:ListInferenceProfiles'],
  scope: [],
  needs: { replacementWanted },
  read: async ({ replacementWanted: wanted }, { aws }): Promise<readonly ListedProfile[]> => {
    if (!wanted) return [];
    const found: ListedProfile[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await aws.ask(listInferenceProfiles, {
        maxResults: LARGEST_PAGE,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      for (const { inferenceProfileId, models, status } of answer.inferenceProfileSummaries ?? []) {
        const id = textOf(inferenceProfileId);
        // 'ACTIVE' is the only status there is; a profile with another cannot be called.
        if (id === null || (status ?? 'ACTIVE') !== 'ACTIVE') continue;
        found.push({ id, modelArns: textsOf((models ?? []).map(({ modelArn }) => modelArn)) });
      }
      nextToken = textOf(answer.nextToken) ?? undefined;
      if (nextToken === undefined) break;
    }
    return found;
  },
});

import { getAccountDataRetention } from '../../aws/operations/bedrock.ts';
import { needsRetention } from '../../bedrock/data-retention.ts';
import { defineProbe } from '../../core/probe.ts';
import { baseModel } from './base-id.ts';

/** The account's mode, as AWS words it; null for a model that does not ask for one, of which nothing is read. */
export const dataRetention = defineProbe({
  id: 'bedrock/data-retention',
  title: "the account's data-retention mode",
  actions: ['bedrock:GetAccountDataRetention'],
  scope: [],
  needs: { baseModel },
  read: async ({ baseModel: base }, { aws }): Promise<string | null> => {
    if (!needsRetention(base)) return null;
    const { mode } = await aws.ask(getAccountDataRetention, {});
    return typeof mode === 'string' ? mode : 'UNKNOWN';
  },
});

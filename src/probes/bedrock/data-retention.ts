import { getAccountDataRetention } from '../../aws/operations/bedrock.ts';
import { needsRetention } from '../../bedrock/data-retention.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { model } from '../run/model.ts';
import { baseIdOf } from './base-id.ts';
import { profile } from './profile.ts';

/** The account's mode, as AWS words it; null for a model that does not ask for one, of which nothing is read. */
export const dataRetention = defineProbe({
  id: 'bedrock/data-retention',
  title: "the account's data-retention mode",
  actions: ['bedrock:GetAccountDataRetention'],
  needs: { model, profile: maybe(profile) },
  read: async ({ model: choice, profile: routed }, { aws }): Promise<string | null> => {
    if (!needsRetention(baseIdOf(choice, routed.known ? routed.value : null))) return null;
    const { mode } = await aws.ask(getAccountDataRetention, {});
    return typeof mode === 'string' ? mode : 'UNKNOWN';
  },
});

import { defineProbe } from '../../core/probe.ts';

/** When the run began, in milliseconds since 1970: days left and ages are counted from it, also in a replay. */
export const moment = defineProbe({
  id: 'run/moment',
  title: 'the time',
  actions: [],
  scope: [],
  needs: {},
  read: async (_facts, { now }) => now,
});

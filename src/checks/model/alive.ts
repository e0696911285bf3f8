import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { invocation } from '../../probes/lambda/invocation.ts';
import { recentLog } from '../../probes/logs/recent.ts';
import { model } from '../../probes/run/model.ts';
import { moment } from '../../probes/run/moment.ts';
import { storyOf } from '../observations.ts';
import { offered } from './offered.ts';

const DAY_MS = 86_400_000;

/** Whether the model lives, and for how long: https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html */
export const alive = defineCheck({
  id: 'model/alive',
  title: 'The model is active',
  link: 'model',
  needs: { model, moment, foundationModel, recentLog: maybe(recentLog), invocation: maybe(invocation) },
  after: [offered],
  messages: {
    dead: {
      severity: 'error',
      cause: 'model-end-of-life',
      title: 'The model has reached its end of life',
      say: ({ id, day }: { id: string; day: string }) =>
        `${id} reached its end of life on ${day}; choose another model.`,
    },
    legacy: {
      severity: 'warning',
      cause: 'model-legacy',
      title: 'The model is legacy',
      say: ({ id, day, days }: { id: string; day: string | null; days: number | null }) =>
        `${id} is legacy${day === null ? '' : ` and ends on ${day}, in ${days} days`}; an account that does not use it for some weeks loses it.`,
    },
    ending: {
      severity: 'warning',
      cause: 'model-legacy',
      title: 'The model will reach its end of life soon',
      say: ({ id, day, days }: { id: string; day: string; days: number }) => `${id} ends on ${day}, in ${days} days.`,
    },
  },
  judge({ model: choice, moment: now, foundationModel: here, recentLog: log, invocation: answered }, find) {
    if (here === null) return { status: 'not-applicable', why: 'the model is not known here' };
    const id = choice.reference.given;
    const end = here.endOfLifeAt === null ? null : Date.parse(here.endOfLifeAt);
    const day = here.endOfLifeAt?.slice(0, 10) ?? null;
    const evidence = [
      { kind: 'fact' as const, probe: 'bedrock/foundation-model', pointer: '/lifecycle', value: here.lifecycle },
      ...(here.endOfLifeAt === null
        ? []
        : [
            {
              kind: 'fact' as const,
              probe: 'bedrock/foundation-model',
              pointer: '/endOfLifeAt',
              value: here.endOfLifeAt,
            },
          ]),
    ];
    const about = { subject: id, evidence };
    if (end !== null && day !== null && end <= now) {
      const { newestSuccessAt } = storyOf(
        log.known ? log.value : null,
        id,
        null,
        answered.known ? answered.value : null,
      );
      // A call that was answered after the announced day shows that the day has moved.
      if (newestSuccessAt !== null && newestSuccessAt > end)
        return [find('legacy', { ...about, data: { id, day: null, days: null } })];
      return [find('dead', { ...about, data: { id, day }, explains: ['model-id-invalid', 'model-legacy-locked'] })];
    }
    const days = end === null ? null : Math.ceil((end - now) / DAY_MS);
    if (here.lifecycle === 'LEGACY') return [find('legacy', { ...about, data: { id, day, days } })];
    // Half a year is the time AWS gives between announcement and end; earlier there is nothing to do.
    if (days !== null && day !== null && days <= 180) return [find('ending', { ...about, data: { id, day, days } })];
    return [];
  },
});

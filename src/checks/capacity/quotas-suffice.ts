import { defineCheck } from '../../core/check.ts';
import type { Finding } from '../../core/finding.ts';
import { type ModelQuota, modelQuotas } from '../../probes/service-quotas/model-quotas.ts';
import { offered } from '../model/offered.ts';

const MINUTES_IN_A_DAY = 24 * 60;
/** A day's tokens that would not last an hour are what new accounts get, and what they run into. */
const MINUTES_TO_WARN = 60;

/**
 * Whether the account may use any tokens at all. New and unverified accounts are given zero or reduced quotas; a zero
 * daily quota answers every call with "Too many tokens per day", however long one waits. By default the tokens of a day
 * are those of a minute times 1,440, so that less is reduced: no default has to be read.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
 *
 * Its messages are declared as warnings, and zero is raised to an error where it is found: a quota that cannot be read
 * is `unknown` like everything else, but does not make a run undetermined that found nothing wrong. Where calls are
 * throttled, AWS's own words decide, and they stand in another check.
 */
export const quotasSuffice = defineCheck({
  id: 'capacity/quotas-suffice',
  title: 'The account has quotas for the model',
  link: 'capacity',
  needs: { modelQuotas },
  after: [offered],
  messages: {
    daily: {
      severity: 'warning',
      cause: 'daily-token-quota',
      title: 'The daily token quota is zero',
      say: ({ name, adjustable }: ModelQuota) =>
        `The quota "${name}" is 0: every call is throttled, and retrying does not help. ${adjustable ? 'Ask for more in Service Quotas.' : 'It cannot be raised in Service Quotas; AWS Support can.'}`,
    },
    minute: {
      severity: 'warning',
      cause: 'service-quota-exceeded',
      title: 'A quota of the model is zero',
      say: ({ name, adjustable }: ModelQuota) =>
        `The quota "${name}" is 0: no call is served. ${adjustable ? 'Ask for more in Service Quotas.' : 'It cannot be raised in Service Quotas; AWS Support can.'}`,
    },
    reduced: {
      severity: 'warning',
      cause: 'daily-token-quota',
      title: 'The daily token quota is reduced',
      say: ({ name, value, minutes }: { name: string; value: number; minutes: number }) =>
        `The quota "${name}" is ${value.toLocaleString('en-US')}; at the full rate of the per-minute quota it is used up in ${minutes} minute${minutes === 1 ? '' : 's'}. New accounts begin with reduced quotas.`,
    },
  },
  judge({ modelQuotas: found }, find) {
    if (found === null) return { status: 'not-applicable', why: 'recent calls do not point at a quota' };
    const { quotas, cut } = found;
    if (quotas.length === 0) {
      return {
        status: 'not-applicable',
        why: cut ? 'no quota of the model is among those that were read' : 'Service Quotas lists none for the model',
      };
    }
    const about = (quota: ModelQuota, index: number) => ({
      subject: quota.code === '' ? quota.name : quota.code,
      evidence: [
        {
          kind: 'fact' as const,
          probe: 'service-quotas/model-quotas',
          pointer: `/quotas/${index}/value`,
          value: quota.value,
        },
      ],
    });
    const perMinute = quotas.find(({ unit, per }) => unit === 'tokens' && per === 'minute')?.value ?? 0;
    return quotas.flatMap((quota, index): readonly Finding[] => {
      const { value, unit, per, name } = quota;
      if (value <= 0) {
        const daily = unit === 'tokens' && per === 'day';
        return [find(daily ? 'daily' : 'minute', { ...about(quota, index), data: quota, severity: 'error' })];
      }
      if (unit !== 'tokens' || per !== 'day' || value >= perMinute * MINUTES_IN_A_DAY) return [];
      const minutes = Math.max(1, Math.floor(value / perMinute));
      const severity = minutes < MINUTES_TO_WARN ? 'warning' : 'info';
      return [find('reduced', { ...about(quota, index), data: { name, value, minutes }, severity })];
    });
  },
});

import { listServiceQuotas } from '../../aws/operations/service-quotas.ts';
import { countsFor, isQuotaOf, readQuotaName } from '../../bedrock/quota-name.ts';
import { textOf } from '../../bedrock/text.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { baseIdOf } from '../bedrock/base-id.ts';
import { profile } from '../bedrock/profile.ts';
import { type RecentLog, recentLog } from '../logs/recent.ts';
import { model } from '../run/model.ts';

/** A quota that calls of the model count against. */
export interface ModelQuota {
  readonly code: string;
  readonly name: string;
  /** Tokens or requests; what applies to this account, not AWS's default. */
  readonly value: number;
  readonly unit: 'tokens' | 'requests';
  readonly per: 'minute' | 'day';
  readonly adjustable: boolean;
}
export interface ModelQuotas {
  readonly quotas: readonly ModelQuota[];
  /** Whether Service Quotas had more than was read. */
  readonly cut: boolean;
}

/** AWS's largest page: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html */
const PAGE = 100;
/**
 * Bedrock has several hundred quotas, and the API neither filters by name nor takes a model. A diagnosis has 20 calls:
 * three pages where the log shows a lack of capacity, one where it shows no call at all.
 */
const PAGES = { starved: 3, silent: 1 } as const;

/** Words of a call that reached Bedrock and was turned away for want of capacity; the checks read them properly. */
const STARVED = /throttl|too many (?:requests|tokens)|request rate is too high|quota/i;
const CALLED = /\[Poetry\] (?:Success|Bedrock error)|AccessDenied|Exception/;

/**
 * Why the quotas are worth reading. A call that was answered, or refused for another reason, says that they are not what
 * stands in the way: what is denied never comes to be counted.
 */
function worthReading(log: RecentLog | null): keyof typeof PAGES | null {
  const newest = (log?.lines ?? []).findLast(({ message }) => CALLED.test(message) || STARVED.test(message));
  if (newest === undefined) return 'silent';
  return STARVED.test(newest.message) ? 'starved' : null;
}

/** The quotas of the model in this account and Region; null where they are not worth reading. */
export const modelQuotas = defineProbe({
  id: 'service-quotas/model-quotas',
  title: "the account's quotas for the model",
  actions: ['servicequotas:ListServiceQuotas'],
  needs: { model, profile: maybe(profile), recentLog: maybe(recentLog) },
  read: async ({ model: choice, profile: routed, recentLog: log }, { aws }): Promise<ModelQuotas | null> => {
    const base = baseIdOf(choice, routed.known ? routed.value : null);
    const reason = worthReading(log.known ? log.value : null);
    if (base === null || reason === null) return null;
    const { kind, prefix } = choice.reference;
    const through = kind === 'application-profile' ? 'application' : prefix;
    const quotas: ModelQuota[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES[reason]; page += 1) {
      const answer = await aws.ask(listServiceQuotas, {
        ServiceCode: 'bedrock',
        MaxResults: PAGE,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      for (const { QuotaCode, QuotaName, Value, Adjustable } of answer.Quotas ?? []) {
        const name = textOf(QuotaName);
        const read = name === null ? null : readQuotaName(name);
        if (name === null || read === null || typeof Value !== 'number' || !Number.isFinite(Value)) continue;
        if (!countsFor(read, through) || (read.model !== null && !isQuotaOf(read.model, base))) continue;
        const { unit, per } = read;
        quotas.push({ code: textOf(QuotaCode) ?? '', name, value: Value, unit, per, adjustable: Adjustable === true });
      }
      token = textOf(answer.NextToken) ?? undefined;
      if (token === undefined) break;
    }
    return { quotas, cut: token !== undefined };
  },
});

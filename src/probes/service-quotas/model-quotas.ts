import { listServiceQuotas } from '../../aws/operations/service-quotas.ts';
import { countsFor, isQuotaOf, readQuotaName } from '../../bedrock/quota-name.ts';
import { textOf } from '../../bedrock/text.ts';
import { CAUSES } from '../../causes/catalogue.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { selectEvidence } from '../../evidence/select-evidence.ts';
import { baseModel } from '../bedrock/base-id.ts';
import { evidence } from '../run/evidence.ts';
import { modelReference } from '../run/model.ts';

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

/**
 * Why the quotas are worth reading. A call that was answered, or refused for another reason, says that they are not what
 * is in the way: what is denied never comes to be counted. Asks nobody.
 */
const quotaSymptom = defineProbe({
  id: 'service-quotas/symptom',
  title: 'whether the quotas are worth reading',
  actions: [],
  scope: [],
  passing: true,
  needs: { modelReference, evidence: maybe(evidence) },
  read: async ({ modelReference: { given }, evidence: seen }): Promise<keyof typeof PAGES | null> => {
    if (!seen.known) return 'silent';
    const { observations, newestSuccessAt } = selectEvidence(seen.value, given);
    const newest = observations.at(-1);
    if (newest === undefined) return newestSuccessAt === null ? 'silent' : null;
    return CAUSES[newest.cause].layer === 'capacity' ? 'starved' : null;
  },
});

/** The quotas of the model in this account and Region; null where they are not worth reading. */
export const modelQuotas = defineProbe({
  id: 'service-quotas/model-quotas',
  title: "the account's quotas for the model",
  actions: ['servicequotas:ListServiceQuotas'],
  scope: [],
  needs: { modelReference, baseModel, quotaSymptom },
  read: async (
    { modelReference: { kind, prefix }, baseModel: base, quotaSymptom: reason },
    { aws },
  ): Promise<ModelQuotas | null> => {
    if (base === null || reason === null) return null;
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

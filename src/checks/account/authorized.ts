import type { CauseId } from '../../core/cause.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { useCaseForm } from '../../probes/bedrock/use-case-form.ts';
import { evidence as evidenceProbe } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { offered } from '../model/offered.ts';
import { readEvidence } from '../model-evidence.ts';
import { useCaseFormSubmitted } from './use-case-form.ts';

/** What a role that may not subscribe is told; pointless to fix while the account itself is held back. */
const BEHIND_IT: readonly CauseId[] = ['marketplace-subscription-denied'];

/**
 * Whether AWS holds the account back. The field is a hint: some accounts are told NOT_AUTHORIZED for models that
 * work, so a recent success outweighs it, and so does a subscription that is being processed or has failed.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html
 */
export const authorized = defineCheck({
  id: 'account/authorized',
  title: 'AWS lets the account use the model',
  link: 'agreement',
  needs: { model, availability, useCaseForm: maybe(useCaseForm), evidence: maybe(evidenceProbe) },
  after: [offered, useCaseFormSubmitted],
  messages: {
    restricted: {
      severity: 'error',
      cause: 'account-restricted',
      title: 'AWS restricts the account',
      say: ({ id, there }: { id: string; there: string }) =>
        `AWS says NOT_AUTHORIZED for ${id} though ${there}: most likely a restriction of the account, which no policy lifts. diagnose --probe shows it for certain.`,
    },
    hint: {
      severity: 'info',
      cause: 'account-restricted',
      title: 'AWS says NOT_AUTHORIZED, yet calls succeed',
      say: ({ id }: { id: string }) => `AWS says NOT_AUTHORIZED for ${id}, yet a recent call succeeded.`,
    },
  },
  judge({ model: choice, availability: access, useCaseForm: form, evidence: seen }, find) {
    if (access === null) return { status: 'not-applicable', why: 'the model is not known here' };
    if (access.authorization !== 'NOT_AUTHORIZED' && access.authorization !== 'AUTHORIZED') {
      return { status: 'not-applicable', why: `AWS gives a word that is not known here: ${access.authorization}` };
    }
    if (access.authorization === 'AUTHORIZED') return [];
    if (access.region === 'NOT_AVAILABLE') {
      return { status: 'not-applicable', why: 'the model is not offered in this Region' };
    }
    const id = choice.reference.given;
    const { newestSuccessAt, observations } = readEvidence(seen, id);
    const evidence = (['authorization', 'entitlement', 'agreement'] as const).map((field) => ({
      kind: 'fact' as const,
      probe: 'bedrock/availability',
      pointer: `/${field}`,
      value: access[field],
    }));
    if (newestSuccessAt !== null) return [find('hint', { subject: id, data: { id }, evidence })];
    if (access.agreement === 'PENDING' || access.agreement === 'ERROR') {
      return { status: 'not-applicable', why: `the agreement is ${access.agreement}, and that comes first` };
    }
    if (!form.known) return { status: 'unknown', missing: 'bedrock:GetUseCaseForModelAccess', why: form.why };
    if (form.value.needed && !form.value.submitted) {
      return { status: 'not-applicable', why: 'the use-case form is missing, and that comes first' };
    }
    const all = access.entitlement === 'AVAILABLE' && access.agreement === 'AVAILABLE';
    const there = form.value.needed
      ? `the form ${all ? 'and the agreement are' : 'is'} there`
      : all
        ? 'the agreement is there'
        : 'its provider asks for no form';
    return [
      find('restricted', {
        subject: id,
        data: { id, there },
        evidence,
        // What AWS said to a call counts for more than this hint.
        explains: observations.length === 0 ? BEHIND_IT : [],
      }),
    ];
  },
});

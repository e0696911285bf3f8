import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { useCaseForm } from '../../probes/bedrock/use-case-form.ts';
import { invocation } from '../../probes/lambda/invocation.ts';
import { recentLog } from '../../probes/logs/recent.ts';
import { model } from '../../probes/run/model.ts';
import { offered } from '../model/offered.ts';
import { storyOf } from '../observations.ts';
import { useCaseFormSubmitted } from './use-case-form.ts';

/**
 * Whether AWS holds the account back. The field is a hint: some accounts are told NOT_AUTHORIZED for models that
 * work, so a recent success outweighs it.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html
 */
export const authorized = defineCheck({
  id: 'account/authorized',
  title: 'AWS lets the account use the model',
  link: 'agreement',
  needs: {
    model,
    availability,
    useCaseForm: maybe(useCaseForm),
    recentLog: maybe(recentLog),
    invocation: maybe(invocation),
  },
  after: [offered, useCaseFormSubmitted],
  messages: {
    restricted: {
      severity: 'error',
      cause: 'account-restricted',
      title: 'AWS restricts the account',
      say: ({ id }: { id: string }) =>
        `AWS says NOT_AUTHORIZED for ${id} though the form is there; that is a restriction of the account, not of a policy.`,
    },
    hint: {
      severity: 'info',
      cause: 'account-restricted',
      title: 'AWS says NOT_AUTHORIZED, yet calls succeed',
      say: ({ id }: { id: string }) => `AWS says NOT_AUTHORIZED for ${id}, yet a recent call succeeded.`,
    },
  },
  judge({ model: choice, availability: access, useCaseForm: form, recentLog: log, invocation: answered }, find) {
    if (access === null) return { status: 'not-applicable', why: 'the model is not known here' };
    if (access.authorization !== 'NOT_AUTHORIZED') return [];
    const id = choice.reference.given;
    const about = {
      subject: id,
      data: { id },
      evidence: [
        {
          kind: 'fact' as const,
          probe: 'bedrock/availability',
          pointer: '/authorization',
          value: access.authorization,
        },
      ],
    };
    if (
      storyOf(log.known ? log.value : null, id, null, answered.known ? answered.value : null).newestSuccessAt !== null
    )
      return [find('hint', about)];
    if (!form.known) return { status: 'unknown', missing: 'bedrock:GetUseCaseForModelAccess', why: form.why };
    return [find('restricted', about)];
  },
});

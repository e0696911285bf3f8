import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import { model } from '../../probes/run/model.ts';
import { offered } from '../model/offered.ts';
import { leftOpen, statementsOf } from '../policy/deciding.ts';
import { WHO_NEEDS, whoIn } from '../policy/who.ts';

/**
 * Whether the account has the provider's agreement, and if not, whether the role may get it by its first call:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export const agreementSigned = defineCheck({
  id: 'account/agreement-signed',
  title: "The account has the provider's agreement",
  link: 'agreement',
  needs: { model, profile: maybe(profile), availability, decisions: maybe(decisions), ...WHO_NEEDS },
  after: [offered],
  messages: {
    missing: {
      severity: 'error',
      cause: 'marketplace-subscription-denied',
      title: 'The account has no agreement, and the role may not subscribe',
      say: ({ id, actions, who }: { id: string; actions: readonly string[]; who: string }) =>
        `The account has no agreement for ${id}, and ${who} may not ${actions.join(' or ')}, which its first call needs.`,
    },
    unaccepted: {
      severity: 'error',
      cause: 'marketplace-subscription-denied',
      title: 'The account is entitled, but has not accepted the agreement, and the role may not',
      say: ({ id, actions, who }: { id: string; actions: readonly string[]; who: string }) =>
        `The account is entitled to ${id} but has not accepted its agreement, and ${who} may not ${actions.join(' or ')}, which accepts it.`,
    },
    open: {
      severity: 'warning',
      cause: 'marketplace-subscription-pending',
      title: 'The first call will subscribe the account',
      say: ({ id, who }: { id: string; who: string }) =>
        `The account has no agreement for ${id} yet; ${who} may subscribe, so its first call accepts the terms for the whole account.`,
    },
    pending: {
      severity: 'error',
      cause: 'marketplace-subscription-pending',
      title: 'The subscription is being processed',
      say: ({ id }: { id: string }) => `The agreement for ${id} is being processed; AWS takes up to 15 minutes.`,
    },
    failed: {
      severity: 'error',
      cause: 'marketplace-subscription-failed',
      title: 'The Marketplace agreement failed',
      say: ({ id, reason }: { id: string; reason: string | null }) =>
        `The agreement for ${id} failed${reason === null ? '.' : `: ${reason}`}`,
    },
  },
  judge({ model: choice, profile: routed, availability: access, decisions: known, ...facts }, find) {
    const base = baseIdOf(choice, routed.known ? routed.value : null);
    if (base === null) return { status: 'not-applicable', why: 'the base model is not known here' };
    if (!needsSubscription(parseModel(base).provider)) {
      return { status: 'not-applicable', why: 'this provider needs no subscription' };
    }
    if (access === null) {
      const message = `it does not know ${base}, which is offered here`;
      return {
        status: 'unknown',
        missing: 'bedrock:GetFoundationModelAvailability',
        why: { kind: 'failed', code: 'ResourceNotFoundException', message, status: null },
      };
    }
    const evidence = [
      { kind: 'fact' as const, probe: 'bedrock/availability', pointer: '/agreement', value: access.agreement },
    ];
    const about = { subject: base, evidence };
    if (access.agreement === 'AVAILABLE') return [];
    if (access.agreement === 'PENDING') {
      return [find('pending', { ...about, data: { id: base }, explains: ['marketplace-subscription-denied'] })];
    }
    if (access.agreement === 'ERROR') {
      const payment = /payment/i.test(access.agreementError ?? '');
      return [
        find('failed', {
          ...about,
          data: { id: base, reason: access.agreementError },
          ...(payment ? { cause: 'payment-instrument-invalid' as const } : {}),
        }),
      ];
    }
    if (access.agreement !== 'NOT_AVAILABLE') {
      return {
        status: 'unknown',
        missing: 'bedrock:GetFoundationModelAvailability',
        why: {
          kind: 'failed',
          code: 'UnknownStatus',
          message: `AWS calls the agreement ${access.agreement}, which this version does not know`,
          status: null,
        },
      };
    }
    if (!known.known) return { status: 'unknown', missing: 'iam:SimulatePrincipalPolicy', why: known.why };
    const asked = (known.value?.decided ?? []).filter(({ purpose }) => purpose === 'subscribe');
    const denied = asked.filter(({ decision }) => decision === 'denied');
    if (denied.length > 0) {
      return [
        find(access.entitlement === 'AVAILABLE' ? 'unaccepted' : 'missing', {
          ...about,
          data: { id: base, actions: denied.map(({ action }) => action), who: whoIn(facts).kind },
          evidence: [...evidence, ...statementsOf(denied)],
        }),
      ];
    }
    const undecided = asked.find(({ decision }) => decision === 'unknown');
    if (undecided || asked.length === 0) {
      return {
        status: 'unknown',
        missing: 'iam:SimulatePrincipalPolicy',
        why: undecided
          ? leftOpen(undecided)
          : { kind: 'undecided', message: 'it depends on the principal, which is not known' },
      };
    }
    return [find('open', { ...about, data: { id: base, who: whoIn(facts).kind } })];
  },
});

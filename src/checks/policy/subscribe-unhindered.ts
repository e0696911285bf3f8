import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { type DecidedQuestion, decisions } from '../../probes/iam/decisions.ts';
import { model } from '../../probes/run/model.ts';
import { modelKnown } from '../model/known.ts';
import { roleExists } from '../target/role-exists.ts';
import { userExists } from '../target/user-exists.ts';
import { because, statementsOf } from './deciding.ts';
import { WHO_NEEDS, whoIn } from './who.ts';

/** What is denied to whom, and by which statement. */
interface Denied {
  readonly role: string;
  readonly actions: readonly string[];
  /** The sentence of `because`. */
  readonly why: string;
}

/** Whether a layer above the identity policies stands against the subscription, so that no grant to the role can help. */
export const subscribeUnhindered = defineCheck({
  id: 'policy/subscribe-unhindered',
  title: 'No higher policy denies the subscription',
  link: 'policy',
  needs: {
    model,
    profile: maybe(profile),
    availability: maybe(availability),
    decisions,
    ...WHO_NEEDS,
  },
  after: [roleExists, userExists, modelKnown],
  messages: {
    explicit: {
      severity: 'error',
      cause: 'denied-explicitly',
      title: 'A policy explicitly denies the subscription',
      say: ({ role, actions, why }: Denied) =>
        `A policy of ${role} explicitly denies ${actions.join(' and ')}, which the missing agreement needs.${why}`,
    },
    scp: {
      severity: 'error',
      cause: 'denied-by-scp',
      title: 'A service control policy denies the subscription',
      say: ({ role, actions, why }: Denied) =>
        `A service control policy keeps ${role} from ${actions.join(' and ')}, which the missing agreement needs.${why}`,
    },
    boundary: {
      severity: 'error',
      cause: 'denied-by-boundary',
      title: 'The permissions boundary does not allow the subscription',
      say: ({ role, actions, why }: Denied) =>
        `The permissions boundary of ${role} does not allow ${actions.join(' and ')}, which the missing agreement needs.${why}`,
    },
  },
  judge({ model: choice, profile: routed, availability: access, decisions: known, ...facts }, find) {
    const base = baseIdOf(choice, routed.known ? routed.value : null);
    if (base === null || !needsSubscription(parseModel(base).provider)) {
      return { status: 'not-applicable', why: 'this provider needs no subscription' };
    }
    if (access.known && access.value !== null && ['AVAILABLE', 'PENDING'].includes(access.value.agreement)) {
      return { status: 'not-applicable', why: 'the agreement is there' };
    }
    const denied = (known?.decided ?? []).filter(
      ({ purpose, decision }) => purpose === 'subscribe' && decision === 'denied',
    );
    const layers = ['explicit', 'scp', 'boundary'] as const;
    return layers.flatMap((layer) => {
      const these = denied.filter((question: DecidedQuestion) => question.layer === layer);
      if (these.length === 0) return [];
      const { name, subject } = whoIn(facts);
      return [
        find(layer, {
          subject,
          data: { role: name, actions: these.map(({ action }) => action), why: because(these) },
          evidence: statementsOf(these),
          explains: ['marketplace-subscription-denied'],
        }),
      ];
    });
  },
});

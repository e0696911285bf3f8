import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import { modelKnown } from '../model/known.ts';
import { roleExists } from '../target/role-exists.ts';
import { userExists } from '../target/user-exists.ts';
import { statementsOf } from './deciding.ts';
import { WHO_NEEDS, whoIn } from './who.ts';

/**
 * Whether the role keeps a buying power that nobody needs any more: once the account has the agreement, calls need no
 * Marketplace permission. https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export const noStandingSubscribe = defineCheck({
  id: 'policy/no-standing-subscribe',
  title: 'No buying power is kept that is not needed',
  link: 'policy',
  needs: { availability: maybe(availability), decisions: maybe(decisions), ...WHO_NEEDS },
  after: [roleExists, userExists, modelKnown],
  messages: {
    standing: {
      severity: 'warning',
      cause: 'unknown',
      title: 'The role may still subscribe the account',
      say: ({ role }: { role: string }) =>
        `${role} may still aws-marketplace:Subscribe, though the account has the agreement and calls need it no more. bedrock-doctor undo --last takes away what fix put there; else remove it from the template.`,
    },
  },
  judge({ availability: access, decisions: asked, ...facts }, find) {
    const agreement = access.known ? access.value?.agreement : undefined;
    if (agreement !== 'AVAILABLE') return { status: 'not-applicable', why: 'the agreement is not there yet' };
    if (!asked.known) return { status: 'unknown', missing: 'iam:SimulatePrincipalPolicy', why: asked.why };
    const standing = (asked.value?.decided ?? []).filter(
      ({ action, decision }) => action === 'aws-marketplace:Subscribe' && decision === 'allowed',
    );
    if (standing.length === 0) return [];
    const { name, subject } = whoIn(facts);
    return [
      find('standing', {
        subject,
        data: { role: name },
        evidence: statementsOf(standing),
      }),
    ];
  },
});

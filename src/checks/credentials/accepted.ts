import type { CauseId } from '../../core/cause.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { caller } from '../../probes/sts/caller.ts';

/** The cause behind what AWS answers to credentials it will not take; null for other answers: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export function refusal(code: string, message: string): CauseId | null {
  if (/RequestTimeTooSkewed|RequestExpired/.test(code)) return 'clock-skew';
  if (
    /Signature(DoesNotMatch)?|InvalidSignature/.test(code) &&
    /expired|not yet current|too (early|late)|skew/i.test(message)
  ) {
    return 'clock-skew';
  }
  if (/ExpiredToken/.test(code)) return 'credentials-expired';
  if (
    /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|AuthFailure/.test(
      code,
    )
  ) {
    return 'credentials-invalid';
  }
  return /MissingAuthenticationToken/.test(code) ? 'credentials-missing' : null;
}

/**
 * What the SDKs say of a sign-in that is over, before AWS is asked:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export const ENDED = /\bexpired\b|Cannot refresh/i;

/** Whether AWS takes the operator's credentials at all. */
export const accepted = defineCheck({
  id: 'credentials/accepted',
  title: 'AWS accepts the credentials',
  link: 'credentials',
  needs: { caller: maybe(caller) },
  messages: {
    refused: {
      severity: 'error',
      cause: 'credentials-invalid',
      title: 'AWS refuses the credentials',
      say: ({ code, message }: { code: string; message: string }) =>
        `AWS refuses the credentials (${code}): ${message}`,
    },
    unassumable: {
      severity: 'error',
      cause: 'credentials-invalid',
      title: 'The role cannot be assumed',
      say: ({ message }: { message: string }) =>
        `The role of --assume-role cannot be assumed: ${message} Its trust policy must let you in, with the external id if it asks for one.`,
    },
    missing: {
      severity: 'error',
      cause: 'credentials-missing',
      title: 'No credentials were found',
      say: () => 'No AWS credentials were found; sign in (aws sso login), set AWS_PROFILE, or pass --profile.',
    },
    over: {
      severity: 'error',
      cause: 'credentials-expired',
      title: 'The sign-in has ended',
      say: ({ message }: { message: string }) => `The sign-in that the credentials come from has ended: ${message}`,
    },
    unreachable: {
      severity: 'error',
      cause: 'endpoint-unreachable',
      title: 'AWS cannot be reached',
      say: ({ message }: { message: string }) => `AWS gives no answer: ${message}`,
    },
  },
  judge({ caller: who }, find) {
    if (who.known) return [];
    const { why } = who;
    if (why.kind === 'no-credentials' && ENDED.test(why.message)) {
      return [find('over', { subject: 'credentials', data: { message: why.message }, evidence: [] })];
    }
    if (why.kind === 'no-credentials') {
      return [find('missing', { subject: 'credentials', data: undefined as never, evidence: [] })];
    }
    if (why.kind === 'unreachable') {
      return [find('unreachable', { subject: 'sts:GetCallerIdentity', data: { message: why.message }, evidence: [] })];
    }
    if (why.kind === 'denied' && why.action === 'sts:AssumeRole') {
      return [
        find('unassumable', {
          subject: 'sts:AssumeRole',
          data: { message: /[.!?]$/.test(why.message) ? why.message : `${why.message}.` },
          evidence: [{ kind: 'answer', action: why.action, code: 'AccessDenied', message: why.message }],
        }),
      ];
    }
    const cause = why.kind === 'failed' ? refusal(why.code, why.message) : null;
    if (why.kind !== 'failed' || cause === null) return { status: 'unknown', missing: 'sts:GetCallerIdentity', why };
    return [
      find('refused', {
        subject: 'credentials',
        data: { code: why.code, message: why.message },
        cause,
        // AWS's own words about these credentials (contract, section 7).
        observedAt: 'now',
        evidence: [{ kind: 'answer', action: 'sts:GetCallerIdentity', code: why.code, message: why.message }],
      }),
    ];
  },
});

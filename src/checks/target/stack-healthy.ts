import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { stackExists } from './stack-exists.ts';

/** A stack that was rolled back to its last good state runs; the others are broken or on their way. */
const ROLLED_BACK = /^(UPDATE|IMPORT)_ROLLBACK_COMPLETE$/;
const GOOD = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export const stackHealthy = defineCheck({
  id: 'target/stack-healthy',
  title: 'The stack is deployed',
  link: 'stack',
  about: 'stack',
  needs: { stack: maybe(stack) },
  after: [stackExists],
  messages: {
    unfinished: {
      severity: 'error',
      cause: 'stack-unhealthy',
      title: 'The stack is in a failed or unfinished state',
      say: ({ name, status, reason }: { name: string; status: string; reason: string | null }) =>
        `The stack ${name} is ${status}${reason === null ? '' : `: ${reason}`}.`,
    },
    rolledBack: {
      severity: 'warning',
      cause: 'stack-unhealthy',
      title: 'The last deployment was rolled back',
      say: ({ name, status }: { name: string; status: string }) =>
        `The last deployment of ${name} was rolled back (${status}); what runs is the version before it.`,
    },
  },
  judge({ stack: found }, find) {
    if (!found.known || found.value === null) return { status: 'not-applicable', why: 'no stack is examined' };
    const { id, name, status, reason } = found.value;
    if (GOOD.test(status)) return [];
    const evidence = [{ kind: 'fact' as const, probe: 'cloudformation/stack', pointer: '/status', value: status }];
    const subject = id === '' ? name : id;
    return ROLLED_BACK.test(status)
      ? [find('rolledBack', { subject, data: { name, status }, evidence })]
      : [find('unfinished', { subject, data: { name, status, reason }, evidence })];
  },
});

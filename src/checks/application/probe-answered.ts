import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { invocation } from '../../probes/lambda/invocation.ts';
import { functionExists } from '../target/function-exists.ts';

/** Refusals of the moment: a second try may well be answered. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const MOMENTARY = /TooManyRequests|Throttl|ServiceException|ResourceConflict|NotReady|EC2|ENI/;

/** Whether the request of `--probe` could be made. What AWS answered to it is judged with what the log says. */
export const probeAnswered = defineCheck({
  id: 'application/probe-answered',
  title: 'The function could be asked',
  link: 'application',
  about: 'function',
  needs: { invocation: maybe(invocation) },
  after: [functionExists],
  messages: {
    unrun: {
      severity: 'error',
      cause: 'function-error',
      title: 'Lambda does not run the function',
      say: ({ code, message }: { code: string; message: string }) =>
        `Lambda does not run the function (${code}): ${message}`,
    },
  },
  judge({ invocation: answered }, find) {
    if (answered.known) {
      return answered.value === null ? { status: 'not-applicable', why: 'there is no function to ask' } : [];
    }
    const { why } = answered;
    if (why.kind === 'not-recorded') return { status: 'not-applicable', why: '--probe was not asked for' };
    if (why.kind !== 'failed' || MOMENTARY.test(why.code)) {
      return { status: 'unknown', missing: 'lambda:InvokeFunction', why };
    }
    return [
      find('unrun', {
        subject: 'lambda:InvokeFunction',
        data: { code: why.code, message: why.message },
        evidence: [{ kind: 'answer', action: 'lambda:InvokeFunction', code: why.code, message: why.message }],
      }),
    ];
  },
});

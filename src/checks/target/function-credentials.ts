import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { functionExists } from './function-exists.ts';

/** Whether the function calls Bedrock as its role, or a variable of its own may stand in for it. Names only, no values. */
export const functionCredentials = defineCheck({
  id: 'target/function-credentials',
  title: 'The function calls Bedrock as its role',
  link: 'function',
  about: 'function',
  needs: { lambdaFunction: maybe(lambdaFunction) },
  after: [functionExists],
  messages: {
    bearer: {
      severity: 'warning',
      cause: 'bearer-token-rejected',
      title: 'A Bedrock API key is in the environment',
      say: () =>
        "AWS_BEARER_TOKEN_BEDROCK is set in the function's environment; the SDK may use that key instead of the role.",
    },
    keys: {
      severity: 'warning',
      cause: 'credentials-invalid',
      title: 'Keys of its own stand in the environment',
      say: ({ name }: { name: string }) =>
        `${name} is set in the function's environment; mixed with the role's session token it makes calls fail.`,
    },
  },
  judge({ lambdaFunction: fn }, find) {
    if (!fn.known || fn.value === null) return { status: 'not-applicable', why: 'no function is examined' };
    const { arn, variables } = fn.value;
    const has = (name: string): boolean => variables.includes(name);
    const about = { subject: arn, evidence: [] };
    const own = ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'].find(has);
    return [
      ...(has('AWS_BEARER_TOKEN_BEDROCK') ? [find('bearer', { ...about, data: undefined as never })] : []),
      ...(own === undefined ? [] : [find('keys', { ...about, data: { name: own } })]),
    ];
  },
});

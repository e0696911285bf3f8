import { defineCheck } from '../../core/check.ts';
import { nearestFirst } from '../../core/nearest.ts';
import { maybe } from '../../core/probe.ts';
import { resources } from '../../probes/cloudformation/resources.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { functionNames } from '../../probes/lambda/function-names.ts';
import { named } from '../../probes/run/named.ts';
import { someOf } from './names.ts';
import { stackExists } from './stack-exists.ts';

/** Whether the function is there, in the stack or by its name. */
export const functionExists = defineCheck({
  id: 'target/function-exists',
  title: 'The function exists',
  link: 'function',
  about: 'function',
  needs: {
    lambdaFunction: maybe(lambdaFunction),
    functionNames: maybe(functionNames),
    resources: maybe(resources),
    named,
  },
  after: [stackExists],
  messages: {
    missing: {
      severity: 'error',
      cause: 'function-not-found',
      title: 'The function does not exist',
      say: ({ name, others, where }: { name: string; others: readonly string[]; where: string }) =>
        name === ''
          ? `There is no function ${where}; check --stack and --region, or name one with --function.`
          : others.length === 0
            ? `There is no function ${name} ${where}, nor any other; check --function and --region.`
            : `There is no function ${name} ${where}; there ${others.length === 1 ? 'is' : 'are'} ${someOf(nearestFirst(name, others))}. Name one with --function.`,
    },
  },
  judge({ lambdaFunction: fn, functionNames: names, resources: stack, named: given }, find) {
    if (fn.known && fn.value !== null) return [];
    if (given.role && !given.function) return { status: 'not-applicable', why: 'the role is named directly' };
    if (!fn.known) return { status: 'unknown', missing: 'lambda:GetFunctionConfiguration', why: fn.why };
    if (!stack.known && !given.function) {
      return { status: 'unknown', missing: 'cloudformation:ListStackResources', why: stack.why };
    }
    const inStack = stack.known && stack.value !== null;
    return [
      find('missing', {
        subject: given.functionName || given.stackName || 'function',
        data: {
          name: given.functionName,
          others: names.known ? names.value : [],
          where: inStack ? `in the stack ${given.stackName}` : `in ${given.region}`,
        },
        evidence: [{ kind: 'fact', probe: 'lambda/function', pointer: '', value: null }],
      }),
    ];
  },
});

import { defineCheck } from '../../core/check.ts';
import type { Fact } from '../../core/fact.ts';
import { maybe } from '../../core/probe.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { stackNames } from '../../probes/cloudformation/stack-names.ts';
import { role } from '../../probes/iam/role.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { named } from '../../probes/run/named.ts';
import { accepted } from '../credentials/accepted.ts';
import { someOf } from './names.ts';

/** Logical ids are letters and digits: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
const LOGICAL_ID = /^[A-Za-z0-9]+$/;

/** Whether the stack is there; a function or role that is named by itself needs none. */
export const stackExists = defineCheck({
  id: 'target/stack-exists',
  title: 'The stack exists',
  link: 'stack',
  about: 'stack',
  needs: {
    stack: maybe(stack),
    stackNames: maybe(stackNames),
    lambdaFunction: maybe(lambdaFunction),
    role: maybe(role),
    named,
  },
  after: [accepted],
  messages: {
    missing: {
      severity: 'error',
      cause: 'stack-not-found',
      title: 'The stack does not exist here',
      say: ({ name, region, others }: { name: string; region: string; others: readonly string[] }) =>
        others.length === 0
          ? `There is no stack ${name} in ${region}, nor any other; check --stack, --region and --profile.`
          : `There is no stack ${name} in ${region}; there ${others.length === 1 ? 'is' : 'are'} ${someOf(others)}.`,
    },
    needless: {
      severity: 'warning',
      cause: 'stack-not-found',
      title: 'The stack that was named does not exist, and is not needed',
      say: ({ name, region }: { name: string; region: string }) =>
        `There is no stack ${name} in ${region}; the function or role is named directly, so the diagnosis goes on without it.`,
    },
  },
  judge({ stack: found, stackNames: names, lambdaFunction: fn, role: own, named: given }, find) {
    if (found.known && found.value !== null) return [];
    // A name that no logical id can be is looked for in Lambda alone, whether it is there or not.
    const byName = given.function && !given.stack && !LOGICAL_ID.test(given.functionName);
    const isThere = (fact: Fact<unknown>): boolean => fact.known && fact.value !== null;
    const standsAlone =
      byName || (given.function && isThere(fn)) || (given.role && (!given.stack || (!given.function && isThere(own))));
    if (standsAlone && !(given.stack && found.known)) {
      return { status: 'not-applicable', why: 'the function or role is named directly' };
    }
    if (standsAlone) {
      return [
        find('needless', {
          subject: given.stackName,
          data: { name: given.stackName, region: given.region },
          evidence: [],
        }),
      ];
    }
    if (!found.known) return { status: 'unknown', missing: 'cloudformation:DescribeStacks', why: found.why };
    return [
      find('missing', {
        subject: given.stackName,
        data: { name: given.stackName, region: given.region, others: names.known ? names.value : [] },
        evidence: [{ kind: 'fact', probe: 'cloudformation/stack', pointer: '', value: null }],
      }),
    ];
  },
});

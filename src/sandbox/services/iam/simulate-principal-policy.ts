import { fault, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { readingPolicies, sourceOf, sources } from './policy-input.ts';
import { principalPolicies } from './principal-policies.ts';
import { resourcePolicy } from './resource-policy.ts';
import { simulated } from './simulation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy = operation(
  'SimulatePrincipalPolicy',
  (_world, input) => text(input, 'PolicySourceArn'),
  (world, input) => {
    const arn = text(input, 'PolicySourceArn');
    if (arn === '') return fault('ValidationError', 400, 'PolicySourceArn must not be empty');
    return readingPolicies(() => {
      const own = principalPolicies(world, arn);
      if ('fault' in own) return own;
      const caller = text(input, 'CallerArn') || arn;
      const resource = resourcePolicy(input, caller);
      if (resource && 'fault' in resource) return resource;
      return simulated(world, input, caller, {
        identity: [...own.identity, ...sources(input, 'PolicyInputList')],
        boundary: sources(input, 'PermissionsBoundaryPolicyInputList')[0] ?? own.boundary,
        scps: world.scps.map((policy) => sourceOf(policy.arn, policy.document)),
        scpLevels: [],
        resource,
      });
    });
  },
);

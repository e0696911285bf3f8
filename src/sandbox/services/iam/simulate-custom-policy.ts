import { everything, fault, type Input, list, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { readingPolicies, type Source, sources } from './policy-input.ts';
import { resourcePolicy } from './resource-policy.ts';
import { simulated } from './simulation.ts';

/** The service control policies of each level, from the organization's root to the account. */
const levels = (input: Input): readonly (readonly Source[])[] =>
  list(input, 'OrderedOrganizationPolicyInputList').map((level, index) =>
    sources(
      level as Input,
      'ServiceControlPolicyInputList',
      `OrderedOrganizationPolicyInputList.${index + 1}.ServiceControlPolicyInputList`,
    ),
  );

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy = operation('SimulateCustomPolicy', everything, (world, input) => {
  // An empty list is given as an empty text: no policies, which allow nothing.
  if (input['PolicyInputList'] === undefined) {
    return fault(
      'ValidationError',
      400,
      "1 validation error detected: Value null at 'policyInputList' failed to satisfy constraint: Member must not be null",
    );
  }
  if (list(input, 'PermissionsBoundaryPolicyInputList').length > 1) {
    return fault('InvalidInput', 400, 'Only one permissions boundary can be simulated.');
  }
  return readingPolicies(() => {
    const caller = text(input, 'CallerArn');
    const resource = resourcePolicy(input, caller);
    if (resource && 'fault' in resource) return resource;
    return simulated(world, input, caller, {
      identity: sources(input, 'PolicyInputList'),
      boundary: sources(input, 'PermissionsBoundaryPolicyInputList')[0] ?? null,
      scps: [],
      scpLevels: levels(input),
      resource,
    });
  });
});

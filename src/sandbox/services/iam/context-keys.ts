import { contextKeysOf } from '../../../iam/simulate.ts';
import { everything, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { readingPolicies, sources } from './policy-input.ts';
import { principalPolicies } from './principal-policies.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const getContextKeysForCustomPolicy = operation('GetContextKeysForCustomPolicy', everything, (world, input) =>
  readingPolicies(() => ({
    world,
    output: { ContextKeyNames: contextKeysOf(sources(input, 'PolicyInputList')) },
  })),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html */
export const getContextKeysForPrincipalPolicy = operation(
  'GetContextKeysForPrincipalPolicy',
  (_world, input) => text(input, 'PolicySourceArn'),
  (world, input) =>
    readingPolicies(() => {
      const own = principalPolicies(world, text(input, 'PolicySourceArn'));
      if ('fault' in own) return own;
      const read = [...own.identity, ...sources(input, 'PolicyInputList')];
      return { world, output: { ContextKeyNames: contextKeysOf(read) } };
    }),
);

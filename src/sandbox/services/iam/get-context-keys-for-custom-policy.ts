import { contextKeysOf } from '../../../iam/simulate.ts';
import { everything } from '../../operation.ts';
import { operation } from './operation.ts';
import { readingPolicies, sources } from './policy-input.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const getContextKeysForCustomPolicy = operation('GetContextKeysForCustomPolicy', everything, (world, input) =>
  readingPolicies(() => ({
    world,
    output: { ContextKeyNames: contextKeysOf(sources(input, 'PolicyInputList')) },
  })),
);

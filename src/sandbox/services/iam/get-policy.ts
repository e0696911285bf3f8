import { text } from '../../operation.ts';
import { attachmentsOf, noManaged, onPolicy } from './managed-policy.ts';
import { operation } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = operation('GetPolicy', onPolicy, (world, input) => {
  const arn = text(input, 'PolicyArn');
  const policy = world.policies[arn];
  return policy
    ? {
        world,
        output: {
          Policy: {
            Arn: policy.arn,
            PolicyName: policy.name,
            Path: policy.path,
            DefaultVersionId: policy.defaultVersion,
            AttachmentCount: attachmentsOf(world, policy),
            IsAttachable: true,
          },
        },
      }
    : noManaged(arn);
});

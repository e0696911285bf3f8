import type { Json } from '../../../core/json.ts';
import { type Fault, fault, type Input, text } from '../../operation.ts';
import type { ManagedPolicy, World } from '../../world.ts';
import { encoded } from './document.ts';
import { operation } from './operation.ts';

/** The resource of a managed policy's operation. */
const onPolicy = (_world: World, input: Input): string => text(input, 'PolicyArn');

/** IAM's answer where there is no such policy. */
export const noManaged = (arn: string): { readonly fault: Fault } =>
  fault('NoSuchEntity', 404, `Policy ${arn} was not found.`);

/** An attached policy as IAM lists it. */
export const attachedShape = (arn: string): Json => ({ PolicyArn: arn, PolicyName: arn.split('/').at(-1) ?? arn });

/** How many users, groups and roles have the policy attached. */
const attachmentsOf = (world: World, { arn }: ManagedPolicy): number =>
  [...Object.values(world.roles), ...Object.values(world.users), ...Object.values(world.groups)].filter(
    ({ attached }) => attached.includes(arn),
  ).length;

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
            ...(policy.updatedAt === undefined ? {} : { UpdateDate: new Date(policy.updatedAt).toISOString() }),
          },
        },
      }
    : noManaged(arn);
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = operation('GetPolicyVersion', onPolicy, (world, input) => {
  const [arn, version] = [text(input, 'PolicyArn'), text(input, 'VersionId')];
  const policy = world.policies[arn];
  if (!policy) return noManaged(arn);
  const document = policy.versions[version];
  if (document === undefined) {
    return fault('NoSuchEntity', 404, `Policy ${arn} version ${version} does not exist or is not attachable.`);
  }
  return {
    world,
    output: {
      PolicyVersion: {
        Document: encoded(document),
        VersionId: version,
        IsDefaultVersion: version === policy.defaultVersion,
      },
    },
  };
});

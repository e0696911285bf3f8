import { fault, text } from '../../operation.ts';
import { encoded } from './document.ts';
import { noManaged, onPolicy } from './managed-policy.ts';
import { operation } from './operation.ts';

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

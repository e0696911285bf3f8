import { everything, fault, text } from '../../operation.ts';
import { malformation } from './inline-policy.ts';
import { operation } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy = operation('CreatePolicy', everything, (world, input, { now }) => {
  const [name, path, document] = [text(input, 'PolicyName'), text(input, 'Path') || '/', text(input, 'PolicyDocument')];
  const arn = `arn:${world.partition}:iam::${world.account}:policy${path}${name}`;
  if (world.policies[arn]) {
    return fault(
      'EntityAlreadyExists',
      409,
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  }
  const malformed = malformation(document);
  if (malformed !== null) return malformed;
  const policy = { arn, name, path, defaultVersion: 'v1', versions: { v1: document } };
  return {
    world: { ...world, policies: { ...world.policies, [arn]: policy } },
    output: {
      Policy: {
        PolicyName: name,
        Arn: arn,
        Path: path,
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
        IsAttachable: true,
        CreateDate: new Date(now).toISOString(),
      },
    },
  };
});

import { stringify } from 'yaml';
import type { PolicyDocument } from '../core/permission.ts';

/** The role's name where nobody chooses another. */
const READ_ROLE = 'BedrockDoctorRead';

/** A resource as CloudFormation fills it in: partition and account are those of the account the stack is in. */
const filled = (resource: string): string | { readonly 'Fn::Sub': string } =>
  resource.startsWith('arn:')
    ? {
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation fills them in
        'Fn::Sub': resource
          .replace(/^arn:[^:]*:/, 'arn:${AWS::Partition}:')
          .replace(/^(arn:[^:]*(?:::[^:]*)?:iam::)\*(?=:role\/|:user\/)/, '$1${AWS::AccountId}'),
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation fills them in
      }
    : resource;

/**
 * A template for a StackSet that makes the role which `fleet` assumes, in every account: it may read what a fleet reads and
 * nothing else, and only one principal with one external id may assume it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html). Pure.
 */
export function readRoleTemplate({ Version, Statement }: PolicyDocument): string {
  const statements = Statement.map((statement) => {
    const { Resource } = statement;
    return { ...statement, Resource: typeof Resource === 'string' ? filled(Resource) : Resource.map(filled) };
  });
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'The role that bedrock-doctor fleet assumes to read why Amazon Bedrock refuses calls. It changes nothing and invokes no model.',
    Parameters: {
      RoleName: { Type: 'String', Default: READ_ROLE, Description: 'Name of the role, for --assume-role.' },
      TrustedPrincipalArn: {
        Type: 'String',
        AllowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:(root|role/.+|user/.+)$',
        Description: 'ARN of the role or user that runs bedrock-doctor fleet; no one else may assume the role.',
      },
      ExternalId: {
        Type: 'String',
        MinLength: 2,
        MaxLength: 1224,
        AllowedPattern: '^[A-Za-z0-9+=,.@:/\\\\-]*$',
        Description: 'External id that fleet passes with --external-id.',
      },
    },
    Resources: {
      ReadRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          Description: 'Assumed by bedrock-doctor fleet; reads only.',
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { Ref: 'TrustedPrincipalArn' } },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
              },
            ],
          },
          Policies: [{ PolicyName: 'BedrockDoctorFleet', PolicyDocument: { Version, Statement: statements } }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['ReadRole', 'Arn'] } } },
  };
  return stringify(template, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' });
}

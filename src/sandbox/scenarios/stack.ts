import { API_PATH } from '../api/path.ts';
import type { Moment, Stack } from '../world.ts';
import { FUNCTION, REGION, ROLE } from './function.ts';
import { ACCOUNT } from './keys.ts';
import { HAIKU } from './models.ts';

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: Poems from music
Resources:
  PoetryFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: poetry/
      Handler: index.handler
      Runtime: nodejs20.x
      Timeout: 30
      MemorySize: 256
      Environment:
        Variables:
          BEDROCK_MODEL_ID: ${HAIKU}
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - bedrock:InvokeModel
              Resource:
                - !Sub 'arn:aws:bedrock:\${AWS::Region}::foundation-model/anthropic.claude-*'
      Events:
        Generate:
          Type: Api
          Properties:
            Path: /api/poetry/generate
            Method: post
Outputs:
  PoetryApiUrl:
    Description: Where poems are made
    Value: !Sub 'https://\${ServerlessRestApi}.execute-api.\${AWS::Region}.amazonaws.com/Prod/api/poetry/generate'
`;

/** What SAM's transform makes of the role, as far as anybody looks: one inline policy, named by SAM. */
const PROCESSED = JSON.stringify({
  AWSTemplateFormatVersion: '2010-09-09',
  Resources: {
    PoetryFunctionRole: {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyName: 'PoetryFunctionRolePolicy0', PolicyDocument: { Statement: [] } }] },
    },
  },
});

const resource = (logicalId: string, physicalId: string, type: string): Stack['resources'][number] => ({
  logicalId,
  physicalId,
  type,
  status: 'CREATE_COMPLETE',
});

/** The guide's stack, as SAM deploys it. `baseUrl` is where the sandbox serves. */
export const kiroween = (baseUrl: string, createdAt: Moment): Stack => ({
  name: 'kiroween',
  id: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/kiroween/6f7a1c30-0000-11f0-8000-0a1b2c3d4e5f`,
  status: 'CREATE_COMPLETE',
  statusReason: null,
  createdAt,
  parameters: {},
  outputs: { PoetryApiUrl: { value: `${baseUrl}${API_PATH}`, description: 'Where poems are made' } },
  resources: [
    resource('PoetryFunction', FUNCTION, 'AWS::Lambda::Function'),
    resource(
      'PoetryFunctionGeneratePermissionProd',
      'kiroween-PoetryFunctionGeneratePermissionProd-7G8H9J0K1L2M',
      'AWS::Lambda::Permission',
    ),
    resource('PoetryFunctionRole', ROLE, 'AWS::IAM::Role'),
    resource('ServerlessRestApi', 'a1b2c3d4e5', 'AWS::ApiGateway::RestApi'),
    resource('ServerlessRestApiDeployment47fc2d5f9d', '6n7p8q', 'AWS::ApiGateway::Deployment'),
    resource('ServerlessRestApiProdStage', 'Prod', 'AWS::ApiGateway::Stage'),
  ],
  template: TEMPLATE,
  processed: PROCESSED,
});

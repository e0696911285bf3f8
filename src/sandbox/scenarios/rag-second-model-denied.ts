import { modelIn, NOT_THE_GUIDES, otherAccount, ran, withNewFunction, withNewStack } from './elsewhere.ts';
import { REGION } from './function.ts';
import { OPERATOR_KEY } from './keys.ts';
import { NOVA_LITE, TITAN_EMBED } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const STACK = 'handbook-search';
const FUNCTION = `${STACK}-AnswerFunction-h4Kq9tZx2LmP`;
const HEALTH = `${STACK}-HealthFunction-r7Wb1cYv8NsD`;
const ROLE = `${STACK}-AnswerFunctionRole-9QX2M4K7J1AB`;
const PATH = '/Prod/answers';

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: Answers from the handbook
Resources:
  AnswerFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: answer/
      Handler: app.handler
      Runtime: python3.13
      Timeout: 60
      Environment:
        Variables:
          EMBEDDING_MODEL_ID: ${TITAN_EMBED}
          CHAT_MODEL_ID: ${NOVA_LITE}
      Policies:
        - Statement:
            - Effect: Allow
              Action: bedrock:InvokeModel
              Resource: !Sub 'arn:aws:bedrock:\${AWS::Region}::foundation-model/${TITAN_EMBED}'
      Events:
        Ask:
          Type: Api
          Properties:
            Path: /answers
            Method: post
  HealthFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: health/
      Handler: app.handler
      Runtime: python3.13
`;

export const ragSecondModelDenied: Scenario = {
  id: 'rag-second-model-denied',
  title: 'a RAG function may embed the question, but not ask the chat model for the answer',
  shows: 'invoke-not-allowed',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_STACK: STACK },
  fix: { option: '3' },
  world: (baseUrl, now) => {
    const deployed = withNewFunction(otherAccount(baseUrl, now), now, {
      name: FUNCTION,
      roleName: ROLE,
      document: allow('bedrock:InvokeModel', modelIn(REGION, TITAN_EMBED)),
      environment: { EMBEDDING_MODEL_ID: TITAN_EMBED, CHAT_MODEL_ID: NOVA_LITE },
      application: {
        calls: [
          { modelId: TITAN_EMBED, use: 'embeddings', api: 'invoke' },
          { modelId: NOVA_LITE, use: 'chat', api: 'converse' },
        ],
        answers: 'json',
        http: { kind: 'rest', path: PATH },
        needs: ['question'],
        prefix: '[answers]',
      },
    });
    const both = withNewFunction(deployed, now, {
      name: HEALTH,
      roleName: `${STACK}-HealthFunctionRole-4DZ8P3T6W0CE`,
      document: allow('cloudwatch:PutMetricData', '*'),
      application: null,
    });
    const stacked = withNewStack(both, now, {
      name: STACK,
      template: TEMPLATE,
      outputs: { AnswersUrl: `${baseUrl}${PATH}` },
      resources: [
        ['AnswerFunction', FUNCTION, 'AWS::Lambda::Function'],
        ['AnswerFunctionRole', ROLE, 'AWS::IAM::Role'],
        ['HealthFunction', HEALTH, 'AWS::Lambda::Function'],
        ['HealthFunctionRole', `${STACK}-HealthFunctionRole-4DZ8P3T6W0CE`, 'AWS::IAM::Role'],
        ['ServerlessRestApi', 'f9e8d7c6b5', 'AWS::ApiGateway::RestApi'],
      ],
    });
    return ran(stacked, now, FUNCTION, [50, 31, 12, 4], { question: 'How many days of leave are there?' });
  },
};

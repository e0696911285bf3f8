import { agreed } from './change.ts';
import { modelIn, NOT_THE_GUIDES, otherAccount, profileIn, ran, withNewFunction, withNewStack } from './elsewhere.ts';
import { REGION } from './function.ts';
import { OPERATOR_KEY } from './keys.ts';
import { HAIKU_45, NOVA_LITE } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const STACK = 'AssistantStack';
const CHAT = 'AssistantStack-ChatHandlerA1F4E5D2-Zk3mPq7RtYw1';
const SUMMARY = 'AssistantStack-SummaryHandlerB7C9D0E1-Lp2nVx6SdFg4';
const CHAT_ROLE = 'AssistantStack-ChatHandlerServiceRole2D4F6A8B-kQ1wE3rT5yU7';
const SUMMARY_ROLE = 'AssistantStack-SummaryHandlerServiceRole9C7E5B3D-mN8bV6cX4zL2';
const PROFILE = `global.${HAIKU_45}`;

/** As `cdk synth` writes it: the logical ids have hashes, and metadata says where each came from. */
const TEMPLATE = JSON.stringify(
  {
    Resources: {
      ChatHandlerA1F4E5D2: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['ChatHandlerServiceRole2D4F6A8B', 'Arn'] },
          Environment: { Variables: { MODEL_ID: PROFILE } },
        },
        Metadata: { 'aws:cdk:path': 'AssistantStack/ChatHandler/Resource' },
      },
      SummaryHandlerB7C9D0E1: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['SummaryHandlerServiceRole9C7E5B3D', 'Arn'] },
          Environment: { Variables: { SUMMARY_MODEL: NOVA_LITE } },
        },
        Metadata: { 'aws:cdk:path': 'AssistantStack/SummaryHandler/Resource' },
      },
    },
  },
  null,
  1,
);

export const cdkTwoFunctions: Scenario = {
  id: 'cdk-two-functions',
  title: 'of two functions of a CDK stack one works, and the other lacks an ARN behind its inference profile',
  shows: 'invoke-profile-not-allowed',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_STACK: STACK },
  fix: { option: '3' },
  world: (baseUrl, now) => {
    const account = agreed(otherAccount(baseUrl, now), HAIKU_45);
    const tags = { 'aws:cloudformation:stack-name': STACK };
    const chat = withNewFunction(account, now, {
      name: CHAT,
      roleName: CHAT_ROLE,
      runtime: 'nodejs22.x',
      tags,
      document: allow(
        ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        [profileIn(REGION, PROFILE), modelIn(REGION, HAIKU_45)],
      ),
      environment: { MODEL_ID: PROFILE },
      application: {
        calls: [{ modelId: PROFILE, use: 'chat', api: 'converse', streaming: true }],
        answers: 'events',
        http: { kind: 'function-url', path: '/lambda-url/chat' },
        needs: ['message'],
        prefix: '[chat]',
      },
    });
    const both = withNewFunction(chat, now, {
      name: SUMMARY,
      roleName: SUMMARY_ROLE,
      runtime: 'nodejs22.x',
      tags,
      document: allow('bedrock:InvokeModel', modelIn(REGION, NOVA_LITE)),
      environment: { SUMMARY_MODEL: NOVA_LITE },
      application: {
        calls: [{ modelId: NOVA_LITE, use: 'chat', api: 'converse' }],
        answers: 'json',
        http: { kind: 'http', path: '/summaries' },
        needs: ['text'],
        prefix: '[summary]',
      },
    });
    const stacked = withNewStack(both, now, {
      name: STACK,
      template: TEMPLATE,
      outputs: { ChatUrl: `${baseUrl}/lambda-url/chat/`, SummaryUrl: `${baseUrl}/summaries` },
      resources: [
        ['ChatHandlerA1F4E5D2', CHAT, 'AWS::Lambda::Function'],
        ['ChatHandlerServiceRole2D4F6A8B', CHAT_ROLE, 'AWS::IAM::Role'],
        ['SummaryHandlerB7C9D0E1', SUMMARY, 'AWS::Lambda::Function'],
        ['SummaryHandlerServiceRole9C7E5B3D', SUMMARY_ROLE, 'AWS::IAM::Role'],
        ['CDKMetadata', '6f7a1c30-0000-11f0-8000-0a1b2c3d4e5f', 'AWS::CDK::Metadata'],
      ],
    });
    const summarized = ran(stacked, now, SUMMARY, [45, 20, 5], { text: 'A long report.' });
    return ran(summarized, now, CHAT, [40, 18, 6], { message: 'Hello' });
  },
};

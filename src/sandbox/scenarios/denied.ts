import {
  agreed,
  callingModel,
  underRegionScp,
  withBedrock,
  withBoundary,
  withFunction,
  withInline,
  withRole,
} from './change.ts';
import { HAIKU_45 } from './models.ts';
import { allow, deny } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const invokeNotAllowed = defineScenario({
  id: 'invoke-not-allowed',
  title: 'the role may not invoke the model',
  fix: { option: '3' },
  change: (world) => withRole(agreed(world), { inline: {} }),
});

export const invokeProfileNotAllowed = defineScenario({
  id: 'invoke-profile-not-allowed',
  title: 'the role may invoke the model but not the profile',
  fix: { option: '3' },
  change: (world) => callingModel(agreed(world, HAIKU_45), `global.${HAIKU_45}`),
});

export const invokeStreamNotAllowed = defineScenario({
  id: 'invoke-stream-not-allowed',
  title: 'the role may invoke the model but not stream',
  fix: { option: '3' },
  change: (world) => withFunction(agreed(world), { streams: true }),
});

export const invokeOutsideBoundary = defineScenario({
  id: 'invoke-outside-boundary',
  title: "the role's boundary knows logs and nothing of Bedrock",
  shows: 'denied-by-boundary',
  change: (world) => withBoundary(agreed(world), allow('logs:*', '*')),
});

export const deniedExplicitly = defineScenario({
  id: 'denied-explicitly',
  title: 'a policy of the role denies the call',
  change: (world) =>
    withInline(agreed(world), 'NoBedrock', {
      Version: '2012-10-17',
      Statement: [{ Sid: 'NoBedrockHere', Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }],
    }),
});

export const deniedByBoundary = defineScenario({
  id: 'denied-by-boundary',
  title: "the role's boundary knows no Marketplace",
  change: (world) => withBoundary(world, allow(['bedrock:*', 'logs:*'], '*')),
});

export const denyAndBoundary = defineScenario({
  id: 'deny-and-boundary',
  title: 'a policy of the role denies the call, and its boundary does not allow it either',
  shows: 'denied-explicitly',
  change: (world) =>
    withBoundary(withInline(agreed(world), 'NoBedrock', deny('bedrock:Invoke*', '*')), allow('logs:*', '*')),
});

export const deniedBySessionPolicy = defineScenario({
  id: 'denied-by-session-policy',
  title: 'a session policy leaves Bedrock out',
  change: (world) => withRole(agreed(world), { sessionPolicy: allow('logs:*', '*') }),
});

export const deniedByVpcEndpoint = defineScenario({
  id: 'denied-by-vpc-endpoint',
  title: "the VPC endpoint's policy leaves the model out",
  change: (world) =>
    withFunction(agreed(world), {
      vpcSubnetIds: ['subnet-0sandbox'],
      // A policy of an endpoint needs a principal: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
      vpcEndpointPolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'bedrock:ListFoundationModels', Resource: '*' }],
      },
    }),
});

const GUARDRAIL = 'arn:aws:bedrock:ap-northeast-2:123456789012:guardrail/sandboxguard';

export const guardrailNotAllowed = defineScenario({
  id: 'guardrail-not-allowed',
  title: 'the role may not apply the guardrail of its calls',
  change: (world) =>
    withBedrock(withFunction(agreed(world), { guardrail: GUARDRAIL }), {
      guardrails: { [GUARDRAIL]: { kmsKeyArn: null } },
    }),
});

export const scpWithCondition = defineScenario({
  id: 'scp-with-condition',
  title: 'the organization denies the Region by a condition, which no simulation shows',
  shows: 'denied-by-scp',
  change: (world) => underRegionScp(agreed(world)),
});

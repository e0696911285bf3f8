import { operation } from './operation.ts';

/** At most one configuration. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListEnforcedGuardrailsConfiguration.html */
export const listEnforcedGuardrailsConfiguration = operation('ListEnforcedGuardrailsConfiguration', (world) => ({
  world,
  output: {
    guardrailsConfig: (world.bedrock.enforcedGuardrails ?? []).map(({ arn, version }) => ({
      configId: 'sandboxconfig1',
      guardrailArn: arn,
      guardrailId: arn.split('/').at(-1) ?? '',
      guardrailVersion: version,
      inputTags: 'HONOR',
      owner: arn.split(':')[4] === world.account ? 'ACCOUNT' : 'ORGANIZATION',
      createdAt: '2026-10-01T00:00:00Z',
      updatedAt: '2026-10-01T00:00:00Z',
    })),
  },
}));

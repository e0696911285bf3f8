import { agreed } from './change.ts';
import { modelCalled, modelIn, NOT_THE_GUIDES, otherAccount, profileIn, READS } from './elsewhere.ts';
import { ACCOUNT } from './keys.ts';
import { HAIKU_45, SONNET_46 } from './models.ts';
import type { Scenario } from './scenario.ts';

const REGION = 'eu-central-1';
const KEY = 'AKIASANDBOXDEVELOPR1';
const USER = 'dana';
const [MAIN, FAST] = [`eu.${SONNET_46}`, `eu.${HAIKU_45}`];
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const AGENT = 'AnthropicBedrock/JS 0.26.4 claude-cli/2.1.38 (external, cli)';

/** What the group may: the small model everywhere the profile goes, the large one only where it is called. */
const DEVELOPERS = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: INVOKE, Resource: [profileIn(REGION, MAIN), profileIn(REGION, FAST)] },
    { Effect: 'Allow', Action: INVOKE, Resource: modelIn('*', HAIKU_45) },
    { Effect: 'Allow', Action: INVOKE, Resource: modelIn(REGION, SONNET_46) },
    { Effect: 'Allow', Action: READS, Resource: '*' },
  ],
};

export const meClaudeCode: Scenario = {
  id: 'me-claude-code',
  title: 'a developer with Claude Code: the small model answers, the large one is refused in a Region nobody chose',
  shows: 'invoke-profile-not-allowed',
  key: KEY,
  env: {
    ...NOT_THE_GUIDES,
    BEDROCK_DOCTOR_ME: 'true',
    CLAUDE_CODE_USE_BEDROCK: '1',
    ANTHROPIC_MODEL: MAIN,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: FAST,
  },
  world: (baseUrl, now) => {
    const account = agreed(agreed(otherAccount(baseUrl, now, REGION), HAIKU_45), SONNET_46);
    const arn = `arn:aws:iam::${ACCOUNT}:user/${USER}`;
    const world = {
      ...account,
      keys: {
        ...account.keys,
        [KEY]: {
          secret: 'sandbox-secret-of-dana',
          token: null,
          principal: arn,
          session: null,
          state: 'active' as const,
          expiresAt: null,
        },
      },
      users: {
        ...account.users,
        [USER]: {
          name: USER,
          path: '/',
          id: 'AIDASANDBOXDANA00001',
          inline: {},
          attached: [],
          boundary: null,
        },
      },
      groups: {
        developers: {
          name: 'developers',
          path: '/',
          id: 'AGPASANDBOXDEVELOPR1',
          inline: { ClaudeCode: DEVELOPERS },
          attached: [],
          members: [USER],
        },
      },
    };
    const who = { principal: arn, userAgent: AGENT, accessKeyId: KEY };
    const small = modelCalled(
      world,
      now,
      who,
      { modelId: FAST, use: 'chat', api: 'invoke', streaming: true },
      [95, 60, 22],
    );
    return modelCalled(small, now, who, { modelId: MAIN, use: 'chat', api: 'invoke', streaming: true }, [94, 59, 21]);
  },
};

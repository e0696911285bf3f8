import type { InferenceProfile } from '../world.ts';
import { HAIKU_45, NOVA_2_LITE, NOVA_LITE, REGIONS, SONNET_46 } from './models.ts';

const ARN = (region: string, id: string): string => `arn:aws:bedrock:${region}::foundation-model/${id}`;

/** A profile that routes between the Regions of one geography, and is called from any of them. */
const geographic = (
  prefix: string,
  regions: readonly string[],
  id: string,
  name: string,
  destinations = regions,
): InferenceProfile => ({
  id: `${prefix}.${id}`,
  name,
  type: 'SYSTEM_DEFINED',
  regions,
  modelArns: destinations.map((region) => ARN(region, id)),
});

/** A profile that routes anywhere: its one model ARN has no Region. */
const everywhere = (id: string, name: string): InferenceProfile => ({
  id: `global.${id}`,
  name,
  type: 'SYSTEM_DEFINED',
  regions: REGIONS,
  modelArns: [ARN('', id)],
});

const US = ['us-east-1', 'us-west-2'];
const EU = ['eu-central-1'];
/** Regions that European calls are routed to; the sandbox serves one of them. */
const EU_DESTINATIONS = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
const APAC = ['ap-northeast-1', 'ap-northeast-2', 'ap-southeast-2'];

/** From Seoul, the newer Claude models can be called through global profiles only. */
export const PROFILES: readonly InferenceProfile[] = [
  geographic('apac', APAC, NOVA_LITE, 'APAC Nova Lite'),
  everywhere(HAIKU_45, 'Global Claude Haiku 4.5'),
  everywhere(SONNET_46, 'Global Claude Sonnet 4.6'),
  everywhere(NOVA_2_LITE, 'Global Nova 2 Lite'),
  geographic('eu', EU, HAIKU_45, 'EU Claude Haiku 4.5', EU_DESTINATIONS),
  geographic('eu', EU, SONNET_46, 'EU Claude Sonnet 4.6', EU_DESTINATIONS),
  geographic('us', US, SONNET_46, 'US Claude Sonnet 4.6'),
  geographic('us', US, HAIKU_45, 'US Claude Haiku 4.5'),
  geographic('us', US, 'anthropic.claude-opus-4-1-20250805-v1:0', 'US Claude Opus 4.1'),
];

import { emptyGroup } from '../services/logs/group.ts';
import type { Moment, World } from '../world.ts';
import {
  CLIENT_ROLE,
  clientRole,
  FUNCTION,
  LOG_GROUP,
  MANAGED,
  poetryFunction,
  poetryRole,
  REGION,
  ROLE,
} from './function.ts';
import { ACCOUNT, keys, USERS } from './keys.ts';
import { HAIKU, MODELS } from './models.ts';
import { PROFILES } from './profiles.ts';
import { QUOTAS } from './quotas.ts';
import { kiroween } from './stack.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A use-case form as an account may have sent it. */
const FORM = JSON.stringify({
  companyName: 'Example',
  companyWebsite: 'https://example.com',
  intendedUsers: '1',
  industryOption: 'Education',
  otherIndustryOption: '',
  useCases: 'Poems from music',
});

/** The guide's account, whole and healthy but for the agreement, which it does not have. `baseUrl`: where it is served. */
export function baseWorld(baseUrl: string, now: Moment): World {
  const deployedAt = now - DAY;
  return {
    baseUrl,
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    keys: keys(now),
    users: USERS,
    groups: {},
    apiKeys: {},
    alias: 'kiroween-sandbox',
    organization: null,
    events: [],
    lookups: [],
    roles: { [ROLE]: poetryRole(deployedAt), [CLIENT_ROLE]: clientRole(deployedAt) },
    policies: MANAGED,
    scps: [],
    rcps: [],
    stacks: { kiroween: kiroween(baseUrl, deployedAt) },
    functions: { [FUNCTION]: poetryFunction(deployedAt) },
    logGroups: { [LOG_GROUP]: emptyGroup(LOG_GROUP, deployedAt) },
    bedrock: {
      models: MODELS,
      profiles: PROFILES,
      agreements: {},
      // An hour ago: the window in which calls succeed without a subscription is over.
      firstInvokedAt: { [HAIKU]: now - 60 * MINUTE },
      form: { data: FORM, effectiveAt: 0 },
      unsupportedRegions: [],
      gate: null,
      dataRetention: 'default',
      guardrails: {},
      faults: [],
    },
    quotas: QUOTAS,
    delays: {
      iamMs: [500, 2_000, 4_000],
      subscriptionMs: 6_000,
      formMs: MINUTE,
      logMs: [300, 2_500],
      graceMs: 15 * MINUTE,
      // About five minutes: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
      trailMs: [2 * MINUTE, 8 * MINUTE],
    },
    throttles: {},
    apiBroken: false,
    clockSkewMs: 0,
    serial: 1,
  };
}
